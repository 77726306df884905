/// The shape of a graph without its contents: who must come before whom.
///
/// An edge says "`before` must be settled first". Both directions are stored, so that every question is a slice.
package struct Topology: Sendable, Hashable {
    package let nodeCount: Int
    private let befores: [NodeID]
    private let afters: [NodeID]
    let forward: Adjacency
    let backward: Adjacency
    /// Nodes that stand for nothing but "all of these before all of those".
    private let groups: [Bool]

    /// - Parameters:
    ///   - befores: The first end of each edge.
    ///   - afters: The second end of each edge.
    ///   - groups: Which nodes are group nodes; empty for none.
    ///
    /// Complexity: O(V + E).
    package init(nodeCount: Int, befores: [NodeID], afters: [NodeID], groups: [Bool] = []) {
        precondition(befores.count == afters.count, "each edge has two ends")
        self.nodeCount = nodeCount
        self.befores = befores
        self.afters = afters
        self.groups = groups.isEmpty ? [Bool](repeating: false, count: nodeCount) : groups
        forward = Adjacency(nodeCount: nodeCount, sources: befores, targets: afters)
        backward = Adjacency(nodeCount: nodeCount, sources: afters, targets: befores)
    }

    package var edgeCount: Int { befores.count }

    /// All nodes in the order of interning.
    package var nodes: some RandomAccessCollection<NodeID> { (0..<nodeCount).lazy.map { NodeID($0) } }

    /// The nodes that must come after `node`, once for each edge.
    package func dependents(of node: NodeID) -> ArraySlice<NodeID> { forward.neighbours(of: node) }

    /// The nodes that must come before `node`, once for each edge.
    package func dependencies(of node: NodeID) -> ArraySlice<NodeID> { backward.neighbours(of: node) }

    /// The two ends of an edge.
    package func ends(of edge: EdgeID) -> (before: NodeID, after: NodeID) { (befores[edge.index], afters[edge.index]) }

    /// Whether the node only collapses edges: n × m of them through one group are n + m.
    package func isGroup(_ node: NodeID) -> Bool { groups[node.index] }

    /// The same nodes and edges with every edge turned round: the order of deletes.
    package var reversed: Topology {
        Topology(nodeCount: nodeCount, befores: afters, afters: befores, groups: groups)
    }
}
