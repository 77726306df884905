import MartletModel

extension ValueType {
    /// The JSON Schema of plain values that the type takes, conversions of the stack language included.
    var jsonSchema: Value {
        switch self {
        case .any: .object([:])
        // Numbers and booleans convert to text, and text to them.
        case .string: ["type": ["string", "number", "boolean", "null"]]
        case .number:
            ["type": ["number", "string", "null"], "pattern": "^[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$"]
        case .bool: ["enum": [true, false, "true", "false", .null]]
        case .list(let element), .set(let element): ["type": ["array", "null"], "items": element.jsonSchema]
        case .map(let element): ["type": ["object", "null"], "additionalProperties": element.jsonSchema]
        case .tuple(let elements):
            [
                "type": ["array", "null"], "items": .tuple(elements.map(\.jsonSchema)),
                "minItems": .number(Number(elements.count)), "maxItems": .number(Number(elements.count)),
            ]
        case .object(let attributes): object(attributes)
        }
    }

    /// Attributes that the type does not name are dropped by the conversion, so they are allowed.
    private func object(_ attributes: [Attribute]) -> Value {
        var fields: Fields = [
            "type": ["object", "null"],
            "properties": .object(Fields(attributes.map { Fields.Field($0.name, $0.type.jsonSchema) })),
        ]
        let required = attributes.filter { !$0.isOptional }.map { Value.string($0.name) }
        if !required.isEmpty { fields["required"] = .tuple(required) }
        return .object(fields)
    }
}
