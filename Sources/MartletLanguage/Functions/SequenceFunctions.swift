internal import MartletModel

/// What puts elements into another order, or other lists.
extension FunctionTable {
    static let sequences: [Function] = [
        collectionFunction(
            "chunklist", [.init("list", .list(.any), .shallow), .init("size", .number)],
            "A list cut into lists of a size."
        ) { call throws(FunctionFault) in
            try chunks(call)
        },
        collectionFunction(
            "concat", [], variadic: .init("seqs", .any, .shallow), "The elements of several lists in one."
        ) { call throws(FunctionFault) in
            try concatenated(call.arguments)
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
        guard listTypes.count == arguments.count, let type = TypeUnification.unify(listTypes) else {
            return .tuple(elements)
        }
        guard canJoin(arguments, to: type) || elements.allSatisfy(\.isWhollyKnown) else {
            return .marking(.unknownPresent(.any), Value.tuple(elements).unmarkedDeeply.marks)
        }
        return (try? ValueConversion.convert(.tuple(elements), to: .list(type))) ?? .tuple(elements)
    }

    /// Whether these lists make one list of `type` whatever their elements that are not known become. Else a conversion that
    /// fails makes a tuple.
    static func canJoin(_ lists: [Value], to type: ValueType) -> Bool {
        lists.allSatisfy { list in
            let element = list.type.elementType ?? .any
            return list.elements?.isEmpty ?? false || element == type
                || !element.hasAny && ValueConversion.canConvert(element, to: type, unsafe: false)
        }
    }

    private static func element(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let elements = call.arguments[0].elements, !call.arguments[0].type.isSet else {
            throw FunctionFault("cannot read elements from \(call.arguments[0].kindDescription)", argument: 0)
        }
        let index = try call.integer(1)
        guard !elements.isEmpty else {
            throw FunctionFault("cannot use element function with an empty list", argument: 0)
        }
        let place = index % elements.count
        return elements[place < 0 ? place + elements.count : place]
    }

    private static func flattened(_ value: Value) throws(FunctionFault) -> Value {
        guard value.elements != nil else {
            throw FunctionFault("can only flatten lists, sets and tuples", argument: 0)
        }
        var result: [Value] = []
        var marks: Marks = []
        var isOpen = false
        append(value, to: &result, &marks, &isOpen)
        let flat = Value.tuple(result)
        return isOpen ? .marking(.unknown(Unknown()), marks.union(flat.unmarkedDeeply.marks)) : .marking(flat, marks)
    }

    private static func append(_ value: Value, to result: inout [Value], _ marks: inout Marks, _ isOpen: inout Bool) {
        for element in value.elements ?? [] {
            let (plain, own) = element.unmarked
            if plain.elements != nil {
                marks.formUnion(own)
                // Neither how many there are nor in which order is known of some sets.
                if plain.isOpenSet { isOpen = true }
                append(plain, to: &result, &marks, &isOpen)
            } else {
                if case .unknown(let unknown) = plain, !unknown.type.isPrimitive, unknown.type.isSequence {
                    isOpen = true
                }
                result.append(element)
            }
        }
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
