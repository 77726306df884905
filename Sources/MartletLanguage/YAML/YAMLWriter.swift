package import MartletModel

/// Writes values as YAML that reads back equal, in block style, keys in byte order.
///
/// Text is plain where no reader of YAML 1.1 or 1.2 could take it for anything else, a literal block where it has several
/// lines, and double-quoted otherwise. Secrets are written as `<redacted>`: pass ``Value/revealed`` where clear text must go
/// out. Unknown values are written as the text `(known after apply)`.
package struct YAMLWriter {
    private var text = ""

    private init() {}

    /// One document, ending with a line break.
    package static func text(of value: Value) -> String {
        var writer = YAMLWriter()
        writer.write(value, indent: 0, isInline: false)
        return writer.text
    }

    /// Several documents, separated by `---`.
    package static func text(of documents: [Value]) -> String {
        documents.map { text(of: $0) }.joined(separator: "---\n")
    }

    /// Writes `value` where a value may stand: after `key:` or `-` when `isInline`, else at the start of a line.
    private mutating func write(_ value: Value, indent: Int, isInline: Bool) {
        switch value.plain {
        case .object(let fields) where !fields.isEmpty: write(fields, indent: indent, isInline: isInline)
        case .tuple(let elements) where !elements.isEmpty: write(elements, indent: indent, isInline: isInline)
        case let scalar: text += (isInline ? " " : "") + Self.scalar(scalar, indent: indent) + "\n"
        }
    }

    private mutating func write(_ fields: Fields, indent: Int, isInline: Bool) {
        if isInline { text += "\n" }
        for field in fields {
            text += String(repeating: " ", count: indent) + Self.key(field.key, indent: indent)
            write(field.value, indent: indent + 2, isInline: true)
        }
    }

    private mutating func write(_ elements: [Value], indent: Int, isInline: Bool) {
        if isInline { text += "\n" }
        for element in elements {
            text += String(repeating: " ", count: indent) + "-"
            if case .object(let fields) = element, let first = fields.first {
                // The first key stands beside the dash, the others below it.
                text += " " + Self.key(first.key, indent: indent + 2)
                write(first.value, indent: indent + 4, isInline: true)
                write(Fields(Array(fields.dropFirst())), indent: indent + 2, isInline: false)
            } else {
                write(element, indent: indent + 2, isInline: true)
            }
        }
    }

    private static func scalar(_ value: Value, indent: Int) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): "\(number)"
        case .string(let text): string(text, indent: indent)
        case .unknown: "\"(known after apply)\""
        case .marked(let inner, let marks): marks.isEmpty ? scalar(inner, indent: indent) : quoted(redactedText)
        case .object, .map: "{}"
        case .tuple, .list, .set: "[]"
        }
    }

    /// The longest key that may stand before its colon on a line; YAML says 1024 characters.
    private static let longestSimpleKey = 1_000

    /// A key with its colon.
    private static func key(_ text: String, indent: Int) -> String {
        let key = YAMLText(text).isSafePlain ? text : doubleQuoted(text)
        guard key.utf8.count > longestSimpleKey else { return key + ":" }
        return "? \(key)\n\(String(repeating: " ", count: indent)):"
    }

    private static func string(_ text: String, indent: Int) -> String {
        let form = YAMLText(text)
        if form.isSafePlain { return text }
        return form.isSafeLiteral ? literal(text, indent: indent) : doubleQuoted(text)
    }

    private static func literal(_ text: String, indent: Int) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var header = "|-"
        if lines.last == "" {
            header = "|"
            lines.removeLast()
        }
        let margin = String(repeating: " ", count: max(indent, 2))
        return header + lines.map { $0.isEmpty ? "\n" : "\n\(margin)\($0)" }.joined()
    }

    private static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// In which forms a text survives being written.
private struct YAMLText {
    private let text: String

    init(_ text: String) { self.text = text }

    /// Whether the text can stand unquoted: it begins like a word, holds only harmless characters, and no version of YAML
    /// takes it for null, a boolean, a number or a date.
    var isSafePlain: Bool {
        guard let first = text.utf8.first, Self.isWordByte(first) || first == UInt8(ascii: "/") else { return false }
        guard first &- UInt8(ascii: "0") > 9 else { return isSafeBeginningWithDigit }
        guard text.utf8.allSatisfy(Self.isHarmless), !text.hasSuffix(" "), !text.hasSuffix(":") else { return false }
        return !text.contains(": ") && !text.contains(" #") && !Self.words.contains(text.lowercased())
    }

    /// Digits first: only what a letter that no number has makes a name (`10Gi`, `5m`).
    private var isSafeBeginningWithDigit: Bool {
        let isNumberish = { (byte: UInt8) in
            byte &- UInt8(ascii: "0") <= 9 || "xoXOeE._+-:abcdefABCDEFtTzZ ".utf8.contains(byte)
        }
        return !text.utf8.allSatisfy(isNumberish) && text.utf8.allSatisfy { Self.isWordByte($0) }
    }

    /// Whether a literal block keeps the text: several lines, no line that begins or ends with a blank, no controls.
    var isSafeLiteral: Bool {
        guard text.contains("\n"), !text.hasSuffix("\n\n"), text != "\n" else { return false }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, !first.isEmpty, first.first != " " else { return false }
        return lines.allSatisfy { $0.last != " " && $0.last != "\t" && $0.first != "\t" }
            && text.unicodeScalars.allSatisfy {
                $0 == "\n" || $0 == "\t" || ($0 >= " " && $0.value < 0x7F) || $0.value >= 0xA0
            }
            && !text.unicodeScalars.contains {
                $0 == "\u{2028}" || $0 == "\u{2029}" || $0 == "\u{FEFF}" || $0.value & 0xFFFE == 0xFFFE
            }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        isWordByte(byte) || " -./@:+=".utf8.contains(byte)
    }

    /// What YAML 1.1 takes for something else; compared in lower case.
    private static let words: Set<String> = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n",
    ]
}
