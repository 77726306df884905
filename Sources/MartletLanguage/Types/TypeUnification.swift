package import MartletModel

/// Finds the one type that values of several types can be converted to (cty, `convert.UnifyUnsafe`).
package enum TypeUnification {
    /// Nil when there is none. `.any` for no types at all, and when a type is not known yet.
    package static func unify(_ types: [ValueType]) -> ValueType? {
        guard let first = types.first else { return .any }
        if types.allSatisfy({ $0 == first }) { return first }
        var kinds = Kinds()
        for type in types { kinds.count(type) }
        let all = types.count
        if kinds.map > 0, kinds.map + kinds.open == all { return collection(types, ValueType.map) }
        if kinds.map > 0, kinds.map + kinds.object + kinds.open == all, let map = objectsAsMap(types) { return map }
        if kinds.list > 0, kinds.list + kinds.open == all { return collection(types, ValueType.list) }
        if kinds.list > 0, kinds.list + kinds.tuple + kinds.open == all, let list = tuplesAsList(types) { return list }
        if kinds.set > 0, kinds.set + kinds.open == all { return collection(types, ValueType.set) }
        if kinds.object > 0, kinds.object + kinds.open == all { return kinds.open > 0 ? .any : objects(types) }
        if kinds.tuple > 0, kinds.tuple + kinds.open == all { return kinds.open > 0 ? .any : tuples(types) }
        if kinds.object > 0, kinds.tuple > 0 { return nil }
        return preferred(types.filter { $0 != .any }) ?? (kinds.open > 0 ? .any : nil)
    }

    private struct Kinds {
        var map = 0
        var list = 0
        var set = 0
        var object = 0
        var tuple = 0
        var open = 0

        mutating func count(_ type: ValueType) {
            switch type {
            case .map: map += 1
            case .list: list += 1
            case .set: set += 1
            case .object: object += 1
            case .tuple: tuple += 1
            case .any: open += 1
            case .bool, .number, .string: break
            }
        }
    }

    /// The first of the types that all others convert to; strings are tried first, as they take the most, and sets last.
    private static func preferred(_ types: [ValueType]) -> ValueType? {
        let others = types.filter { $0 != .string }
        let order = types.filter { $0 == .string } + others.filter { !$0.isSet } + others.filter(\.isSet)
        return order.first { wanted in
            types.allSatisfy { $0 == wanted || ValueConversion.canConvert($0, to: wanted) }
        }
    }

    private static func collection(_ types: [ValueType], _ make: (ValueType) -> ValueType) -> ValueType? {
        let elements = types.compactMap { type -> ValueType? in
            switch type {
            case .list(let element), .set(let element), .map(let element): element
            default: nil
            }
        }
        guard elements.count == types.count else { return .any }
        return unify(elements).map(make)
    }

    private static func objectsAsMap(_ types: [ValueType]) -> ValueType? {
        var maps: [ValueType] = []
        for type in types {
            switch type {
            case .map: maps.append(type)
            case .object(let attributes):
                guard let element = unify(attributes.map(\.type)) else { return nil }
                maps.append(.map(element))
            default: return nil
            }
        }
        return collection(maps, ValueType.map)
    }

    private static func tuplesAsList(_ types: [ValueType]) -> ValueType? {
        var lists: [ValueType] = []
        for type in types {
            switch type {
            case .list: lists.append(type)
            case .tuple(let elements):
                guard let element = unify(elements) else { return nil }
                lists.append(.list(element))
            default: return nil
            }
        }
        return collection(lists, ValueType.list)
    }

    /// Objects with the same names keep them; others become a map.
    private static func objects(_ types: [ValueType]) -> ValueType? {
        let all = types.map { type -> [ValueType.Attribute] in
            if case .object(let attributes) = type { return attributes }
            return []
        }
        let names = all[0].map(\.name)
        guard all.allSatisfy({ $0.map(\.name) == names }) else {
            return unify(all.flatMap { $0.map(\.type) }).map(ValueType.map)
        }
        var attributes: [ValueType.Attribute] = []
        for index in names.indices {
            guard let type = unify(all.map { $0[index].type }) else { return nil }
            attributes.append(ValueType.Attribute(names[index], type))
        }
        return .object(attributes)
    }

    /// Tuples of one length keep it; others become a list.
    private static func tuples(_ types: [ValueType]) -> ValueType? {
        let all = types.map { type -> [ValueType] in
            if case .tuple(let elements) = type { return elements }
            return []
        }
        guard all.allSatisfy({ $0.count == all[0].count }) else {
            return unify(all.flatMap { $0 }).map(ValueType.list)
        }
        var elements: [ValueType] = []
        for index in all[0].indices {
            guard let type = unify(all.map { $0[index] }) else { return nil }
            elements.append(type)
        }
        return .tuple(elements)
    }
}
