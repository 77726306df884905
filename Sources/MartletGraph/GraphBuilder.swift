/// Collects keys and edges, then makes a ``Graph``.
///
///     var builder = GraphBuilder<String, Int>()
///     builder.addEdge("net", before: "subnet", label: 12)
///     let order = try builder.build().order()  // ["net", "subnet"]
package struct GraphBuilder<Key: Hashable & Sendable, Label: Sendable>: Sendable {
    private var keys: [Key?] = []
    private var ids: [Key: NodeID] = [:]
    private var befores: [NodeID] = []
    private var afters: [NodeID] = []
    private var labels: [Label] = []

    package init() {}

    /// - Parameter nodes: How many keys are expected.
    package init(minimumCapacity nodes: Int, edges: Int = 0) {
        keys.reserveCapacity(nodes)
        ids.reserveCapacity(nodes)
        befores.reserveCapacity(edges)
        afters.reserveCapacity(edges)
        labels.reserveCapacity(edges)
    }

    package var nodeCount: Int { keys.count }

    /// The node of `key`, made when it is new.
    @discardableResult
    package mutating func intern(_ key: Key) -> NodeID {
        if let known = ids[key] { return known }
        let node = NodeID(keys.count)
        keys.append(key)
        ids[key] = node
        return node
    }

    /// The node of `key`; nil when it is not there.
    package func node(_ key: Key) -> NodeID? { ids[key] }

    /// A node without a key: edges of "all of these before all of those" go through it.
    package mutating func addGroup() -> NodeID {
        keys.append(nil)
        return NodeID(keys.count - 1)
    }

    package mutating func addEdge(_ before: NodeID, before after: NodeID, label: Label) {
        befores.append(before)
        afters.append(after)
        labels.append(label)
    }

    package mutating func addEdge(_ before: Key, before after: Key, label: Label) {
        addEdge(intern(before), before: intern(after), label: label)
    }

    /// All of `befores` before all of `afters`, with n + m edges where n × m would be more.
    package mutating func addEdges(_ befores: [NodeID], before afters: [NodeID], label: Label) {
        guard befores.count > 1, afters.count > 1 else {
            for before in befores { for after in afters { addEdge(before, before: after, label: label) } }
            return
        }
        let group = addGroup()
        for before in befores { addEdge(before, before: group, label: label) }
        for after in afters { addEdge(group, before: after, label: label) }
    }

    /// The graph of everything added. O(V + E).
    package func build() -> Graph<Key, Label> {
        let topology = Topology(
            nodeCount: keys.count, befores: befores, afters: afters, groups: keys.map { $0 == nil }
        )
        return Graph(topology: topology, keys: keys, labels: labels, ids: ids)
    }
}

extension GraphBuilder where Label == Void {
    /// An edge that needs no reason.
    package mutating func addEdge(_ before: Key, before after: Key) { addEdge(before, before: after, label: ()) }
}
