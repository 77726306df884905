internal import MartletModel

/// Writes YAML as Terraform does: every key and every string in double quotes, texts of several lines as literal blocks.
struct YAMLEncoder {
    private var text = ""
    /// Where the current line breaks for texts with spaces.
    private static let width = 80

    static func encode(_ value: Value) throws(FunctionFault) -> String {
        var encoder = YAMLEncoder()
        try encoder.write(value, indent: 0, behind: .start)
        return encoder.text
    }

    /// What stands on the line already.
    private enum Place {
        case start
        case key
        case dash
    }

    private mutating func write(_ value: Value, indent: Int, behind place: Place) throws(FunctionFault) {
        switch value {
        case .list(let items), .set(let items): try write(items.elements, indent: indent, behind: place)
        case .tuple(let elements): try write(elements, indent: indent, behind: place)
        case .map(let map): try write(map.fields, indent: indent, behind: place)
        case .object(let fields): try write(fields, indent: indent, behind: place)
        default: try writeScalar(value, indent: indent, behind: place)
        }
    }

    private mutating func writeScalar(_ value: Value, indent: Int, behind place: Place) throws(FunctionFault) {
        if place != .start { text += " " }
        switch value {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .number(let number):
            text += number.isInfinite ? (number.isNegative ? "-.Inf" : ".Inf") : number.description
        case .string(let string):
            if string.contains("\n"), string.unicodeScalars.allSatisfy(\.isPlainInYAML) {
                writeBlock(string, indent: place == .start ? 2 : place == .dash ? indent : indent + 2)
                return
            }
            writeQuoted(string, indent: place == .start ? 2 : indent + (place == .key ? 2 : 0))
        default: throw FunctionFault("the value has no form in YAML")
        }
        text += "\n"
        // A plain scalar alone does not end by itself.
        if place == .start, value.stringValue == nil { text += "...\n" }
    }

    private mutating func write(_ elements: [Value], indent: Int, behind place: Place) throws(FunctionFault) {
        guard !elements.isEmpty else {
            text += place == .start ? "[]\n" : " []\n"
            return
        }
        // Behind a key a sequence stands on lines of its own, not indented; behind a dash it goes on in the line.
        if place == .key { text += "\n" }
        if place == .dash { text += " " }
        for (index, element) in elements.enumerated() {
            if index > 0 || place != .dash { text += String(repeating: " ", count: indent) }
            text += "-"
            try write(element, indent: indent + 2, behind: .dash)
        }
    }

    private mutating func write(_ fields: Fields, indent: Int, behind place: Place) throws(FunctionFault) {
        guard !fields.isEmpty else {
            text += place == .start ? "{}\n" : " {}\n"
            return
        }
        let indent = place == .key ? indent + 2 : indent
        if place == .key { text += "\n" }
        if place == .dash { text += " " }
        for (index, field) in fields.enumerated() {
            if index > 0 || place != .dash { text += String(repeating: " ", count: indent) }
            writeQuoted(field.key, indent: indent, breaking: false)
            text += ":"
            try write(field.value, indent: indent, behind: .key)
        }
    }

    // MARK: Strings

    private mutating func writeBlock(_ string: String, indent: Int) {
        text += "|"
        if string.hasPrefix(" ") || string.hasPrefix("\n") { text += "2" }
        if !string.hasSuffix("\n") {
            text += "-"
        } else if string.hasSuffix("\n\n") || string == "\n" {
            text += "+"
        }
        text += "\n"
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        for line in lines { text += (line.isEmpty ? "" : String(repeating: " ", count: indent) + line) + "\n" }
    }

    private mutating func writeQuoted(_ string: String, indent: Int, breaking: Bool = true) {
        var column = text.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
        text += "\""
        let scalars = Array(string.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if scalar == " ", breaking, column > Self.width, index > 0, index < scalars.count - 1 {
                text += "\n" + String(repeating: " ", count: indent)
                column = indent
                if scalars[index + 1] == " " {
                    text += "\\"
                    column += 1
                }
                continue
            }
            let piece = Self.escaped(scalar)
            text += piece
            column += piece.unicodeScalars.count
        }
        text += "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\0": "\\0"
        case "\u{7}": "\\a"
        case "\u{8}": "\\b"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\u{B}": "\\v"
        case "\u{C}": "\\f"
        case "\r": "\\r"
        case "\u{1B}": "\\e"
        case "\u{85}": "\\N"
        case "\u{A0}": "\\_"
        case "\u{2028}": "\\L"
        case "\u{2029}": "\\P"
        case _ where scalar.isPlainInYAML: String(Character(scalar))
        case _ where scalar.value <= 0xFF: "\\x" + hex(scalar, 2)
        case _ where scalar.value <= 0xFFFF: "\\u" + hex(scalar, 4)
        default: "\\U" + hex(scalar, 8)
        }
    }

    private static func hex(_ scalar: Unicode.Scalar, _ count: Int) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: count - digits.count) + digits
    }
}

extension Unicode.Scalar {
    /// Whether the character may stand unescaped.
    fileprivate var isPlainInYAML: Bool {
        switch value {
        case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: value != 0xFEFF && value != 0x2028 && value != 0x2029
        default: false
        }
    }
}
