internal import MartletModel

extension FunctionTable {
    static let collection: [Function] = [
        collectionFunction(
            "alltrue", [.init("list", .list(.bool), .shallow)], result: .bool, "Whether all elements are true."
        ) { call in
            decided(call.elements(0), by: false)
        },
        collectionFunction(
            "anytrue", [.init("list", .list(.bool), .shallow)], result: .bool, "Whether any element is true."
        ) { call in
            decided(call.elements(0), by: true)
        },
        collectionFunction(
            "coalesce", [], variadic: .init("vals", .any, [.nullable, .unknown, .marked]),
            "The first argument that is neither null nor an empty string."
        ) { call throws(FunctionFault) in
            try firstPresent(call.arguments)
        },
        collectionFunction(
            "coalescelist", [], variadic: .init("vals", .any, [.nullable, .unknown, .marked]),
            "The first list that is not empty."
        ) { call throws(FunctionFault) in
            try firstFilled(call.arguments)
        },
        collectionFunction(
            "compact", [.init("list", .list(.string))], result: .list(.string),
            "A list without null and empty strings."
        ) { call in
            compacted(call.elements(0))
        },
        collectionFunction(
            "contains", [.init("list", .any, .shallow), .init("value", .any, .shallow)], result: .bool,
            "Whether a value is among the elements."
        ) { call throws(FunctionFault) in
            try contains(call)
        },
        collectionFunction(
            "index", [.init("list", .any), .init("value", .any)], result: .number, "The place of a value in a list."
        ) { call throws(FunctionFault) in
            try index(call)
        },
        collectionFunction(
            "length", [.init("value", .any, [.shallow, .unknown])], result: .number,
            "How many elements, attributes or characters there are."
        ) { call throws(FunctionFault) in
            try length(call.arguments[0])
        },
        collectionFunction(
            "lookup", [.init("inputMap", .any, .shallow), .init("key", .string)],
            variadic: .init("default", .any, [.nullable, .unknown, .marked]), "The element with a key, or a default."
        ) { call throws(FunctionFault) in
            try lookup(call)
        },
        collectionFunction(
            "matchkeys", [.init("values", .list(.any)), .init("keys", .list(.any)), .init("searchset", .list(.any))],
            "The values whose keys are in a list."
        ) { call throws(FunctionFault) in
            try matching(call)
        },
        collectionFunction("one", [.init("list", .any, .shallow)], "The only element, or null when there is none.") {
            call throws(FunctionFault) in
            guard let elements = call.arguments[0].elements, elements.count <= 1 else {
                throw FunctionFault("must be a list, set, or tuple value with either zero or one elements", argument: 0)
            }
            return elements.first ?? .null(call.arguments[0].type.elementType ?? .any)
        },
    ]

    static func collectionFunction(
        _ name: String, _ parameters: [Function.Parameter], variadic: Function.Parameter? = nil,
        result: ValueType = .any,
        _ summary: String, _ body: @escaping @Sendable (Function.Call) throws(FunctionFault) -> Value
    ) -> Function {
        Function(name, parameters, variadic: variadic, result: result, summary, group: .collection, body)
    }

    /// `alltrue` and `anytrue`: one element that is `decider` settles it; null counts as false.
    private static func decided(_ elements: [Value], by decider: Bool) -> Value {
        var isOpen = false
        var marks: Marks = []
        for element in elements {
            let (value, own) = element.unmarked
            marks.formUnion(own)
            if !value.isKnown {
                isOpen = true
            } else if (value.boolValue ?? false) == decider {
                return .marking(.bool(decider), marks)
            }
        }
        return .marking(isOpen ? .unknownPresent(.bool) : .bool(!decider), marks)
    }

    private static func firstPresent(_ arguments: [Value]) throws(FunctionFault) -> Value {
        guard !arguments.isEmpty else { throw FunctionFault("at least one argument is required") }
        let present = arguments.filter { !$0.isUntypedNull }
        guard let common = TypeUnification.unify(present.map(\.type)) else {
            throw FunctionFault("all arguments must have the same type")
        }
        // One of any type may yet change the type of the others, but not of texts.
        let isOpen = common != .string && present.contains { $0.type == .any && !$0.isKnown }
        let type = isOpen ? .any : common
        for (index, argument) in present.enumerated() {
            guard let value = try? ValueConversion.convert(argument, to: type) else { continue }
            let plain = value.unmarked.value
            guard plain.isKnown else {
                // Another one may be chosen yet, with its marks.
                let marks = Value.tuple(Array(present[index...])).unmarkedDeeply.marks
                return .marking(.unknown(Unknown(type)), marks)
            }
            if plain.isNull || plain == "" { continue }
            let isEmpty = (plain.elements?.isEmpty ?? plain.fields?.isEmpty) == true
            return isOpen && !isEmpty ? .marking(.unknownPresent(.any), value.unmarkedDeeply.marks) : value
        }
        throw FunctionFault("no non-null, non-empty-string arguments")
    }

