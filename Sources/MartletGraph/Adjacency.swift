/// The neighbours of every node in one direction, as one flat array with an offset a node (compressed sparse rows).
struct Adjacency: Sendable, Hashable {
    private let offsets: [Int32]
    private let neighbours: [NodeID]
    private let edges: [EdgeID]

    /// Groups `targets` by `sources`, keeping the order of the edges within a node. O(V + E).
    init(nodeCount: Int, sources: [NodeID], targets: [NodeID]) {
        var offsets = [Int32](repeating: 0, count: nodeCount + 1)
        for source in sources { offsets[source.index + 1] += 1 }
        for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
        var cursor = offsets
        var neighbours = [NodeID](repeating: NodeID(0), count: sources.count)
        var edges = [EdgeID](repeating: EdgeID(0), count: sources.count)
        for edge in sources.indices {
            let slot = Int(cursor[sources[edge].index])
            cursor[sources[edge].index] += 1
            neighbours[slot] = targets[edge]
            edges[slot] = EdgeID(edge)
        }
        self.offsets = offsets
        self.neighbours = neighbours
        self.edges = edges
    }

    func range(of node: NodeID) -> Range<Int> { Int(offsets[node.index])..<Int(offsets[node.index + 1]) }

    func neighbours(of node: NodeID) -> ArraySlice<NodeID> { neighbours[range(of: node)] }

    func edges(of node: NodeID) -> ArraySlice<EdgeID> { edges[range(of: node)] }

    func neighbour(at slot: Int) -> NodeID { neighbours[slot] }

    func edge(at slot: Int) -> EdgeID { edges[slot] }

    func degree(of node: NodeID) -> Int { range(of: node).count }
}
