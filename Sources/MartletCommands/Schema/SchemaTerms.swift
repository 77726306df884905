import MartletModel

/// The words of JSON Schema (draft-07, as the YAML extension of editors knows it best) for stack text.
///
/// Wherever an expression may stand, a string with `${` or `%{` in it is as good as a value. `pattern` judges strings alone,
/// so it stands beside the other types without an `anyOf`, which editors explain badly.
enum SchemaTerms {
    private static let mark: Value = "[$%]\\{"

    /// A value of one of `types`, or an expression.
    static func value(_ types: String..., with others: Fields = [:]) -> Value {
        var fields = others
        fields["type"] = .tuple((types + ["string", "null"]).map(Value.string))
        fields["pattern"] = mark
        return .object(fields)
    }

    static let number = value("number")
    static let truth = value("boolean")
    static let anything: Value = .object([:])
    static let text: Value = ["type": ["string", "null"]]
    static let expression: Value = ["type": "string", "pattern": mark]
    /// Text that is read before anything is evaluated.
    static let fixedText: Value = ["type": "string", "not": ["pattern": mark]]
    static let fixedTruth: Value = ["type": "boolean"]
    static let duration: Value = [
        "type": "string", "pattern": "[$%]\\{|^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
    ]

    static func list(of element: Value) -> Value { value("array", with: ["items": element]) }

    /// A list that cannot be an expression.
    static func fixedList(of element: Value) -> Value { ["type": ["array", "null"], "items": element] }

    /// One of `choices`, an expression, or anything else when the choice is open.
    static func choice(_ choices: [String], isOpen: Bool) -> Value {
        let known: Value = ["enum": .tuple(choices.map(Value.string) + [.null])]
        return ["anyOf": [known, isOpen ? text : expression]]
    }

    static func matching(_ pattern: String) -> Value {
        ["anyOf": [["type": "string", "pattern": .string("^(?:\(pattern))$")], expression, ["type": "null"]]]
    }

    static func reference(_ definition: String) -> Value { ["$ref": .string("#/definitions/\(definition)")] }

    /// A mapping with these keys and no others.
    static func section(_ properties: Fields, required: [String] = [], types: [Value] = ["object"]) -> Value {
        var fields: Fields = [
            "type": .tuple(types), "properties": .object(properties), "additionalProperties": false,
        ]
        if !required.isEmpty { fields["required"] = .tuple(required.map(Value.string)) }
        return .object(fields)
    }

    /// A mapping from names that expressions can refer to.
    static func named(_ entry: Value) -> Value {
        [
            "type": ["object", "null"], "additionalProperties": entry,
            "propertyNames": ["pattern": "^[A-Za-z_][A-Za-z0-9_-]*$"],
        ]
    }
}

extension Value {
    /// The schema with a text for people who point at it.
    func described(_ text: String?) -> Value {
        guard let text, var fields else { return self }
        fields["description"] = .string(text)
        return .object(fields)
    }
}
