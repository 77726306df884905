internal import BigInt

extension Number {
    /// The number as an `Int`, when it is whole and fits.
    package var int: Int? {
        if case .integer(let integer) = storage { return integer }
        return nil
    }

    /// The nearest binary floating-point number.
    package var double: Double {
        switch storage {
        case .integer(let integer): Double(integer)
        case .infinity(let isNegative): isNegative ? -.infinity : .infinity
        case .decimal(let scaled): Double("\(scaled.significand)e\(scaled.exponent)") ?? .nan
        }
    }

    /// The shortest decimal number that reads back as `double`; nil for not-a-number.
    package init?(_ double: Double) {
        if double.isInfinite {
            self = double < 0 ? .negativeInfinity : .infinity
        } else {
            self.init(decimal: double.description)
        }
    }

    /// The most digits that ``init(_:radix:)`` reads: reading takes time in proportion to their square.
    package static let largestRadixDigitCount = 100_000

    /// Reads digits of a base from 2 to 35 with an optional sign; nil for anything else, and for more digits than
    /// ``largestRadixDigitCount``. Letters of either case.
    package init?(_ text: String, radix: Int) {
        let digits =
            text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
            ? text.utf8.dropFirst() : text.utf8[...]
        guard let first = digits.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+"),
            digits.count <= Self.largestRadixDigitCount,
            let integer = BigInt(text, radix: radix)
        else { return nil }
        self.init(significand: integer, exponent: 0)
    }

    /// The machine words that the digits take: what arithmetic with the number costs goes with its square.
    package var wordCount: Int {
        if case .decimal(let scaled) = storage { return scaled.significand.magnitude.bitWidth / 64 + 1 }
        return 1
    }

    /// The digits of a whole number in `radix`, lower case; nil when there is a fraction.
    package func text(radix: Int) -> String? {
        guard isWhole, let scaled else { return nil }
        // The description knows how to write zeros without computing them.
        guard radix != 10 else { return description }
        return String(scaled.aligned(to: 0), radix: radix)
    }

    /// Rounds to `digits` digits behind the point, halves to even.
    package func rounded(toPlaces digits: Int) -> Number {
        guard let scaled, -scaled.exponent > digits else { return self }
        guard scaled.orderBounds.upperBound >= -digits else { return 0 }
        let divisor = powerOfTen(-scaled.exponent - digits)
        let (quotient, remainder) = scaled.significand.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let twice = remainder * 2
        let isOdd = !quotient.isZero && quotient.trailingZeroBitCount == 0
        let up = twice > divisor.magnitude || (twice == divisor.magnitude && isOdd)
        let result = BigInt(sign: scaled.significand.sign, magnitude: up ? quotient + 1 : quotient)
        return Number(significand: result, exponent: -digits)
    }
}
