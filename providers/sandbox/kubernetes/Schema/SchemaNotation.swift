internal import MartletModel

/// Reads the compact notation in which the built-in types are written.
///
/// One type an entry, continued on lines that start with a space; types are declared before they are used:
///
///     Container: name! string, args [string], env [EnvVar]@name, resources ResourceRequirements={}
///     LabelSelector^: matchLabels {string}, matchExpressions [LabelSelectorRequirement]
///
/// - `name!` is required; `T=x` has the default `x` (JSON, or bare text).
/// - Scalars: `string bool int number quantity intstr time bytes any enum(A|B)`.
/// - `{T}` is a map; `[T]` an atomic list, `[T]@k|l` a list keyed by `k` and `l`, `[T]~` a set.
/// - A trailing `^`, on a use or on a declaration, makes the thing atomic.
struct SchemaNotation {
    private(set) var types: [String: SchemaNode] = [:]

    /// Adds the types of `text`. An entry that cannot be read is left out and named in ``faults``, which tests keep empty.
    mutating func read(_ text: String) {
        var entry = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix(" ") {
                entry += line
            } else {
                declare(entry)
                entry = String(line)
            }
        }
        declare(entry)
    }

    private(set) var faults: [String] = []

    private mutating func declare(_ entry: String) {
        guard let colon = entry.firstIndex(of: ":") else { return }
        let head = entry[..<colon]
        let isAtomic = head.hasSuffix("^")
        let name = String(isAtomic ? head.dropLast() : head)
        var fields: [String: SchemaNode] = [:]
        var required: [String] = []
        for part in Self.split(entry[entry.index(after: colon)...]) {
            guard let space = part.firstIndex(of: " "), let node = node(part[part.index(after: space)...]) else {
                faults.append("\(name): \(part)")
                continue
            }
            var field = part[..<space]
            if field.hasSuffix("!") {
                field = field.dropLast()
                required.append(String(field))
            }
            fields[String(field)] = node
        }
        types[name] = SchemaNode(
            .object(ObjectSchema(name: name, fields: fields, required: required)), isAtomic: isAtomic)
    }

    /// The fields of an entry: separated by commas that stand outside brackets.
    private static func split(_ text: Substring) -> [Substring] {
        text.split(separator: ",").map { part in
            part.drop { $0 == " " }
        }.filter { !$0.isEmpty }
    }

    private func node(_ text: Substring) -> SchemaNode? {
        var text = text
        while text.last == " " { text = text.dropLast() }
        var defaultValue: Value?
        if let equals = Self.topLevelEquals(text) {
            defaultValue = Self.literal(text[text.index(after: equals)...])
            text = text[..<equals]
        }
        let isAtomic = text.hasSuffix("^")
        if isAtomic { text = text.dropLast() }
        guard var node = shape(text) else { return nil }
        node.isAtomic = node.isAtomic || isAtomic
        node.defaultValue = defaultValue
        return node
    }

    private static func topLevelEquals(_ text: Substring) -> Substring.Index? {
        text.firstIndex(of: "=")
    }

    private static func literal(_ text: Substring) -> Value {
        switch text {
        case "{}": .object(Fields())
        case "[]": .tuple([])
        case "true": true
        case "false": false
        default: Int(text).map { .number(Number($0)) } ?? .string(String(text))
        }
    }

    private func shape(_ text: Substring) -> SchemaNode? {
        if text.hasPrefix("{"), text.hasSuffix("}") {
            return node(text.dropFirst().dropLast()).map { SchemaNode(.map($0)) }
        }
        if text.hasPrefix("["), let close = text.lastIndex(of: "]") {
            guard let item = node(text[text.index(after: text.startIndex)..<close]) else { return nil }
            return list(of: item, suffix: text[text.index(after: close)...])
        }
        if text.hasPrefix("enum("), text.hasSuffix(")") {
            var node = SchemaNode(.string)
            var constraints = SchemaConstraints()
            constraints.allowed = text.dropFirst(5).dropLast().split(separator: "|").map { .string(String($0)) }
            node.constraints = constraints
            return node
        }
        return Self.scalars[String(text)] ?? types[String(text)]
    }

    private func list(of item: SchemaNode, suffix: Substring) -> SchemaNode? {
        if suffix.isEmpty { return SchemaNode(.list(item, .atomic)) }
        if suffix == "~" { return SchemaNode(.list(item, .set)) }
        guard suffix.hasPrefix("@"), case .object(let object) = item.shape else { return nil }
        let names = suffix.dropFirst().split(separator: "|").map(String.init)
        guard names.allSatisfy({ object.fields[$0] != nil }) else { return nil }
        let keys = names.map { SchemaNode.ListKey(name: $0, defaultValue: object.fields[$0]?.defaultValue) }
        return SchemaNode(.list(item, .keyed(keys)))
    }

    private static let scalars: [String: SchemaNode] = [
        "string": SchemaNode(.string), "bool": SchemaNode(.boolean), "int": SchemaNode(.integer),
        "number": SchemaNode(.number), "quantity": SchemaNode(.quantity), "intstr": SchemaNode(.intOrString),
        "time": SchemaNode(.time), "bytes": SchemaNode(.bytes), "any": .untyped,
    ]
}
