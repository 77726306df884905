import MartletGraph
import TestSupport
import Testing

/// Graphs are written as "a>b b>c": a before b, b before c.
private func graph(_ text: String) -> Graph<String, String> {
    var builder = GraphBuilder<String, String>()
    for word in text.split(separator: " ") {
        let ends = word.split(separator: ">").map(String.init)
        if ends.count == 1 {
            builder.intern(ends[0])
        } else {
            builder.addEdge(ends[0], before: ends[1], label: String(word))
        }
    }
    return builder.build()
}

struct OrderTests {
    @Test(arguments: [
        ("", ""), ("a", "a"), ("c b a", "c b a"), ("a>b b>c", "a b c"), ("c b>c a>b", "a b c"),
        ("a>d b>d c>d", "a b c d"), ("a d b>d c>d", "a b c d"), ("a>b a>b", "a b"),
    ])
    func `a dependency comes first and the rest keeps its place`(text: String, expected: String) throws {
        #expect(try graph(text).order().joined(separator: " ") == expected)
    }

    @Test func `low priorities come first as far as edges allow`() {
        let topology = graph("a b c>d e").topology
        let order = topology.order(priorities: [5, 0, 0, 0, 0])
        #expect(order?.map(\.index) == [1, 2, 3, 4, 0])
    }

    @Test(arguments: [
        ("a>a", "a>a"), ("a>b b>a", "a>b b>a"), ("x>a a>b b>c c>a b>a c>y", "a>b b>a"),
        ("a>b b>a c>d d>c", "a>b b>a | c>d d>c"),
    ])
    func `each knot gives its shortest cycle with every edge named`(text: String, expected: String) {
        let error = #expect(throws: Cycles<String, String>.self) { try graph(text).order() }
        let cycles = error?.all.map { $0.flatMap(\.labels).joined(separator: " ") }.joined(separator: " | ")
        #expect(cycles == expected)
        #expect(
            graph(text).topology.order(priorities: Array(repeating: 0, count: graph(text).topology.nodeCount)) == nil)
    }

    @Test func `a cycle through a group names the keys at both sides`() {
        var builder = GraphBuilder<String, String>()
        let nodes = ["a", "b", "c", "d"].map { builder.intern($0) }
        builder.addEdges(Array(nodes[..<2]), before: Array(nodes[2...]), label: "all")
        builder.addEdge("d", before: "a", label: "back")
        let error = #expect(throws: Cycles<String, String>.self) { try builder.build().order() }
        let links = error?.all.first?.map { "\($0.before)>\($0.after): \($0.labels.joined(separator: ","))" }
        #expect(links == ["a>d: all,all", "d>a: back"])
    }

    @Test func `groups keep edges linear and the order right`() throws {
        var builder = GraphBuilder<Int, Void>()
        let firsts = (0..<100).map { builder.intern($0) }
        let seconds = (100..<200).map { builder.intern($0) }
        builder.addEdges(firsts, before: seconds, label: ())
        let graph = builder.build()
        #expect(graph.topology.edgeCount == 200)
        #expect(try graph.order() == Array(0..<200))
    }

    @Test func `reach follows edges both ways`() {
        let value = graph("a>b b>c d>c e")
        func names(_ set: NodeSet) -> String { set.members.compactMap { value.key($0) }.joined(separator: " ") }
        let b = [value.node("b")].compactMap { $0 }
        #expect(names(value.topology.reach(from: b, .toDependents)) == "b c")
        #expect(names(value.topology.reach(from: b, .toDependencies)) == "a b")
        #expect(value.topology.reversed.order()?.first == value.node("c"))
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `random graphs are ordered or show a true cycle`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var builder = GraphBuilder<Int, Int>()
        let count = Int.random(in: 1...40, using: &random)
        for node in 0..<count { builder.intern(node) }
        for edge in 0..<Int.random(in: 0...count, using: &random) {
            builder.addEdge(
                Int.random(in: 0..<count, using: &random), before: Int.random(in: 0..<count, using: &random),
                label: edge
            )
        }
        let graph = builder.build()
        let cycles = graph.topology.cycles()
        guard let order = graph.topology.order() else {
            #expect(!cycles.isEmpty, "seed \(seed)")
            for cycle in cycles { expectClosed(cycle, graph.topology, seed) }
            return
        }
        #expect(cycles.isEmpty, "seed \(seed)")
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        #expect(order.count == count)
        for edge in 0..<graph.topology.edgeCount {
            let ends = graph.topology.ends(of: EdgeID(edge))
            #expect((places[ends.before] ?? 0) < (places[ends.after] ?? 0), "seed \(seed)")
        }
    }

    private func expectClosed(_ cycle: [EdgeID], _ topology: Topology, _ seed: UInt64) {
        for (edge, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
            #expect(topology.ends(of: edge).after == topology.ends(of: next).before, "seed \(seed)")
        }
    }
}
