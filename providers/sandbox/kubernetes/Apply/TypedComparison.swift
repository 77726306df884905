internal import MartletModel

/// What differs between two objects of one type, as text: `1000m` and `1` differ.
struct TypedComparison: Sendable {
    var added = PathSet()
    var modified = PathSet()
    var removed = PathSet()

    var isSame: Bool { added.isEmpty && modified.isEmpty && removed.isEmpty }

    init(from old: Value, to new: Value, as node: SchemaNode) {
        guard old != new else { return }
        switch (old, new) {
        case (.object(let before), .object(let after)) where !node.isAtomic:
            compare(before, after, as: node)
        case (.tuple(let before), .tuple(let after)) where node.topology != .atomic:
            compare(before, after, as: node)
        default: modified.isMember = true
        }
    }

    private mutating func compare(_ before: Fields, _ after: Fields, as node: SchemaNode) {
        for field in after {
            let child = node.child(field: field.key) ?? .untyped
            include(before[field.key], field.value, as: child, at: .field(field.key), isFree: !node.declares(field.key))
        }
        for field in before where after[field.key] == nil {
            let child = node.child(field: field.key) ?? .untyped
            include(field.value, nil, as: child, at: .field(field.key), isFree: true)
        }
    }

    private mutating func compare(_ before: [Value], _ after: [Value], as node: SchemaNode) {
        let topology = node.topology
        let item = node.item ?? .untyped
        let old = Self.byKey(before, topology)
        let new = Self.byKey(after, topology)
        for (key, value) in new { include(old[key], value, as: item, at: key, isFree: true) }
        for (key, value) in old where new[key] == nil { include(value, nil, as: item, at: key, isFree: true) }
    }

    private static func byKey(_ items: [Value], _ topology: SchemaNode.ListTopology) -> [PathElement: Value] {
        Dictionary(
            items.compactMap { item in PathElement(item: item, in: topology).map { ($0, item) } },
            uniquingKeysWith: { first, _ in first })
    }

    private mutating func include(
        _ old: Value?, _ new: Value?, as node: SchemaNode, at element: PathElement, isFree: Bool
    ) {
        switch (old, new) {
        case (let old?, let new?):
            let inner = TypedComparison(from: old, to: new, as: node)
            guard !inner.isSame else { return }
            added[element] = added[element].union(inner.added)
            modified[element] = modified[element].union(inner.modified)
            removed[element] = removed[element].union(inner.removed)
        case (nil, let new?):
            var set = PathSet(of: new, as: node, ownsContainers: true)
            if isFree || node.isMap { set.isMember = true }
            added[element] = set
        case (let old?, nil):
            var set = PathSet(of: old, as: node, ownsContainers: true).closed(by: node)
            set.isMember = true
            removed[element] = set
        case (nil, nil): break
        }
    }
}

extension SchemaNode {
    fileprivate var isMap: Bool {
        if case .map = shape { return true }
        return false
    }
}
