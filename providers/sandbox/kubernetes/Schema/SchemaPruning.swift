internal import MartletModel

/// Reads an object by its schema as a decoder does: unknown fields are left out and named, as are values of a wrong
/// type.
struct SchemaPruning {
    /// Paths of fields that the schema does not know: `spec.foo`.
    private(set) var unknown: [String] = []
    /// Values that the schema refuses.
    private(set) var mistyped: [FieldFault] = []
    private(set) var value: Value = .null

    init(_ value: Value, as node: SchemaNode) { self.value = pruned(value, node, path: "") }

    private mutating func pruned(_ value: Value, _ node: SchemaNode, path: String) -> Value {
        switch (node.shape, value) {
        case (.object(let object), .object(let fields)): return pruned(fields, object, path: path)
        case (.map(let element), .object(let fields)):
            return .object(
                Fields(fields.map { Fields.Field($0.key, pruned($0.value, element, path: "\(path)[\($0.key)]")) }))
        case (.list(let item, _), .tuple(let items)):
            return .tuple(items.enumerated().map { pruned($1, item, path: "\(path)[\($0)]") })
        default:
            if let type = node.expectedType(insteadOf: value) { mistyped.append(.wrongType(path, value, type)) }
            return value
        }
    }

    private mutating func pruned(_ fields: Fields, _ object: ObjectSchema, path: String) -> Value {
        var kept: [Fields.Field] = []
        for field in fields {
            let place = path.isEmpty ? field.key : "\(path).\(field.key)"
            if let child = object.node(of: field.key) {
                kept.append(Fields.Field(field.key, pruned(field.value, child, path: place)))
            } else {
                unknown.append(place)
            }
        }
        return .object(Fields(kept))
    }
}

extension SchemaNode {
    /// The name of the type that is wanted where `value` stands; nil when it fits.
    func expectedType(insteadOf value: Value) -> String? {
        switch (shape, value) {
        case (.untyped, _): nil
        case (_, .null): nil
        case (.string, .string), (.time, .string), (.bytes, .string), (.boolean, .bool), (.number, .number),
            (.quantity, .string), (.quantity, .number), (.intOrString, .string), (.object, .object), (.map, .object),
            (.list, .tuple):
            nil
        case (.integer, .number(let number)), (.intOrString, .number(let number)): number.int == nil ? "integer" : nil
        case (.string, _), (.time, _), (.bytes, _), (.quantity, _): "string"
        case (.boolean, _): "boolean"
        case (.integer, _): "integer"
        case (.number, _): "number"
        case (.intOrString, _): "integer or string"
        case (.object, _), (.map, _): "object"
        case (.list, _): "array"
        }
    }
}
