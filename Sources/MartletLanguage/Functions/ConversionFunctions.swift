internal import MartletModel

extension FunctionTable {
    private static let anything: Function.Options = [.nullable, .unknown, .marked]

    static let conversion: [Function] = [
        conversionFunction("tobool", .bool, "A value as true or false."),
        conversionFunction("tonumber", .number, "A value as a number."),
        conversionFunction("tostring", .string, "A value as a string."),
        conversionFunction("tolist", .list(.any), "A value as a list."),
        conversionFunction("toset", .set(.any), "A value as a set: without order and duplicates."),
        conversionFunction("tomap", .map(.any), "A value as a map."),
        Function(
            "try", [], variadic: .init("expressions", .any, anything),
            "The first argument that can be evaluated without a fault.", group: .conversion, body: .firstThatSucceeds
        ),
        Function(
            "can", [.init("expression", .any, anything)], result: .bool,
            "Whether an expression can be evaluated without a fault.",
            group: .conversion, body: .succeeds
        ),
        Function(
            "sensitive", [.init("value", .any, anything)], "A value whose text is shown nowhere.", group: .conversion
        ) { call in .secret(call.arguments[0]) },
        Function(
            "nonsensitive", [.init("value", .any, anything)],
            "A value whose text may be shown although it was made from secrets.",
            group: .conversion
        ) { call in
            let (inner, marks) = call.arguments[0].unmarked
            return .marking(inner, marks.subtracting(.secret))
        },
        Function(
            "issensitive", [.init("value", .any, anything)], result: .bool, "Whether a value is a secret.",
            group: .conversion
        ) { call in
            let (inner, marks) = call.arguments[0].unmarked
            // What is not known may be marked for what it may yet become: `coalesce(unknown secret, text)`.
            return inner.isKnown ? .bool(marks.contains(.secret)) : .unknownPresent(.bool)
        },
        Function(
            "ephemeralasnull", [.init("value", .any, anything)],
            "A value with null in the place of all that is ephemeral.",
            group: .conversion
        ) { call in withoutEphemeral(call.arguments[0]) },
        Function(
            "type", [.init("value", .any, anything)], result: .string, "The type of a value, as a type is written.",
            group: .conversion
        ) { call in .string(call.arguments[0].type.description) },
    ]

    private static func conversionFunction(_ name: String, _ type: ValueType, _ summary: String) -> Function {
        Function(name, [.init("v", .any, anything)], result: type.hasAny ? .any : type, summary, group: .conversion) {
            call throws(FunctionFault) in
            do throws(ValueConversion.Failure) {
                return try ValueConversion.convert(call.arguments[0], to: type)
            } catch {
                let kind = call.arguments[0].kindDescription
                throw FunctionFault("cannot convert \(kind) to \(type): \(error.message)", argument: 0)
            }
        }
    }

    private static func withoutEphemeral(_ value: Value) -> Value {
        switch value {
        case .marked(let inner, let marks):
            marks.contains(.ephemeral) ? .null(inner.type) : .marked(withoutEphemeral(inner), marks)
        case .tuple(let elements): .tuple(elements.map(withoutEphemeral))
        case .list(let items): .list(Value.Collection(items.elements.map(withoutEphemeral), of: items.elementType))
        case .object(let fields): .object(fields.mapValues(withoutEphemeral))
        case .map(let map): .map(Value.Map(map.fields.mapValues(withoutEphemeral), of: map.elementType))
        case .null, .bool, .number, .string, .set, .unknown: value
        }
    }
}