    private static func firstFilled(_ arguments: [Value]) throws(FunctionFault) -> Value {
        guard !arguments.isEmpty else { throw FunctionFault("at least one argument is required") }
        // Also what stands behind the one that is chosen must be a list, up to what is not known.
        for (index, argument) in arguments.enumerated() {
            guard argument.isKnown else { break }
            guard !argument.isUntypedNull, argument.type.isSequence, !argument.type.isSet else {
                throw FunctionFault("coalescelist arguments must be lists or tuples", argument: index)
            }
        }
        for argument in arguments {
            guard argument.isKnown else { return .unknown(Unknown()) }
            if let elements = argument.elements, !elements.isEmpty {
                return .marking(argument, argument.unmarkedDeeply.marks)
            }
        }
        throw FunctionFault("no non-null arguments")
    }

    private static func compacted(_ elements: [Value]) -> Value {
        .list(Value.Collection(elements.filter { !$0.isNull && $0.stringValue != "" }, of: .string))
    }

    private static func contains(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let elements = call.arguments[0].elements else {
            throw FunctionFault("argument must be list, tuple, or set", argument: 0)
        }
        var isOpen = false
        let wanted: Value
        var marks: Marks
        (wanted, marks) = call.arguments[1].unmarkedDeeply
        for element in elements {
            let (plain, own) = element.unmarkedDeeply
            marks.formUnion(own)
            switch plain.equals(wanted) {
            case true?: return .marking(true, marks)
            case false?: break
            case nil: isOpen = true
            }
        }
        return .marking(isOpen ? .unknownPresent(.bool) : false, marks)
    }

    private static func index(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let elements = call.arguments[0].elements, !call.arguments[0].type.isSet else {
            throw FunctionFault("argument must be a list or tuple", argument: 0)
        }
        guard !elements.isEmpty else { throw FunctionFault("cannot search an empty list", argument: 0) }
        guard let place = elements.firstIndex(where: { $0.equals(call.arguments[1]) == true }) else {
            throw FunctionFault("item not found", argument: 1)
        }
        return .number(Number(place))
    }

    private static func length(_ value: Value) throws(FunctionFault) -> Value {
        switch value {
        case .string(let text): return .number(Number(text.count))
        case .unknown(let unknown) where [.number, .bool].contains(unknown.type): break
        case .unknown(let unknown) where [.string, .any].contains(unknown.type):
            // The last character that is certain may be one with those that follow.
            let least = unknown.refinement.prefix.map { max(1, $0.count - 1) } ?? 0
            return NumberBounds(Number(least), nil).value
        default:
            guard let bounds = value.lengthBounds else { break }
            let most = bounds.upperBound == .max ? nil : Number(bounds.upperBound)
            return NumberBounds(Number(bounds.lowerBound), most).value
        }
        throw FunctionFault("argument must be a string, a collection type, or a structural type", argument: 0)
    }

    private static func lookup(_ call: Function.Call) throws(FunctionFault) -> Value {
        let (container, key) = (call.arguments[0], call.string(1))
        guard call.arguments.count <= 3 else {
            throw FunctionFault("lookup() takes two or three arguments, got \(call.arguments.count)")
        }
        let standIn = call.arguments.count == 3 ? call.arguments[2] : nil
        guard let fields = container.fields else {
            throw FunctionFault("lookup() requires a map as the first argument", argument: 0)
        }
        guard let standIn else {
            guard let found = fields[key] else {
                throw FunctionFault("lookup failed to find key \(quoted(key))", argument: 1)
            }
            return found
        }
        guard case .map(let map) = container else { return fields[key] ?? standIn }
        do throws(ValueConversion.Failure) {
            let converted = try ValueConversion.convert(standIn, to: map.elementType)
            return fields[key] ?? converted
        } catch {
            throw FunctionFault("the default value must have the same type as the map elements", argument: 2)
        }
    }

    private static func matching(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard case .list(let values) = call.arguments[0], case .list(let keys) = call.arguments[1],
            case .list(let wanted) = call.arguments[2]
        else {
            throw FunctionFault("lists are required")
        }
        guard values.elements.count == keys.elements.count else {
            throw FunctionFault("length of keys and values should be equal", argument: 1)
        }
        guard TypeUnification.unify([keys.elementType, wanted.elementType]) != nil else {
            throw FunctionFault("keys and searchset must be of the same type", argument: 1)
        }
        let picked = zip(values.elements, keys.elements).filter { pair in
            wanted.elements.contains { $0.equals(pair.1) == true }
        }
        return .list(Value.Collection(picked.map(\.0), of: values.elementType))
    }
}

extension ValueType {
    /// Whether it is, or may turn out to be, a list, set or tuple.
    var isSequence: Bool {
        switch self {
        case .list, .set, .tuple, .any: true
        default: false
        }
    }
}

extension ValueType {
    /// The one type of all elements of a collection.
    var elementType: ValueType? {
        switch self {
        case .list(let element), .set(let element), .map(let element): element
        default: nil
        }
    }
}
