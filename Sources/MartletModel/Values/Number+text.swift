internal import BigInt

extension Number {
    /// Reads `-12.5e3`: digits, an optional fraction and an optional exponent, as JSON and HCL write numbers; also a
    /// leading `+` or `.`, and leading zeros. Nil for anything else.
    package init?(decimal text: some StringProtocol) {
        var text = String(text)
        let parsed: Number? = text.withUTF8 { Number(decimal: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Reads a number from the bytes of its decimal text.
    package init?(decimal bytes: UnsafeBufferPointer<UInt8>) {
        if let small = Self.smallInteger(bytes) {
            self.init(small)
            return
        }
        var literal = DecimalLiteral()
        guard literal.read(bytes) else { return nil }
        guard let exponent = literal.exponent else {
            guard !literal.isZero else {
                self.init(0)
                return
            }
            self.init(storage: literal.exponentIsNegative ? .integer(0) : .infinity(isNegative: literal.isNegative))
            return
        }
        let dropped = literal.dropDigits(beyond: Self.largestDigitCount)
        guard let significand = BigInt(String(decoding: literal.digits, as: UTF8.self)) else { return nil }
        self.init(significand: literal.isNegative ? -significand : significand, exponent: exponent + dropped)
    }

    /// The fast path: at most 18 digits and a sign.
    private static func smallInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = bytes.first else { return nil }
        let start = first == UInt8(ascii: "-") ? 1 : 0
        guard bytes.count > start, bytes.count - start <= 18 else { return nil }
        var result = 0
        for index in start..<bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            result = result * 10 + Int(digit)
        }
        return start == 1 ? -result : result
    }
}

/// The parts of a decimal literal.
private struct DecimalLiteral {
    var isNegative = false
    /// The digits before and after the point.
    var digits: [UInt8] = []
    /// Of the last digit; nil when it is out of all bounds.
    var exponent: Int? = 0
    var exponentIsNegative = false

    var isZero: Bool { digits.allSatisfy { $0 == UInt8(ascii: "0") } }

    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        index = readDigits(bytes, from: index)
        var fractionDigits = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            let whole = digits.count
            index = readDigits(bytes, from: index + 1)
            fractionDigits = digits.count - whole
            guard fractionDigits > 0 else { return false }
        }
        guard !digits.isEmpty else { return false }
        guard index < bytes.count else {
            exponent = -fractionDigits
            return true
        }
        return readExponent(bytes, from: index, fractionDigits: fractionDigits)
    }

    /// Cuts off trailing zeros, and what rounding would take away anyhow: reading takes time in proportion to the square of
    /// the digits. Answers by how much the exponent grows.
    mutating func dropDigits(beyond most: Int) -> Int {
        let count = digits.count
        guard count > 40 else { return 0 }
        let end = digits.lastIndex { $0 != UInt8(ascii: "0") } ?? 0
        digits.removeLast(count - 1 - end)
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let surplus = digits.count - zeros - most - 2
        guard surplus > 0 else { return count - digits.count }
        // A last digit other than zero keeps a half from looking exact.
        digits.removeLast(surplus)
        digits.append(UInt8(ascii: "1"))
        return count - digits.count
    }

    private mutating func readDigits(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 {
            digits.append(bytes[index])
            index += 1
        }
        return index
    }

    private mutating func readExponent(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, fractionDigits: Int
    ) -> Bool {
        guard bytes[start] == UInt8(ascii: "e") || bytes[start] == UInt8(ascii: "E") else { return false }
        var index = start + 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            exponentIsNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < bytes.count else { return false }
        var value = 0
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return false }
            value = min(value * 10 + Int(digit), 1_000_000_000)
            index += 1
        }
        let signed = (exponentIsNegative ? -value : value) - fractionDigits
        exponent = abs(value) > 2 * Number.largestExponent ? nil : signed
        return true
    }
}

extension Number: CustomStringConvertible {
    /// All digits, without an exponent: `0.1`, `1000000000000000000000`; infinities as `+Inf` and `-Inf`.
    package var description: String {
        switch storage {
        case .integer(let integer): String(integer)
        case .decimal(let scaled): scaled.text
        case .infinity(let isNegative): isNegative ? "-Inf" : "+Inf"
        }
    }
}

extension Number.ScaledInteger {
    fileprivate var text: String {
        let digits = String(significand.magnitude)
        let sign = significand.sign == .minus ? "-" : ""
        if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
        let whole = digits.utf8.count + exponent
        if whole <= 0 { return sign + "0." + String(repeating: "0", count: -whole) + digits }
        return sign + digits.prefix(whole) + "." + digits.dropFirst(whole)
    }
}
