internal import MartletModel

extension PathSet {
    /// What a configuration `value` claims: its leaves, each keyed item with its members, each set item; an atomic
    /// value, an empty object and an empty list are one leaf.
    ///
    /// - Parameter ownsContainers: Also the objects with free keys themselves, as updates claim what they create.
    init(of value: Value, as node: SchemaNode, ownsContainers: Bool = false) {
        self.init()
        guard !node.isAtomic else {
            isMember = true
            return
        }
        switch value {
        case .object(let fields):
            isMember = fields.isEmpty
            for field in fields {
                let child = node.child(field: field.key) ?? .untyped
                var set = PathSet(of: field.value, as: child, ownsContainers: ownsContainers)
                if !node.declares(field.key) || (ownsContainers && child.isContainer(of: field.value)) {
                    set.isMember = true
                }
                self[.field(field.key)] = set
            }
        case .tuple(let items):
            let topology = node.topology
            guard topology != .atomic, !items.isEmpty else {
                isMember = true
                return
            }
            for item in items {
                guard let element = PathElement(item: item, in: topology) else { continue }
                var set = PathSet(of: item, as: node.item ?? .untyped, ownsContainers: ownsContainers)
                set.isMember = true
                self[element] = self[element].union(set)
            }
        default: isMember = true
        }
    }
}

extension SchemaNode {
    /// Whether `value` is an object whose keys are free.
    fileprivate func isContainer(of value: Value) -> Bool {
        guard case .object = value else { return false }
        return switch shape {
        case .map, .untyped: true
        default: false
        }
    }
}
