/// The place of a node in a graph: a dense index, handed out in the order of interning.
package struct NodeID: Sendable, Hashable, Comparable {
    package let rawValue: Int32

    package init(_ index: Int) { rawValue = Int32(index) }

    /// The index into arrays that run parallel to the nodes.
    package var index: Int { Int(rawValue) }

    package static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}

/// The place of an edge in a graph, in the order in which edges were added.
package struct EdgeID: Sendable, Hashable, Comparable {
    package let rawValue: Int32

    package init(_ index: Int) { rawValue = Int32(index) }

    /// The index into arrays that run parallel to the edges.
    package var index: Int { Int(rawValue) }

    package static func < (left: EdgeID, right: EdgeID) -> Bool { left.rawValue < right.rawValue }
}
