/// A directed graph over keys, with a label on every edge.
///
/// Keys are interned once at the border (``GraphBuilder``); inside, nodes are ``NodeID`` and arrays.
package struct Graph<Key: Hashable & Sendable, Label: Sendable>: Sendable {
    package let topology: Topology
    /// The key of each node; nil for a group.
    private let keys: [Key?]
    private let labels: [Label]
    private let ids: [Key: NodeID]

    init(topology: Topology, keys: [Key?], labels: [Label], ids: [Key: NodeID]) {
        self.topology = topology
        self.keys = keys
        self.labels = labels
        self.ids = ids
    }

    /// The node of `key`; nil when it was never interned.
    package func node(_ key: Key) -> NodeID? { ids[key] }

    /// The key of `node`; nil for a group.
    package func key(_ node: NodeID) -> Key? { keys[node.index] }

    package func label(_ edge: EdgeID) -> Label { labels[edge.index] }

    /// All keys, each after its dependencies, as near to the order of interning as the edges allow.
    ///
    /// Throws every independent cycle when there is one. O(V + E).
    package func order() throws(Cycles<Key, Label>) -> [Key] {
        guard let order = topology.order() else { throw Cycles(all: topology.cycles().map(cycle)) }
        return order.compactMap(key)
    }

    /// The links of a cycle by key; the edges into and out of groups are joined.
    private func cycle(_ edges: [EdgeID]) -> [Link<Key, Label>] {
        // Start behind a keyed node, so that no group is cut in two.
        let start = edges.firstIndex { key(topology.ends(of: $0).before) != nil } ?? 0
        var links: [Link<Key, Label>] = []
        var before: Key?
        var labels: [Label] = []
        for edge in edges[start...] + edges[..<start] {
            let ends = topology.ends(of: edge)
            before = before ?? key(ends.before)
            labels.append(label(edge))
            guard let first = before, let after = key(ends.after) else { continue }
            links.append(Link(before: first, after: after, labels: labels))
            before = nil
            labels = []
        }
        return links
    }
}

/// One step of a cycle: `before` must come before `after`.
package struct Link<Key: Hashable & Sendable, Label: Sendable>: Sendable {
    package let before: Key
    package let after: Key
    /// Why: the label of the edge, or of each edge on the way through groups.
    package let labels: [Label]
}

/// Why a graph has no order: one cycle for each knot, each as links of which the last leads back to the first.
package struct Cycles<Key: Hashable & Sendable, Label: Sendable>: Error {
    package let all: [[Link<Key, Label>]]
}
