extension Topology {
    /// Which way edges are followed.
    package enum Direction: Sendable, Hashable {
        case toDependents
        case toDependencies
    }

    /// Everything that can be reached from `starts`, themselves included. O(V + E).
    package func reach(from starts: some Sequence<NodeID>, _ direction: Direction) -> NodeSet {
        var reached = NodeSet(capacity: nodeCount)
        var stack: [NodeID] = []
        for start in starts where reached.insert(start) { stack.append(start) }
        let adjacency = direction == .toDependents ? forward : backward
        while let node = stack.popLast() {
            for neighbour in adjacency.neighbours(of: node) where reached.insert(neighbour) { stack.append(neighbour) }
        }
        return reached
    }
}

/// A set of the nodes of one graph: a flag a node.
package struct NodeSet: Sendable, Hashable {
    private var flags: [Bool]
    /// How many nodes are in the set.
    package private(set) var count = 0

    /// The empty set over a graph of `capacity` nodes.
    package init(capacity: Int) { flags = [Bool](repeating: false, count: capacity) }

    package func contains(_ node: NodeID) -> Bool { flags[node.index] }

    /// Puts `node` in; answers whether it was not there before.
    @discardableResult
    package mutating func insert(_ node: NodeID) -> Bool {
        guard !flags[node.index] else { return false }
        flags[node.index] = true
        count += 1
        return true
    }

    /// The members in the order of interning. O(V).
    package var members: [NodeID] { flags.indices.filter { flags[$0] }.map { NodeID($0) } }
}
