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
        // Two copies of a parent may have to go: what is in one of them is surely gone when both are.
        let parents = tombstones.enumerated().map { index, tombstone in
            (tombstone.goesWith.flatMap { byAddress[$0] } ?? []).filter { $0 != index }
        }
        let tops = tombstones.indices.map { outermost(around: $0, parents, separate) }
        var edges: [Edge] = []
        for (index, tombstone) in tombstones.enumerated() {
            let isSeparate = separate.contains(index)
            for parent in parents[index] {
                edges.append(Edge(before: isSeparate ? index : parent, after: isSeparate ? parent : index, inside: []))
            }
            for address in tombstone.record.dependencies {
                for dependency in byAddress[address] ?? [] where !tops[dependency].isSubset(of: tops[index]) {
                    let inside = [index, dependency].filter { tops[$0] != [$0] }
                    for before in tops[index].sorted() {
                        let afters = tops[dependency].subtracting(tops[index]).sorted()
                        edges += afters.map { Edge(before: before, after: $0, inside: inside) }
                    }
                }
            }
        }
        return edges
    }

    /// The outermost objects that an object goes with; itself when it has a delete of its own.
    private static func outermost(around index: Int, _ parents: [[Int]], _ separate: Set<Int>) -> Set<Int> {
        var found: Set<Int> = []
        var seen: Set<Int> = [index]
        var pending = [index]
        while let current = pending.popLast() {
            let outer = separate.contains(current) ? [] : parents[current]
            if outer.isEmpty { found.insert(current) }
            pending += outer.filter { seen.insert($0).inserted }
        }
        return found.isEmpty ? [index] : found
    }
}
