internal import MartletModel

extension FunctionTable {
    static let maps: [Function] = [
        mapFunction("keys", [.init("inputMap", .any, .shallow)], "The keys of a map in the order of their bytes.") {
            call throws(FunctionFault) in
            switch call.arguments[0] {
            case .map(let map): return .list(Value.Collection(map.fields.keys.map(Value.string), of: .string))
            case .object(let fields): return .tuple(fields.keys.map(Value.string))
            default:
                throw FunctionFault(
                    "must have map or object type, not \(call.arguments[0].kindDescription)", argument: 0)
            }
        },
        mapFunction("values", [.init("mapping", .any, .shallow)], "The values of a map in the order of their keys.") {
            call throws(FunctionFault) in
            switch call.arguments[0] {
            case .map(let map): return .list(Value.Collection(map.fields.map(\.value), of: map.elementType))
            case .object(let fields): return .tuple(fields.map(\.value))
            default: throw FunctionFault("values() requires a map as the first argument", argument: 0)
            }
        },
        mapFunction(
            "merge", [], variadic: .init("maps", .any, [.nullable, .shallow]),
            "The fields of several maps; the later wins."
        ) { call throws(FunctionFault) in
            try merged(call.arguments)
        },
        mapFunction(
            "deepmerge", [], variadic: .init("maps", .any, [.nullable, .shallow]),
            "The fields of several maps, those of maps inside them too; the later wins."
        ) { call throws(FunctionFault) in
            var result = Value.object(Fields())
            for (index, argument) in call.arguments.enumerated() where !argument.isNull {
                guard argument.fields != nil else {
                    throw FunctionFault(
                        "arguments must be maps or objects, got \(argument.kindDescription)", argument: index)
                }
                result = deeplyMerged(result, argument)
            }
            return result
        },
        mapFunction(
            "transpose", [.init("values", .map(.list(.string)))], result: .map(.list(.string)),
            "A map with what were values as keys."
        ) { call throws(FunctionFault) in
            try transposed(call)
        },
        mapFunction(
            "zipmap", [.init("keys", .list(.string)), .init("values", .any, .shallow)],
            "A map of keys and values from two lists."
        ) { call throws(FunctionFault) in
            try zipped(call)
        },
    ]

    private static func mapFunction(
        _ name: String, _ parameters: [Function.Parameter], variadic: Function.Parameter? = nil,
        result: ValueType = .any,
        _ summary: String, _ body: @escaping @Sendable (Function.Call) throws(FunctionFault) -> Value
    ) -> Function {
        Function(name, parameters, variadic: variadic, result: result, summary, group: .collection, body)
    }

    /// Equal types are kept; different ones give an object.
    private static func merged(_ arguments: [Value]) throws(FunctionFault) -> Value {
        var fields = Fields()
        var types: Set<ValueType> = []
        for (index, argument) in arguments.enumerated() {
            types.insert(argument.type)
            if argument.isNull, argument.type.mayHaveFields { continue }
            guard let own = argument.fields else {
                throw FunctionFault(
                    "arguments must be maps or objects, got \(argument.kindDescription)", argument: index)
            }
            if fields.isEmpty {
                fields = own
            } else {
                fields = Fields(Array(fields) + Array(own))
            }
        }
        guard types.count == 1, case .map(let element)? = types.first else { return .object(fields) }
        return .map(Value.Map(fields, of: element))
    }

    private static func deeplyMerged(_ base: Value, _ over: Value) -> Value {
        // Only of two maps are the fields merged: while one is not known, that is open.
        let mayMerge = [base, over].allSatisfy { $0.fields != nil || !$0.isKnown && !$0.type.isPrimitive }
        guard let first = base.fields, let second = over.fields else {
            let marks = base.unmarkedDeeply.marks.union(over.unmarkedDeeply.marks)
            return mayMerge ? .marking(.unknown(Unknown()), marks) : over
        }
        var result = first
        for field in second {
            result[field.key] = first[field.key].map { deeplyMerged($0, field.value) } ?? field.value
        }
        return .marking(.object(result), base.unmarked.marks.union(over.unmarked.marks))
    }

    private static func transposed(_ call: Function.Call) throws(FunctionFault) -> Value {
        var keysOf: [String: [Value]] = [:]
        for field in call.arguments[0].fields ?? Fields() {
            guard !field.value.isNull else {
                throw FunctionFault("the list of \(quoted(field.key)) is null", argument: 0)
            }
            for element in field.value.elements ?? [] {
                guard let text = element.stringValue else {
                    throw FunctionFault("a value in a list is null", argument: 0)
                }
                keysOf[text, default: []].append(.string(field.key))
            }
        }
        let fields = keysOf.map { Fields.Field($0.key, .list(Value.Collection($0.value, of: .string))) }
        return .map(Value.Map(Fields(fields), of: .list(.string)))
    }

    private static func zipped(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let values = call.arguments[1].elements, !call.arguments[1].type.isSet else {
            throw FunctionFault("values must be a list or tuple value", argument: 1)
        }
        let keys = call.elements(0)
        guard keys.count == values.count else {
            throw FunctionFault(
                "number of keys (\(keys.count)) does not match number of values (\(values.count))", argument: 1)
        }
        guard let names = keys.map(\.stringValue) as? [String] else {
            throw FunctionFault("keys list has a null element", argument: 0)
        }
        let fields = Fields(zip(names, values).map { Fields.Field($0, $1) })
        guard case .list(let items) = call.arguments[1] else { return .object(fields) }
        return .map(Value.Map(fields, of: items.elementType))
    }
}

extension ValueType {
    /// Whether its values may be maps or objects.
    fileprivate var mayHaveFields: Bool {
        switch self {
        case .map, .object, .any: true
        default: false
        }
    }
}
