internal import MartletGraph
internal import MartletModel
internal import MartletState

/// In which order tombstones' objects go: what depends on an object goes before it, what goes with one right after it.
///
/// The dependencies of an object that goes with its parent hold for the parent: a resource group that takes a cluster along
/// waits for what is in the cluster. Where that makes a circle (an object inside a namespace needs one outside that needs
/// the namespace) the parent's own order wins.
struct CleanupOrder {
    let topology: Topology

    /// One object before another; a lifted edge stands for the dependency of something that goes along.
    private struct Edge {
        let before: Int
        let after: Int
        let isLifted: Bool
    }

    init(_ tombstones: [Tombstone]) {
        let byAddress = Dictionary(grouping: tombstones.indices, by: { tombstones[$0].record.address })
        let parents = tombstones.map { tombstone in tombstone.goesWith.flatMap { byAddress[$0]?.first } }
        var edges = Self.edges(tombstones, byAddress, parents)
        var topology = Self.topology(tombstones.count, edges)
        // Each round drops at least one lifted edge of every circle; direct edges alone make none.
        while topology.order() == nil {
            let circular = Set(topology.cycles().flatMap { $0 }.map(\.index))
            let kept = edges.indices.filter { !(circular.contains($0) && edges[$0].isLifted) }
            guard kept.count < edges.count else { break }
            edges = kept.map { edges[$0] }
            topology = Self.topology(tombstones.count, edges)
        }
        self.topology = topology
    }

    private static func topology(_ count: Int, _ edges: [Edge]) -> Topology {
        Topology(nodeCount: count, befores: edges.map { NodeID($0.before) }, afters: edges.map { NodeID($0.after) })
    }

    private static func edges(
        _ tombstones: [Tombstone], _ byAddress: [Address: [Int]], _ parents: [Int?]
    ) -> [Edge] {
        let tops = tombstones.indices.map { top($0, parents) }
        var edges: [Edge] = []
        for (index, tombstone) in tombstones.enumerated() {
            if let parent = parents[index], parent != index {
                edges.append(Edge(before: parent, after: index, isLifted: false))
            }
            for address in tombstone.record.dependencies {
                for dependency in byAddress[address] ?? [] where tops[dependency] != tops[index] {
                    let isLifted = tops[index] != index || tops[dependency] != dependency
                    edges.append(Edge(before: tops[index], after: tops[dependency], isLifted: isLifted))
                }
            }
        }
        return edges
    }

    /// The outermost object that an object goes with; itself when it has a delete of its own.
    private static func top(_ index: Int, _ parents: [Int?]) -> Int {
        var current = index
        for _ in parents.indices {
            guard let parent = parents[current], parent != current else { break }
            current = parent
        }
        return current
    }
}
