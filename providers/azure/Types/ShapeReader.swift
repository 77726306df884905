import MartletModel
import MartletProvider

/// Reads the shape of a wire body, as catalog files hold it: one property a line, children indented by two spaces.
///
/// `name: type (flags)`, where a type is `string`, `int`, `bool`, `any`, `{Object}`, `[type]`, or texts divided by `|`
/// (`|string` at the end: others are allowed). `*` names any property. Flags: `R` required, `RO` made by the server.
/// The lines come from bicep-types-az (docs/decisions/0502-azure-shapes.md).
struct ShapeReader {
    private struct Line {
        let depth: Int
        let name: String
        let type: Substring
        let flags: [Substring]
    }

    private let lines: [Line]

    init(_ text: String) {
        lines = text.split(separator: "\n").compactMap(Self.line)
    }

    private static func line(_ text: Substring) -> Line? {
        let depth = text.prefix { $0 == " " }.count / 2
        let content = text.dropFirst(depth * 2)
        guard let colon = content.firstIndex(of: ":"), !content.hasPrefix("#"), !content.hasPrefix("fn ") else {
            return nil
        }
        var type = content[content.index(after: colon)...].drop { $0 == " " }
        var flags: [Substring] = []
        if type.hasSuffix(")"), let open = type.lastIndex(of: "("), open > type.startIndex,
            type[type.index(before: open)] == " "
        {
            flags = type[type.index(after: open)...].dropLast().split(separator: ",")
            type = type[..<type.index(before: open)]
        }
        return Line(depth: depth, name: String(content[..<colon]), type: type, flags: flags)
    }

    /// The shape of the whole body; ``BodySchema/any`` for an empty text.
    func schema() throws(CatalogReader.Fault) -> BodySchema {
        guard !lines.isEmpty else { return .any }
        var index = 0
        return object(depth: 0, &index)
    }

    /// The properties from `index` on that are at `depth`.
    private func object(depth: Int, _ index: inout Int) -> BodySchema {
        var properties: [BodySchema.Property] = []
        var values: BodySchema?
        while index < lines.count, lines[index].depth >= depth {
            let line = lines[index]
            index += 1
            let schema = schema(of: line.type, depth: depth + 1, &index)
            if line.name == "*" {
                values = schema
            } else {
                properties.append(
                    BodySchema.Property(
                        line.name, schema, isRequired: line.flags.contains("R"), isReadOnly: line.flags.contains("RO")
                    )
                )
            }
        }
        if let values { return .map(values) }
        return properties.isEmpty ? .any : .object(properties, allowsOthers: false)
    }

    private func schema(of type: Substring, depth: Int, _ index: inout Int) -> BodySchema {
        if type.hasPrefix("[") { return .list(schema(of: type.dropFirst().dropLast(), depth: depth, &index)) }
        if type.hasPrefix("{") {
            guard index < lines.count, lines[index].depth == depth else { return .any }
            return object(depth: depth, &index)
        }
        if type.hasPrefix("'") {
            let choices = type.split(separator: "|")
            let names = choices.filter { $0.hasPrefix("'") }.map { String($0.dropFirst().dropLast()) }
            return .string(oneOf: names, isOpen: choices.count > names.count, pattern: nil)
        }
        if type.hasPrefix("string") { return .text }
        if type.hasPrefix("int") || type.hasPrefix("number") { return .number }
        if type.hasPrefix("bool") { return .bool }
        return .any
    }
}
