extension ValueType {
    /// The type as a plain value: `"string"`, `["list", "string"]`, `["object", {…}]`, as Terraform's state writes types.
    package var encoded: Value {
        switch self {
        case .any: "any"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .list(let element): ["list", element.encoded]
        case .set(let element): ["set", element.encoded]
        case .map(let element): ["map", element.encoded]
        case .tuple(let elements): ["tuple", .tuple(elements.map(\.encoded))]
        case .object(let attributes):
            ["object", .object(Fields(attributes.map { Fields.Field($0.name, $0.type.encoded) }))]
        }
    }

    /// Reads ``encoded``; nil when it is not a type.
    package init?(encoded value: Value) {
        if let name = value.stringValue {
            switch name {
            case "any": self = .any
            case "bool": self = .bool
            case "number": self = .number
            case "string": self = .string
            default: return nil
            }
            return
        }
        guard let parts = value.elements, parts.count == 2, let kind = parts[0].stringValue,
            let type = Self.structure(kind, parts[1])
        else { return nil }
        self = type
    }

    private static func structure(_ kind: String, _ part: Value) -> ValueType? {
        switch kind {
        case "list": return ValueType(encoded: part).map(ValueType.list)
        case "set": return ValueType(encoded: part).map(ValueType.set)
        case "map": return ValueType(encoded: part).map(ValueType.map)
        case "tuple":
            let elements = part.elements?.compactMap(ValueType.init(encoded:)) ?? []
            return elements.count == part.elements?.count ? .tuple(elements) : nil
        case "object":
            guard let fields = part.fields else { return nil }
            let attributes = fields.compactMap { field in
                ValueType(encoded: field.value).map { Attribute(field.key, $0) }
            }
            return attributes.count == fields.count ? .object(attributes) : nil
        default: return nil
        }
    }
}
