/// Writes values as JSON, always in the same bytes: keys in byte order, numbers in full, no needless escapes.
package struct JSONWriter {
    /// What becomes of secrets.
    package enum Secrets: Sendable {
        /// ``redactedText`` stands in their place.
        case redact
        /// In clear: for requests and for sealing only.
        case reveal
    }

    /// How it looks.
    package struct Style: Sendable {
        /// Spaces a level; nil for no white space at all.
        package var indent: Int?
        /// Whether `<`, `>`, `&`, U+2028 and U+2029 are escaped, as Go and Terraform do.
        package var escapesForHTML: Bool

        package init(indent: Int? = nil, escapesForHTML: Bool = false) {
            self.indent = indent
            self.escapesForHTML = escapesForHTML
        }
    }

    package private(set) var bytes: [UInt8] = []
    private let secrets: Secrets
    private let style: Style
    private var path = ValuePath()
    private var level = 0

    package init(secrets: Secrets, style: Style = Style()) {
        self.secrets = secrets
        self.style = style
    }

    /// Appends a value. Collections of every kind become arrays and objects.
    package mutating func write(_ value: Value) throws(JSONWriteError) {
        switch value {
        case .null: append("null")
        case .bool(let truth): append(truth ? "true" : "false")
        case .number(let number):
            guard !number.isInfinite else { throw .infinity(at: path) }
            if let small = number.int { append(small) } else { bytes.append(contentsOf: number.description.utf8) }
        case .string(let text): write(text)
        case .list(let items), .set(let items): try write(items.elements)
        case .tuple(let elements): try write(elements)
        case .map(let map): try write(map.fields)
        case .object(let fields): try write(fields)
        case .unknown: throw .unknown(at: path)
        case .marked(let inner, let marks):
            if secrets == .redact, !marks.isEmpty { write(redactedText) } else { try write(inner) }
        }
    }

    private mutating func append(_ word: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func append(_ integer: Int) {
        guard integer >= 10 || integer < 0 else {
            bytes.append(UInt8(ascii: "0") + UInt8(integer))
            return
        }
        bytes.append(contentsOf: String(integer).utf8)
    }

    private mutating func write(_ elements: [Value]) throws(JSONWriteError) {
        guard !elements.isEmpty else { return append("[]") }
        bytes.append(UInt8(ascii: "["))
        level += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine()
            path.steps.append(.index(index))
            try write(element)
            path.steps.removeLast()
        }
        level -= 1
        breakLine()
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ fields: Fields) throws(JSONWriteError) {
        guard !fields.isEmpty else { return append("{}") }
        bytes.append(UInt8(ascii: "{"))
        level += 1
        var isFirst = true
        for field in fields {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine()
            write(field.key)
            bytes.append(UInt8(ascii: ":"))
            if style.indent != nil { bytes.append(UInt8(ascii: " ")) }
            path.steps.append(.key(field.key))
            try write(field.value)
            path.steps.removeLast()
        }
        level -= 1
        breakLine()
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func breakLine() {
        guard let indent = style.indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * indent))
    }

    /// Appends a string in quotes.
    package mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in 0..<text.count {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || style.escapesForHTML
            else { continue }
            guard let escape = escape(text, index) else { continue }
            bytes.append(contentsOf: text[start..<index])
            bytes.append(contentsOf: escape.text.utf8)
            start = index + escape.length
        }
        bytes.append(contentsOf: text[min(start, text.count)...])
    }

    /// The escape for what starts at `index`, and the bytes it replaces; nil when it stands for itself.
    private func escape(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (text: String, length: Int)? {
        switch text[index] {
        case UInt8(ascii: "\""): return ("\\\"", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case 0x08: return ("\\b", 1)
        case 0x0C: return ("\\f", 1)
        case 0x0A: return ("\\n", 1)
        case 0x0D: return ("\\r", 1)
        case 0x09: return ("\\t", 1)
        case 0..<0x10: return ("\\u000" + String(text[index], radix: 16), 1)
        case 0x10..<0x20: return ("\\u00" + String(text[index], radix: 16), 1)
        case UInt8(ascii: "<") where style.escapesForHTML: return ("\\u003c", 1)
        case UInt8(ascii: ">") where style.escapesForHTML: return ("\\u003e", 1)
        case UInt8(ascii: "&") where style.escapesForHTML: return ("\\u0026", 1)
        case 0xE2 where style.escapesForHTML && index + 2 < text.count && text[index + 1] == 0x80:
            // U+2028 and U+2029, the line separators of JavaScript.
            return switch text[index + 2] {
            case 0xA8: ("\\u2028", 3)
            case 0xA9: ("\\u2029", 3)
            default: nil
            }
        default: return nil
        }
    }
}

extension Value {
    /// The value as JSON without white space; equal values give equal bytes.
    package func canonicalJSONBytes(secrets: JSONWriter.Secrets) throws(JSONWriteError) -> [UInt8] {
        var writer = JSONWriter(secrets: secrets)
        try writer.write(self)
        return writer.bytes
    }

    /// The value as JSON text without white space; equal values give equal texts.
    package func canonicalJSON(secrets: JSONWriter.Secrets) throws(JSONWriteError) -> String {
        String(decoding: try canonicalJSONBytes(secrets: secrets), as: UTF8.self)
    }

    /// The value as JSON text for people: one field a line, two spaces a level, no line break at the end.
    package func prettyJSON(secrets: JSONWriter.Secrets) throws(JSONWriteError) -> String {
        var writer = JSONWriter(secrets: secrets, style: JSONWriter.Style(indent: 2))
        try writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
