internal import MartletModel

/// One thing that is wrong with a field, in the words of apimachinery's field errors.
struct FieldFault: Sendable, Hashable {
    /// `spec.template.spec.containers[0].image`.
    let field: String
    let reason: String
    let text: String

    static func required(_ field: String, _ detail: String = "") -> FieldFault {
        FieldFault(
            field: field, reason: "FieldValueRequired",
            text: detail.isEmpty ? "Required value" : "Required value: \(detail)")
    }

    static func invalid(_ field: String, _ value: Value, _ detail: String) -> FieldFault {
        FieldFault(field: field, reason: "FieldValueInvalid", text: "Invalid value: \(shown(value)): \(detail)")
    }

    static func forbidden(_ field: String, _ detail: String) -> FieldFault {
        FieldFault(field: field, reason: "FieldValueForbidden", text: "Forbidden: \(detail)")
    }

    static func unsupported(_ field: String, _ value: Value, _ allowed: [Value]) -> FieldFault {
        let list = allowed.map(shown).sorted { $0.precedesInBytes($1) }.joined(separator: ", ")
        return FieldFault(
            field: field, reason: "FieldValueNotSupported",
            text: "Unsupported value: \(shown(value)): supported values: \(list)")
    }

    static func duplicate(_ field: String, _ value: Value) -> FieldFault {
        FieldFault(field: field, reason: "FieldValueDuplicate", text: "Duplicate value: \(shown(value))")
    }

    static func tooLong(_ field: String, _ limit: Int) -> FieldFault {
        FieldFault(
            field: field, reason: "FieldValueTooLong", text: "Too long: may not be more than \(limit) bytes")
    }

    static func tooMany(_ field: String, _ count: Int, _ limit: Int) -> FieldFault {
        FieldFault(
            field: field, reason: "FieldValueTooMany",
            text: "Too many: \(count): must have at most \(limit) items")
    }

    static func wrongType(_ field: String, _ value: Value, _ type: String) -> FieldFault {
        let found = typeName(value)
        return FieldFault(
            field: field, reason: "FieldValueTypeInvalid",
            text: "Invalid value: \"\(found)\": \(field) in body must be of type \(type): \"\(found)\"")
    }

    var cause: Value {
        ["field": .string(field), "message": .string(text), "reason": .string(reason)]
    }

    static func shown(_ value: Value) -> String { KubernetesJSON.text(value) }

    static func typeName(_ value: Value) -> String {
        switch value {
        case .bool: "boolean"
        case .number(let number): number.int == nil ? "number" : "integer"
        case .string: "string"
        case .tuple: "array"
        case .object: "object"
        default: "null"
        }
    }
}
