internal import BigInt

/// An exact decimal number of any size, or an infinity.
///
/// `+`, `-` and `*` are exact; division gives ``divisionDigits`` significant digits and rounds halves to even
/// (docs/decisions/0101-exact-decimals.md). Numbers beyond ``largestExponent`` are infinite, and digits beyond
/// ``largestDigitCount`` are rounded away, so that no expression can exhaust the memory.
package struct Number: Sendable, Hashable {
    /// Small integers are stored as such: they are nearly all numbers that occur. The representation of a number is
    /// unique, so that equality and hashing are those of the storage.
    enum Storage: Sendable, Hashable {
        case integer(Int)
        indirect case decimal(ScaledInteger)
        case infinity(isNegative: Bool)
    }

    /// `significand × 10^exponent`, with no trailing zero in the significand.
    struct ScaledInteger: Sendable, Hashable {
        var significand: BigInt
        var exponent: Int
    }

    let storage: Storage

    init(storage: Storage) { self.storage = storage }

    package init(_ integer: Int) { storage = .integer(integer) }

    /// The significant digits of a quotient that does not end: as many as Terraform prints.
    package static let divisionDigits = 155
    /// The decimal exponent past which a number counts as infinite (or, when negative, as zero).
    package static let largestExponent = 1_000_000
    /// The most significant digits that a number keeps.
    package static let largestDigitCount = 100_000

    package static let zero = Number(0)
    package static let infinity = Number(storage: .infinity(isNegative: false))
    package static let negativeInfinity = Number(storage: .infinity(isNegative: true))
}

extension Number: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

extension Number {
    package var isInfinite: Bool {
        if case .infinity = storage { return true }
        return false
    }

    package var isNegative: Bool {
        switch storage {
        case .integer(let integer): integer < 0
        case .decimal(let scaled): scaled.significand.sign == .minus
        case .infinity(let isNegative): isNegative
        }
    }

    package var isZero: Bool { storage == .integer(0) }

    /// Whether the number has no fraction; infinities have none to speak of and are not whole.
    package var isWhole: Bool {
        switch storage {
        case .integer: true
        case .decimal(let scaled): scaled.exponent >= 0
        case .infinity: false
        }
    }

    /// Significand and exponent, also of small integers; nil for infinities.
    var scaled: ScaledInteger? {
        switch storage {
        case .integer(let integer): ScaledInteger(significand: BigInt(integer), exponent: 0)
        case .decimal(let scaled): scaled
        case .infinity: nil
        }
    }

    /// The number `significand × 10^exponent` in its unique representation.
    init(significand: BigInt, exponent: Int) {
        var scaled = ScaledInteger(significand: significand, exponent: exponent)
        scaled.limitDigits()
        scaled.stripTrailingZeros()
        self.init(stripped: scaled)
    }

    private init(stripped scaled: ScaledInteger) {
        guard !scaled.significand.isZero else {
            self.init(0)
            return
        }
        let order = scaled.exponent + scaled.significand.bitWidth * 3 / 10
        guard order <= Self.largestExponent else {
            self.init(storage: .infinity(isNegative: scaled.significand.sign == .minus))
            return
        }
        guard order >= -Self.largestExponent else {
            self.init(0)
            return
        }
        if scaled.exponent >= 0, scaled.exponent <= 18, let small = Int(exactly: scaled.significand) {
            let (product, overflow) = small.multipliedReportingOverflow(by: powersOfTen[scaled.exponent])
            if !overflow {
                self.init(product)
                return
            }
        }
        self.init(storage: .decimal(scaled))
    }
}

/// 10^0 … 10^18, all that fit in an `Int`.
let powersOfTen: [Int] = (0...18).map { exponent in (0..<exponent).reduce(1) { product, _ in product * 10 } }

/// 10^exponent.
func powerOfTen(_ exponent: Int) -> BigInt {
    exponent <= 18 ? BigInt(powersOfTen[exponent]) : BigInt(10).power(exponent)
}

extension Number.ScaledInteger {
    /// Moves factors of ten from the significand to the exponent, large ones first.
    mutating func stripTrailingZeros() {
        guard !significand.isZero else { return }
        if let small = Int(exactly: significand) {
            var rest = small
            while rest % 10 == 0 {
                rest /= 10
                exponent += 1
            }
            significand = BigInt(rest)
            return
        }
        var step = 1 << 14
        while step > 0 {
            // A number divisible by 10^k ends in at least k zero bits.
            while significand.trailingZeroBitCount >= step {
                let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: powerOfTen(step))
                guard remainder.isZero else { break }
                significand = quotient
                exponent += step
            }
            step /= 2
        }
    }

    /// Rounds away what is beyond the largest number of digits kept.
    mutating func limitDigits() {
        guard significand.bitWidth > Number.largestDigitCount * 10 / 3 else { return }
        round(to: Number.largestDigitCount, isInexact: false)
    }

    /// Rounds the significand to `digits` digits, halves to even; `isInexact` tells that more, not all zero, digits follow.
    mutating func round(to digits: Int, isInexact: Bool) {
        let surplus = significand.magnitude.decimalDigitCount - digits
        guard surplus > 0 else { return }
        let divisor = powerOfTen(surplus)
        let (quotient, remainder) = significand.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let twice = remainder * 2
        var rounded = quotient
        let isOdd = quotient.trailingZeroBitCount == 0 && !quotient.isZero
        if twice > divisor.magnitude || (twice == divisor.magnitude && (isInexact || isOdd)) { rounded += 1 }
        significand = BigInt(sign: significand.sign, magnitude: rounded)
        exponent += surplus
    }
}

extension BigUInt {
    /// The number of decimal digits; 1 for zero.
    var decimalDigitCount: Int {
        guard !isZero else { return 1 }
        // log10(2) from below, so that the estimate is never too high.
        let estimate = (bitWidth - 1) * 30_102_999 / 100_000_000
        return self >= powerOfTen(estimate + 1).magnitude ? estimate + 2 : estimate + 1
    }
}
