internal import MartletGraph
internal import MartletModel
internal import MartletState

/// In which order tombstones' objects go: what depends on an object goes before it, what goes with one right after it.
///
/// The dependencies of an object that goes with its parent hold for the parent: a resource group that takes a cluster along
/// waits for what is in the cluster. Where that makes a circle (an object inside a namespace needs one outside that needs
/// the namespace) the object inside does not go along: it is deleted by itself, before its parent.
struct CleanupOrder {
    let topology: Topology
    /// Which objects are deleted by themselves although their parents take them along.
    private(set) var separate: Set<Int> = []

    /// One object before another, and the objects inside others for whose sake it is so.
    private struct Edge {
        let before: Int
        let after: Int
        let inside: [Int]
    }

    init(_ tombstones: [Tombstone]) {
        let byAddress = Dictionary(grouping: tombstones.indices, by: { tombstones[$0].record.address })
        var edges = Self.edges(tombstones, byAddress, separate)
        var topology = Self.topology(tombstones.count, edges)
        // Each round takes at least one object out of its parent; dependencies alone make no circle.
        while topology.order() == nil {
            let circular = topology.cycles().flatMap { $0 }.flatMap { edges[$0.index].inside }
            guard !separate.isSuperset(of: circular) else { break }
            separate.formUnion(circular)
            edges = Self.edges(tombstones, byAddress, separate)
            topology = Self.topology(tombstones.count, edges)
        }
        self.topology = topology
    }

    private static func topology(_ count: Int, _ edges: [Edge]) -> Topology {
        Topology(nodeCount: count, befores: edges.map { NodeID($0.before) }, afters: edges.map { NodeID($0.after) })
    }

    private static func edges(
        _ tombstones: [Tombstone], _ byAddress: [Address: [Int]], _ separate: Set<Int>
    ) -> [Edge] {
        let parents = tombstones.map { tombstone in tombstone.goesWith.flatMap { byAddress[$0]?.first } }
        let tops = tombstones.indices.map { top($0, parents, separate) }
        var edges: [Edge] = []
        for (index, tombstone) in tombstones.enumerated() {
            if let parent = parents[index], parent != index {
                let isSeparate = separate.contains(index)
                edges.append(Edge(before: isSeparate ? index : parent, after: isSeparate ? parent : index, inside: []))
            }
            for address in tombstone.record.dependencies {
                for dependency in byAddress[address] ?? [] where tops[dependency] != tops[index] {
                    let inside = [index, dependency].filter { tops[$0] != $0 }
                    edges.append(Edge(before: tops[index], after: tops[dependency], inside: inside))
                }
            }
        }
        return edges
    }

    /// The outermost object that an object goes with; itself when it has a delete of its own.
    private static func top(_ index: Int, _ parents: [Int?], _ separate: Set<Int>) -> Int {
        var current = index
        for _ in parents.indices {
            guard !separate.contains(current), let parent = parents[current], parent != current else { break }
            current = parent
        }
        return current
    }
}
