internal import MartletModel

/// Merges an applied configuration into a live object by the schema.
enum TypedMerge {
    /// Objects field by field, keyed lists item by item, sets united; everything else is replaced.
    static func merge(_ live: Value?, _ config: Value, as node: SchemaNode) -> Value {
        guard !node.isAtomic, let live else { return config }
        switch (live, config) {
        case (.object(let old), .object(let new)):
            var result = old
            for field in new {
                result[field.key] = merge(old[field.key], field.value, as: node.child(field: field.key) ?? .untyped)
            }
            return .object(result)
        case (.tuple(let old), .tuple(let new)) where node.topology != .atomic:
            return .tuple(ListMerge(live: old, config: new, node: node).items)
        default: return config
        }
    }
}

/// Merges two keyed lists or sets: the configuration's order wins for items of both and for new ones; items that only
/// the live object has stay beside their neighbours.
private struct ListMerge {
    private let live: [(key: PathElement, value: Value)]
    private let config: [(key: PathElement, value: Value)]
    private let liveValues: [PathElement: Value]
    private let configKeys: Set<PathElement>
    private let item: SchemaNode

    init(live: [Value], config: [Value], node: SchemaNode) {
        let topology = node.topology
        self.live = live.compactMap { value in PathElement(item: value, in: topology).map { ($0, value) } }
        self.config = config.compactMap { value in PathElement(item: value, in: topology).map { ($0, value) } }
        liveValues = Dictionary(self.live.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        configKeys = Set(self.config.map(\.key))
        item = node.item ?? .untyped
    }

    var items: [Value] {
        var result: [Value] = []
        var merged: Set<PathElement> = []
        var left = 0
        var right = 0
        var shared = config.map(\.key).filter { liveValues[$0] != nil }[...]
        while left < live.count || right < config.count {
            if left < live.count {
                let key = live[left].key
                if !configKeys.contains(key) {
                    result.append(live[left].value)
                    left += 1
                    continue
                }
                // Merged already, or due at its place in the configuration's order.
                if merged.contains(key) || (right < config.count && shared.first != key) {
                    left += 1
                    continue
                }
                if right < config.count, config[right].key == key { left += 1 }
            }
            guard right < config.count else { continue }
            let (key, value) = config[right]
            merged.insert(key)
            result.append(TypedMerge.merge(liveValues[key], value, as: item))
            if shared.first == key { shared = shared.dropFirst() }
            right += 1
        }
        return result
    }
}
