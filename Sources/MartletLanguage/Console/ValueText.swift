package import MartletModel

/// Values as the stack language itself would write them, for people.
package enum ValueText {
    /// The text of a value over as many lines as it wants; secrets are redacted, what is unknown says so.
    package static func text(of value: Value) -> String {
        var writer = Writer()
        writer.write(value, indent: 0)
        return writer.text
    }

    private struct Writer {
        var text = ""

        mutating func write(_ value: Value, indent: Int) {
            switch value {
            case .null(let type): text += Self.null(type)
            case .bool(let truth): text += truth ? "true" : "false"
            case .number(let number): text += number.description
            case .string(let string): write(string, indent: indent)
            case .list(let items): wrapped("tolist", items.elements, indent)
            case .set(let items): wrapped("toset", items.elements, indent)
            case .tuple(let elements): write(elements, indent: indent)
            case .map(let map):
                text += "tomap("
                write(map.fields, indent: indent)
                text += ")"
            case .object(let fields): write(fields, indent: indent)
            case .unknown: text += "(known after apply)"
            case .marked(let inner, let marks):
                if marks.isEmpty { write(inner, indent: indent) } else { text += "(sensitive value)" }
            }
        }

        /// A null with a type, in a form that gives it that type again where there is one.
        private static func null(_ type: ValueType) -> String {
            switch type {
            case .any: "null"
            case .bool, .number, .string: "to\(type)(null)"
            case .list(let element): "tolist(null) /* of \(element) */"
            case .set(let element): "toset(null) /* of \(element) */"
            case .map(let element): "tomap(null) /* of \(element) */"
            case .tuple: "null /* tuple */"
            case .object: "null /* object */"
            }
        }

        private mutating func wrapped(_ name: String, _ elements: [Value], _ indent: Int) {
            text += name + "("
            write(elements, indent: indent)
            text += ")"
        }

        /// Text of several lines as a heredoc, any other in quotes.
        private mutating func write(_ string: String, indent: Int) {
            guard string.hasSuffix("\n"), !string.contains("\r") else {
                text += quoted(string).replacingTemplateMarks
                return
            }
            text += "<<EOT\n" + string + "EOT"
        }

        private mutating func write(_ elements: [Value], indent: Int) {
            guard !elements.isEmpty else {
                text += "[]"
                return
            }
            text += "[\n"
            for element in elements {
                text += String(repeating: " ", count: indent + 2)
                write(element, indent: indent + 2)
                text += ",\n"
            }
            text += String(repeating: " ", count: indent) + "]"
        }

        private mutating func write(_ fields: Fields, indent: Int) {
            guard !fields.isEmpty else {
                text += "{}"
                return
            }
            text += "{\n"
            for field in fields {
                text += String(repeating: " ", count: indent + 2) + quoted(field.key) + " = "
                write(field.value, indent: indent + 2)
                text += "\n"
            }
            text += String(repeating: " ", count: indent) + "}"
        }
    }
}

extension String {
    /// `${` and `%{` escaped, as a string of the language wants them.
    fileprivate var replacingTemplateMarks: String {
        var result = ""
        var previous: Character?
        for character in self {
            if character == "{", let mark = previous, mark == "$" || mark == "%" { result.append(mark) }
            result.append(character)
            previous = character
        }
        return result
    }
}
