internal import MartletModel

extension TypeUnification {
    /// Like ``unify(_:)``, but what one type leaves open the others settle: an empty list beside a list of strings is one,
    /// too (cty, where a dynamic type unifies with every other).
    static func unifySettlingOpen(_ types: [ValueType]) -> ValueType? {
        let known = types.filter { $0 != .any }
        guard let first = known.first else { return .any }
        guard known.contains(where: \.hasAny) else { return unify(known) }
        switch first {
        case .list:
            return elements(known) { if case .list(let element) = $0 { element } else { nil } }.map { .list($0) }
        case .set: return elements(known) { if case .set(let element) = $0 { element } else { nil } }.map { .set($0) }
        case .map: return elements(known) { if case .map(let element) = $0 { element } else { nil } }.map { .map($0) }
        case .object(let attributes): return objects(known, attributes.map(\.name))
        default: return unify(known)
        }
    }

    private static func elements(_ types: [ValueType], _ element: (ValueType) -> ValueType?) -> ValueType? {
        let elements = types.compactMap(element)
        return elements.count == types.count ? unifySettlingOpen(elements) : unify(types)
    }

    private static func objects(_ types: [ValueType], _ names: [String]) -> ValueType? {
        let all = types.map { type -> [ValueType.Attribute] in
            if case .object(let attributes) = type { return attributes }
            return []
        }
        guard all.allSatisfy({ $0.map(\.name) == names }) else { return unify(types) }
        var attributes: [ValueType.Attribute] = []
        for index in names.indices {
            guard let type = unifySettlingOpen(all.map { $0[index].type }) else { return nil }
            attributes.append(ValueType.Attribute(names[index], type))
        }
        return .object(attributes)
    }
}
