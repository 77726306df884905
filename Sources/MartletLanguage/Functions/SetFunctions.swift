internal import MartletModel

extension FunctionTable {
    static let sets: [Function] = [
        setFunction("setunion", "The elements that are in any of some sets.") { $0.union($1) },
        setFunction("setintersection", "The elements that are in all of some sets.") { $0.intersection($1) },
        Function(
            "setsubtract", [.init("a", .set(.any)), .init("b", .set(.any))],
            "The elements of one set that are not in another.",
            group: .collection
        ) { call throws(FunctionFault) in try combined(call.arguments) { $0.subtracting($1) } },
        Function(
            "setproduct", [], variadic: .init("sets", .any, .shallow), "Every combination of an element from each set.",
            group: .collection
        ) { call throws(FunctionFault) in try product(call.arguments) },
    ]

    private static func setFunction(
        _ name: String, _ summary: String, _ combine: @escaping @Sendable (Set<Value>, Set<Value>) -> Set<Value>
    ) -> Function {
        Function(
            name, [.init("first_set", .set(.any))], variadic: .init("other_sets", .set(.any)), summary,
            group: .collection
        ) { call throws(FunctionFault) in try combined(call.arguments, combine) }
    }

    private static func combined(
        _ arguments: [Value], _ combine: (Set<Value>, Set<Value>) -> Set<Value>
    ) throws(FunctionFault) -> Value {
        // The type of an empty set says nothing when it was never told.
        let types = arguments.compactMap(\.type.elementType).filter { $0 != .any }
        guard let type = TypeUnification.unify(types) else {
            throw FunctionFault("given sets must all have compatible element types")
        }
        var sets: [Set<Value>] = []
        for argument in arguments {
            guard let converted = try? ValueConversion.convert(argument, to: .set(type)) else {
                throw FunctionFault("given sets must all have compatible element types")
            }
            sets.append(Set(converted.elements ?? []))
        }
        let result = sets.dropFirst().reduce(sets.first ?? [], combine)
        return .set(.set(of: Array(result), type: type))
    }

    private static func noCommonType(_ argument: Int) -> FunctionFault {
        FunctionFault("all elements must be of the same type", argument: argument)
    }

    private static func product(_ arguments: [Value]) throws(FunctionFault) -> Value {
        guard arguments.count >= 2 else { throw FunctionFault("at least two arguments are required") }
        var lists: [[Value]] = []
        var types: [ValueType] = []
        /// An argument whose elements have a type together only when there are none.
        var inconsistent: Int?
        for (index, argument) in arguments.enumerated() {
            guard let elements = argument.elements else {
                throw FunctionFault("a set or a list is required", argument: index)
            }
            let list = try? ValueConversion.convert(.tuple(elements), to: .list(argument.type.elementType ?? .any))
            if list == nil {
                inconsistent = index
                guard TypeUnification.unify(elements.map(\.type)) != nil else { throw noCommonType(index) }
            }
            lists.append(list?.elements ?? elements)
            types.append(list?.type.elementType ?? .any)
        }
        let size = lists.reduce(1) { product, list in
            let (result, overflow) = product.multipliedReportingOverflow(by: list.count)
            return overflow ? .max : result
        }
        guard size <= 1_000_000 else { throw FunctionFault("the product would have more than a million elements") }
        if let inconsistent, size > 0 { throw noCommonType(inconsistent) }
        // A product with an empty set is empty, however much the others would make.
        let factors = size == 0 ? [[]] : lists
        let tuples = factors.reduce([[]]) { partial, list in partial.flatMap { head in list.map { head + [$0] } } }
        let elements = tuples.map(Value.tuple)
        let type = ValueType.tuple(types)
        if arguments.contains(where: \.type.isSet) { return .set(.set(of: elements, type: type)) }
        return .list(Value.Collection(elements, of: type))
    }
}
