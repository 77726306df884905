package import MartletModel

/// What a plain scalar means in YAML 1.2's core schema.
///
/// Narrower than the schema in two places, so that text is not taken for a number by mistake: numbers with a needless
/// leading zero (`0644`, a digest of digits) and `.inf`/`.nan` stay text (docs/decisions/0201-yaml.md).
package enum PlainScalar: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Number)
    case text

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { PlainScalar(utf8: $0) }
    }

    /// Looks at the first byte before it makes a string: most scalars are plain text.
    init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            // What is too large to be anything but infinite is no number that anybody meant.
            self = Self.number(bytes).flatMap { $0.isInfinite ? nil : .number($0) } ?? .text
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "n"),
            UInt8(ascii: "N"), UInt8(ascii: "~"):
            self = bytes.count > 5 ? .text : Self.word(String(decoding: bytes, as: UTF8.self))
        default: self = .text
        }
    }

    private static func word(_ text: String) -> PlainScalar {
        switch text {
        case "true", "True", "TRUE": .bool(true)
        case "false", "False", "FALSE": .bool(false)
        case "null", "Null", "NULL", "~": .null
        default: .text
        }
    }

    /// `[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?`, `.5`, `0o17`, `0x1F`.
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Number? {
        if let small = smallInteger(bytes) { return Number(small) }
        if bytes.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) { return radixNumber(bytes, 16) }
        if bytes.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "o")]) { return radixNumber(bytes, 8) }
        var index = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") ? 1 : 0
        let whole = digitCount(bytes, &index)
        guard whole <= 1 || bytes[index - whole] != UInt8(ascii: "0") else { return nil }
        var fraction = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            fraction = digitCount(bytes, &index)
        }
        guard whole + fraction > 0 else { return nil }
        let significand = index
        if index < bytes.count {
            guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
            guard digitCount(bytes, &index) > 0, index == bytes.count else { return nil }
        }
        guard bytes[significand - 1] == UInt8(ascii: ".") else {
            return Number(decimal: String(decoding: bytes, as: UTF8.self))
        }
        // `1.` is a number in YAML; ours ends with a digit.
        let digits = Array(bytes[..<(significand - 1)]) + bytes[significand...]
        return Number(decimal: String(decoding: digits, as: UTF8.self))
    }

    /// A number of at most 18 digits and nothing else, as nearly all are.
    private static func smallInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count <= 18, bytes.count == 1 || bytes[0] != UInt8(ascii: "0") else { return nil }
        var value = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func digitCount(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
        let start = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
        return index - start
    }

    private static func radixNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ radix: Int) -> Number? {
        let digits = String(decoding: bytes.dropFirst(2), as: UTF8.self)
        guard let first = digits.first, first.isHexDigit else { return nil }
        return Number(digits, radix: radix)
    }

    /// The name of the kind, for sentences.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .text: "text"
        }
    }
}
