internal import MartletModel

/// Reads the notation of types: `list(string)`, `object({a = string, b = optional(number, 3)})`.
struct TypeNotation {
    /// The `type` of a variable; nil, with a fault, when the node holds no type.
    static func read(_ node: YAMLNode, _ faults: inout Diagnostics) -> ValueType? {
        guard case .string(let text)? = node.scalarValue else {
            faults.append(
                .wrongKind(
                    node, what: "a type", wanted: "text",
                    hint: "Write it in quotes, as `\"object({a = string, b = optional(number, 3)})\"`."))
            return nil
        }
        var reader = TypeNotation(Array(text.utf8), node.origin)
        let type = try? reader.whole()
        faults.append(contentsOf: reader.diagnostics)
        return type
    }

    private static let depthLimit = 64
    private static let names = ["any", "bool", "number", "string", "list", "set", "map", "tuple", "object"]

    private struct Abandoned: Error {}

    private let origin: TextOrigin
    private var cursor: ByteCursor
    private var diagnostics = Diagnostics()

    private init(_ bytes: [UInt8], _ origin: TextOrigin) {
        cursor = ByteCursor(bytes)
        self.origin = origin
    }

    private mutating func whole() throws(Abandoned) -> ValueType {
        let type = try type(depth: 0)
        skipSpace()
        guard cursor.isAtEnd else {
            throw fault(cursor.index, "Something follows the type.", hint: "A variable has one type; delete the rest.")
        }
        return type
    }

    private mutating func type(depth: Int) throws(Abandoned) -> ValueType {
        skipSpace()
        guard depth < Self.depthLimit else {
            throw fault(cursor.index, "The type is nested too deeply.", hint: "Use `any`.")
        }
        let start = cursor.index
        let name = identifier()
        switch name {
        case "any": return .any
        case "bool": return .bool
        case "number": return .number
        case "string": return .string
        case "list": return .list(try element(name, depth))
        case "set": return .set(try element(name, depth))
        case "map": return .map(try element(name, depth))
        case "tuple": return .tuple(try inParentheses(name) { reader throws(Abandoned) in try reader.elements(depth) })
        case "object":
            return .object(try inParentheses(name) { reader throws(Abandoned) in try reader.attributes(depth) })
        default:
            let suggestion = nearestName(to: name, among: Self.names).map { "Did you mean `\($0)`?" }
            throw fault(
                start, end: max(cursor.index, start + 1),
                name.isEmpty ? "A type is missing here." : "There is no type `\(name)`.",
                hint: suggestion ?? "Types are \(Self.names.map { "`\($0)`" }.joined(separator: ", ")).")
        }
    }

    private mutating func element(_ name: String, _ depth: Int) throws(Abandoned) -> ValueType {
        // A bare `list` is a list of anything, as `list` always was in Terraform.
        skipSpace()
        guard cursor.current == UInt8(ascii: "(") else { return .any }
        return try inParentheses(name) { reader throws(Abandoned) in try reader.type(depth: depth + 1) }
    }

    private mutating func inParentheses<Content>(
        _ name: String, _ body: (inout TypeNotation) throws(Abandoned) -> Content
    ) throws(Abandoned) -> Content {
        try expect("(", "behind `\(name)`")
        let content = try body(&self)
        try expect(")", "at the end of `\(name)(…`")
        return content
    }

    private mutating func elements(_ depth: Int) throws(Abandoned) -> [ValueType] {
        try expect("[", "in `tuple(`")
        var types: [ValueType] = []
        while !skip("]") {
            types.append(try type(depth: depth + 1))
            guard skip(",") else {
                try expect("]", "at the end of the tuple's types")
                break
            }
        }
        return types
    }

    private mutating func attributes(_ depth: Int) throws(Abandoned) -> [ValueType.Attribute] {
        try expect("{", "in `object(`")
        var attributes: [ValueType.Attribute] = []
        var names: Set<String> = []
        while !skip("}") {
            skipSpace()
            let start = cursor.index
            let name = skip("\"") ? quotedName() : identifier()
            guard !name.isEmpty else {
                throw fault(start, "The name of an attribute is missing here.", hint: "Write `name = type`.")
            }
            guard names.insert(name).inserted else {
                throw fault(
                    start, end: cursor.index, "The attribute `\(name)` stands twice.", hint: "Delete one of the two.")
            }
            if !skip(":") { try expect("=", "behind the attribute `\(name)`") }
            attributes.append(try attribute(name, depth))
            // A comma or a line break separates attributes.
            _ = skip(",")
        }
        return attributes.sorted { $0.name.precedesInBytes($1.name) }
    }

    private mutating func attribute(_ name: String, _ depth: Int) throws(Abandoned) -> ValueType.Attribute {
        skipSpace()
        let before = cursor
        guard identifier() == "optional" else {
            cursor = before
            return ValueType.Attribute(name, try type(depth: depth + 1))
        }
        try expect("(", "behind `optional`")
        let type = try type(depth: depth + 1)
        var standard: Value?
        if skip(",") { standard = try constant(of: type) }
        try expect(")", "at the end of `optional(…`")
        return ValueType.Attribute(name, type, isOptional: true, defaultValue: standard)
    }

    /// The default of an optional attribute: an expression without names.
    private mutating func constant(of type: ValueType) throws(Abandoned) -> Value {
        skipSpace()
        let start = cursor.index
        var parser = ExpressionParser(cursor.bytes, origin: origin, names: .only([]))
        parser.cursor = cursor
        let node = try? parser.expression()
        diagnostics.append(contentsOf: parser.diagnostics)
        guard let node, !parser.diagnostics.hasErrors else { throw Abandoned() }
        cursor = parser.cursor
        let evaluated = Expression(node, origin: origin).evaluate(in: EmptyScope())
        diagnostics.append(contentsOf: evaluated.diagnostics)
        guard !evaluated.diagnostics.hasErrors else { throw Abandoned() }
        do throws(ValueConversion.Failure) {
            return try ValueConversion.convert(evaluated.value, to: type)
        } catch {
            throw fault(
                start, end: cursor.index, "The default does not fit the type `\(type)`: \(error.message).",
                hint: "Give a default of that type.")
        }
    }

    // MARK: Pieces

    private mutating func skipSpace() { cursor.skipSpace(lineBreaks: true) }

    private mutating func skip(_ text: StaticString) -> Bool {
        skipSpace()
        return cursor.skip(text)
    }

    private mutating func expect(_ text: StaticString, _ place: String) throws(Abandoned) {
        guard !skip(text) else { return }
        throw fault(cursor.index, "`\(text)` is missing \(place).", hint: "Check the brackets of the type.")
    }

    private mutating func identifier() -> String {
        let start = cursor.index
        cursor.index = cursor.identifierEnd
        return cursor.text(start, cursor.index)
    }

    private mutating func quotedName() -> String {
        let start = cursor.index
        while let byte = cursor.current, byte != UInt8(ascii: "\"") { cursor.index += 1 }
        let name = cursor.text(start, cursor.index)
        _ = cursor.skip("\"")
        return name
    }

    private mutating func fault(_ start: Int, end: Int? = nil, _ detail: String, hint: String) -> Abandoned {
        let end = min(max(end ?? start + 1, start), cursor.bytes.count)
        diagnostics.append(ExpressionFault.invalidType.at(origin.range(start, end), detail, hint: hint))
        return Abandoned()
    }
}
