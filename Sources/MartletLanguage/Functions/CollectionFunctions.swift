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
            "chunklist", [.init("list", .list(.any), .shallow), .init("size", .number)],
            "A list cut into lists of a size."
        ) { call throws(FunctionFault) in
            try chunks(call)
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
            "concat", [], variadic: .init("seqs", .any, .shallow), "The elements of several lists in one."
        ) { call throws(FunctionFault) in
            try concatenated(call.arguments)
        },
        collectionFunction(
            "contains", [.init("list", .any, .shallow), .init("value", .any, .shallow)], result: .bool,
            "Whether a value is among the elements."
        ) { call throws(FunctionFault) in
            try contains(call)
        },
        collectionFunction("distinct", [.init("list", .list(.any))], "A list with each element once.") { call in
            guard case .list(let items) = call.arguments[0] else { return call.arguments[0] }
            var seen: Set<Value> = []
            return .list(Value.Collection(items.elements.filter { seen.insert($0).inserted }, of: items.elementType))
        },
        collectionFunction(
            "element", [.init("list", .any, .shallow), .init("index", .number)],
            "An element by its place; counting goes round."
        ) { call throws(FunctionFault) in
            try element(call)
        },
        collectionFunction("flatten", [.init("list", .any, .shallow)], "The elements of lists in lists, all in one.") {
            call throws(FunctionFault) in
            try flattened(call.arguments[0])
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
        collectionFunction(
            "range", [], variadic: .init("params", .number), result: .list(.number),
            "Numbers from a start to before an end."
        ) { call throws(FunctionFault) in
            try range(call)
        },
        collectionFunction("reverse", [.init("list", .any, .shallow)], "The elements from last to first.") {
            call throws(FunctionFault) in
            switch call.arguments[0] {
            case .tuple(let elements): return .tuple(elements.reversed())
            case .list(let items), .set(let items):
                return .list(Value.Collection(items.elements.reversed(), of: items.elementType))
            default:
                throw FunctionFault(
                    "can only reverse list or tuple values, not \(call.arguments[0].kindDescription)", argument: 0)
            }
        },
        collectionFunction(
            "slice", [.init("list", .any, .shallow), .init("start_index", .number), .init("end_index", .number)],
            "The elements from one place to before another."
        ) { call throws(FunctionFault) in
            try slice(call)
        },
        collectionFunction(
            "sort", [.init("list", .list(.string))], result: .list(.string), "Strings in the order of their bytes."
        ) { call throws(FunctionFault) in
            guard !call.elements(0).contains(where: \.isNull) else {
                throw FunctionFault("given list element is null; a null string cannot be sorted", argument: 0)
            }
            return .list(Value.Collection(call.elements(0).sorted { $0.canonicallyPrecedes($1) }, of: .string))
        },
    ]

    private static func collectionFunction(
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

    private static func chunks(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard case .list(let items) = call.arguments[0] else { return call.arguments[0] }
        let size = try call.integer(1)
        guard size >= 0 else { throw FunctionFault("the size argument must be positive", argument: 1) }
        let type = ValueType.list(items.elementType)
        let step = size == 0 ? max(1, items.elements.count) : size
        let chunks = stride(from: 0, to: items.elements.count, by: step).map { start in
            Value.list(
                Value.Collection(
                    Array(items.elements[start..<min(items.elements.count, start + step)]), of: items.elementType))
        }
        return .list(Value.Collection(chunks, of: type))
    }

    private static func firstPresent(_ arguments: [Value]) throws(FunctionFault) -> Value {
        guard !arguments.isEmpty else { throw FunctionFault("at least one argument is required") }
        let present = arguments.filter { !$0.isUntypedNull }
        guard let type = TypeUnification.unify(present.map(\.type)) else {
            throw FunctionFault("all arguments must have the same type")
        }
        for argument in present {
            guard let value = try? ValueConversion.convert(argument, to: type) else { continue }
            let (plain, marks) = value.unmarked
            if !plain.isKnown { return .marking(.unknown(Unknown(type)), marks) }
            if plain.isNull || plain == "" { continue }
            return value
        }
        throw FunctionFault("no non-null, non-empty-string arguments")
    }

    private static func firstFilled(_ arguments: [Value]) throws(FunctionFault) -> Value {
        guard !arguments.isEmpty else { throw FunctionFault("at least one argument is required") }
        for (index, argument) in arguments.enumerated() {
            if !argument.isKnown { return .unknown(Unknown()) }
            if argument.isNull, !argument.isUntypedNull { continue }
            guard let elements = argument.elements, !argument.type.isSet else {
                throw FunctionFault("coalescelist arguments must be lists or tuples", argument: index)
            }
            if !elements.isEmpty { return .marking(argument, argument.unmarkedDeeply.marks) }
        }
        throw FunctionFault("no non-null arguments")
    }

    private static func compacted(_ elements: [Value]) -> Value {
        .list(Value.Collection(elements.filter { !$0.isNull && $0.stringValue != "" }, of: .string))
    }

    private static func concatenated(_ arguments: [Value]) throws(FunctionFault) -> Value {
        guard !arguments.isEmpty else { throw FunctionFault("at least one argument is required") }
        for (index, argument) in arguments.enumerated() {
            guard let elements = argument.elements, !argument.type.isSet else {
                throw FunctionFault(
                    "all arguments must be lists or tuples; got \(argument.kindDescription)", argument: index)
            }
            _ = elements
        }
        let listTypes = arguments.compactMap { argument -> ValueType? in
            if case .list(let items) = argument { return items.elementType }
            return nil
        }
        let elements = arguments.flatMap { $0.elements ?? [] }
        guard listTypes.count == arguments.count, let type = TypeUnification.unify(listTypes),
            let list = try? ValueConversion.convert(.tuple(elements), to: .list(type))
        else { return .tuple(elements) }
        return list
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

    private static func element(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let elements = call.arguments[0].elements, !call.arguments[0].type.isSet else {
            throw FunctionFault("cannot read elements from \(call.arguments[0].kindDescription)", argument: 0)
        }
        let index = try call.integer(1)
        guard index >= 0 else { throw FunctionFault("cannot use element function with a negative index", argument: 1) }
        guard !elements.isEmpty else {
            throw FunctionFault("cannot use element function with an empty list", argument: 0)
        }
        return elements[index % elements.count]
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

    private static func range(_ call: Function.Call) throws(FunctionFault) -> Value {
        let parameters = call.arguments.indices.map { call.number($0) }
        guard (1...3).contains(parameters.count) else { throw FunctionFault("must have one, two, or three arguments") }
        let start = parameters.count == 1 ? 0 : parameters[0]
        let end = parameters.count == 1 ? parameters[0] : parameters[1]
        let step = parameters.count == 3 ? parameters[2] : end < start ? -1 : 1
        guard !step.isZero else { throw FunctionFault("step must not be zero", argument: 2) }
        guard step.isNegative ? end <= start : start <= end else {
            throw FunctionFault(
                step.isNegative
                    ? "end must be less than start when step is negative"
                    : "end must be greater than start when step is positive")
        }
        var numbers: [Value] = []
        var current = start
        while step.isNegative ? end < current : current < end {
            guard numbers.count < 1024 else {
                throw FunctionFault(
                    "more than 1024 values were generated; either decrease the difference between start and end or use a smaller step"
                )
            }
            numbers.append(.number(current))
            guard let next = try? current.adding(step) else { break }
            current = next
        }
        return .list(Value.Collection(numbers, of: .number))
    }

    private static func slice(_ call: Function.Call) throws(FunctionFault) -> Value {
        let list = call.arguments[0]
        guard let elements = list.elements, !list.type.isSet else {
            throw FunctionFault(
                "cannot slice \(list.kindDescription), because its elements are not in order", argument: 0)
        }
        let (start, end) = (try call.integer(1), try call.integer(2))
        guard start >= 0 else { throw FunctionFault("start index must not be less than zero", argument: 1) }
        guard start <= elements.count else {
            throw FunctionFault("start index must not be greater than the length of the list", argument: 1)
        }
        guard end >= 0 else { throw FunctionFault("end index must not be less than zero", argument: 2) }
        guard end <= elements.count else {
            throw FunctionFault("end index must not be greater than the length of the list", argument: 2)
        }
        guard start <= end else { throw FunctionFault("start index must not be greater than end index", argument: 1) }
        let part = Array(elements[start..<end])
        guard case .list(let items) = list else { return .tuple(part) }
        return .list(Value.Collection(part, of: items.elementType))
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
