internal import BigInt

extension Number {
    /// A result that no number stands for: `0/0`, `Inf - Inf`, `0 * Inf`.
    package struct Undefined: Error {}

    /// The exact sum.
    package func adding(_ other: Number) throws(Undefined) -> Number {
        if case .integer(let left) = storage, case .integer(let right) = other.storage {
            let (sum, overflow) = left.addingReportingOverflow(right)
            if !overflow { return Number(sum) }
        }
        guard let left = scaled, let right = other.scaled else { return try infiniteSum(other) }
        if left.dwarfs(right) { return self }
        if right.dwarfs(left) { return other }
        let exponent = min(left.exponent, right.exponent)
        return Number(significand: left.aligned(to: exponent) + right.aligned(to: exponent), exponent: exponent)
    }

    private func infiniteSum(_ other: Number) throws(Undefined) -> Number {
        switch (storage, other.storage) {
        case (.infinity(let left), .infinity(let right)) where left != right: throw Undefined()
        case (.infinity, _): return self
        default: return other
        }
    }

    package static prefix func - (number: Number) -> Number {
        switch number.storage {
        case .integer(let integer) where integer != .min: Number(-integer)
        case .integer(let integer): Number(significand: -BigInt(integer), exponent: 0)
        case .decimal(let scaled): Number(significand: -scaled.significand, exponent: scaled.exponent)
        case .infinity(let isNegative): Number(storage: .infinity(isNegative: !isNegative))
        }
    }

    /// The exact difference.
    package func subtracting(_ other: Number) throws(Undefined) -> Number { try adding(-other) }

    /// The exact product.
    package func multiplied(by other: Number) throws(Undefined) -> Number {
        if case .integer(let left) = storage, case .integer(let right) = other.storage {
            let (product, overflow) = left.multipliedReportingOverflow(by: right)
            if !overflow { return Number(product) }
        }
        guard let left = scaled, let right = other.scaled else {
            guard !isZero, !other.isZero else { throw Undefined() }
            return Number(storage: .infinity(isNegative: isNegative != other.isNegative))
        }
        return Number(significand: left.significand * right.significand, exponent: left.exponent + right.exponent)
    }

    /// The quotient, to ``divisionDigits`` significant digits with halves to even; infinite when dividing by zero.
    package func divided(by other: Number) throws(Undefined) -> Number {
        if case .integer(let left) = storage, case .integer(let right) = other.storage, right != 0, right != -1,
            left % right == 0
        {
            return Number(left / right)
        }
        if isInfinite && other.isInfinite || isZero && other.isZero { throw Undefined() }
        if other.isInfinite { return 0 }
        guard let left = scaled, let right = other.scaled, !other.isZero else {
            return Number(storage: .infinity(isNegative: isNegative != other.isNegative))
        }
        return Self.quotient(left, right)
    }

    private static func quotient(_ left: ScaledInteger, _ right: ScaledInteger) -> Number {
        let wanted = divisionDigits + 2 + right.significand.magnitude.decimalDigitCount
        let shift = max(0, wanted - left.significand.magnitude.decimalDigitCount)
        let (quotient, remainder) = (left.significand * powerOfTen(shift))
            .quotientAndRemainder(dividingBy: right.significand)
        var result = ScaledInteger(significand: quotient, exponent: left.exponent - right.exponent - shift)
        result.round(to: divisionDigits, isInexact: !remainder.isZero)
        return Number(significand: result.significand, exponent: result.exponent)
    }

    /// What remains after division with the quotient truncated: `-7 % 3` is -1. The dividend itself for a divisor of zero.
    package func remainder(dividingBy other: Number) throws(Undefined) -> Number {
        if case .integer(let left) = storage, case .integer(let right) = other.storage, right != 0, right != -1 {
            return Number(left % right)
        }
        guard let left = scaled, let right = other.scaled else {
            guard !isInfinite else { throw Undefined() }
            return self
        }
        guard !other.isZero else { return self }
        guard left.exponent > right.exponent else {
            // A divisor of so many digits is larger than the dividend.
            if right.dwarfs(left) { return self }
            return Number(significand: left.significand % right.aligned(to: left.exponent), exponent: left.exponent)
        }
        // 10^gap modulo the divisor: it may have a million digits itself.
        let modulus = right.significand.magnitude
        let power = BigUInt(10).power(BigUInt(left.exponent - right.exponent), modulus: modulus)
        let rest = left.significand.magnitude % modulus * power % modulus
        return Number(significand: BigInt(sign: left.significand.sign, magnitude: rest), exponent: right.exponent)
    }

    /// The greatest whole number not above this one.
    package var floor: Number {
        guard !isWhole, let scaled else { return self }
        let truncated = truncated
        return scaled.significand.sign == .minus ? Self.exact(truncated, -1) : truncated
    }

    /// The least whole number not below this one.
    package var ceiling: Number {
        guard !isWhole, let scaled else { return self }
        let truncated = truncated
        return scaled.significand.sign == .minus ? truncated : Self.exact(truncated, 1)
    }

    /// The number without its fraction.
    package var truncated: Number {
        guard !isWhole, let scaled else { return self }
        guard scaled.orderBounds.upperBound > 0 else { return 0 }
        return Number(significand: scaled.significand / powerOfTen(-scaled.exponent), exponent: 0)
    }

    /// A finite number plus a small one: always defined.
    private static func exact(_ number: Number, _ step: Int) -> Number { (try? number.adding(Number(step))) ?? number }

    /// The distance from zero.
    package var magnitude: Number { isNegative ? -self : self }
}

extension Number: Comparable {
    package static func < (left: Number, right: Number) -> Bool {
        switch (left.storage, right.storage) {
        case (.integer(let first), .integer(let second)): return first < second
        case (.infinity(let first), .infinity(let second)): return first && !second
        case (.infinity(let isNegative), _): return isNegative
        case (_, .infinity(let isNegative)): return !isNegative
        default: break
        }
        guard let first = left.scaled, let second = right.scaled else { return false }
        guard left.isNegative == right.isNegative, !left.isZero, !right.isZero else {
            return left.isNegative ? !right.isNegative : !right.isNegative && !right.isZero && left.isZero
        }
        if first.orderBounds.upperBound < second.orderBounds.lowerBound { return !left.isNegative }
        if second.orderBounds.upperBound < first.orderBounds.lowerBound { return left.isNegative }
        let exponent = min(first.exponent, second.exponent)
        return first.aligned(to: exponent) < second.aligned(to: exponent)
    }
}

extension Number.ScaledInteger {
    /// The significand at a lower or equal exponent.
    func aligned(to target: Int) -> BigInt {
        target == exponent ? significand : significand * powerOfTen(exponent - target)
    }

    /// Between which powers of ten the number lies: cheap bounds for its number of digits before the point.
    var orderBounds: ClosedRange<Int> {
        let bits = significand.magnitude.bitWidth
        // log10(2) from below and from above.
        return (exponent + (bits - 1) * 30_102 / 100_000)...(exponent + bits * 30_103 / 100_000 + 1)
    }

    /// Whether adding `other` changes no digit that is kept.
    func dwarfs(_ other: Self) -> Bool {
        let gap = orderBounds.lowerBound - other.orderBounds.upperBound
        return gap > Number.largestDigitCount + 2 && !significand.isZero
    }
}
