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
        guard let first = text.utf8.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            self = Self.number(text).map(PlainScalar.number) ?? .text
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "n"),
            UInt8(ascii: "N"), UInt8(ascii: "~"):
            self = Self.word(text)
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
    private static func number(_ text: String) -> Number? {
        if text.hasPrefix("0x") { return radixNumber(text, 16) }
        if text.hasPrefix("0o") { return radixNumber(text, 8) }
        let bytes = Array(text.utf8)
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
        guard bytes[significand - 1] == UInt8(ascii: ".") else { return Number(decimal: text) }
        // `1.` is a number in YAML; ours ends with a digit.
        let digits = bytes[..<(significand - 1)] + bytes[significand...]
        return Number(decimal: String(decoding: digits, as: UTF8.self))
    }

    private static func digitCount(_ bytes: [UInt8], _ index: inout Int) -> Int {
        let start = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
        return index - start
    }

    private static func radixNumber(_ text: String, _ radix: Int) -> Number? {
        let digits = text.dropFirst(2)
        guard let first = digits.first, first.isHexDigit else { return nil }
        return Number(String(digits), radix: radix)
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
