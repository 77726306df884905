internal import MartletModel

/// Takes places out of an object.
enum TypedRemoval {
    /// `value` without the members of `set`; a container that lost its last field goes too, as nil.
    static func removing(_ set: PathSet, from value: Value, as node: SchemaNode) -> Value? {
        if set.isEmpty { return value }
        switch value {
        case .object(var fields):
            for child in set.children {
                guard let name = child.element.field, let old = fields[name] else { continue }
                let inner = node.child(field: name) ?? .untyped
                fields[name] = child.set.isMember ? nil : removing(child.set, from: old, as: inner)
            }
            return fields.isEmpty ? nil : .object(fields)
        case .tuple(let items):
            let topology = node.topology
            let kept = items.compactMap { item -> Value? in
                guard let element = PathElement(item: item, in: topology) else { return item }
                let inner = set[element]
                return inner.isMember ? nil : removing(inner, from: item, as: node.item ?? .untyped)
            }
            return kept.isEmpty ? nil : .tuple(kept)
        default: return value
        }
    }
}
