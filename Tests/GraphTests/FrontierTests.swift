import MartletGraph
import TestSupport
import Testing

struct FrontierTests {
    private func topology(_ count: Int, _ edges: [(Int, Int)], groups: Set<Int> = []) -> Topology {
        Topology(
            nodeCount: count, befores: edges.map { NodeID($0.0) }, afters: edges.map { NodeID($0.1) },
            groups: (0..<count).map(groups.contains)
        )
    }

    @Test func `a node is handed out once all its dependencies have finished`() {
        var frontier = Frontier(topology(4, [(0, 2), (1, 2), (2, 3)]))
        #expect(frontier.next() == NodeID(0))
        #expect(frontier.next() == NodeID(1))
        #expect(frontier.next() == nil)
        frontier.finish(NodeID(1))
        #expect(frontier.next() == nil)
        frontier.finish(NodeID(0))
        #expect(frontier.next() == NodeID(2))
        #expect(frontier.running == 1)
        frontier.finish(NodeID(2))
        #expect(frontier.next() == NodeID(3))
        frontier.finish(NodeID(3))
        #expect(frontier.isDone)
    }

    @Test func `a failure skips exactly what depends on it`() {
        var frontier = Frontier(topology(5, [(0, 1), (1, 2), (3, 2), (3, 4)]))
        #expect(frontier.next() == NodeID(0))
        #expect(frontier.next() == NodeID(3))
        #expect(frontier.fail(NodeID(0)) == [NodeID(1), NodeID(2)])
        frontier.finish(NodeID(3))
        #expect(frontier.next() == NodeID(4))
        #expect(!frontier.isDone)
        frontier.finish(NodeID(4))
        #expect(frontier.isDone)
    }

    @Test func `groups pass the release on and are never handed out`() {
        var frontier = Frontier(topology(5, [(0, 1), (1, 2), (2, 3), (2, 4)], groups: [1, 2]))
        #expect(frontier.remaining == 3)
        #expect(frontier.next() == NodeID(0))
        frontier.finish(NodeID(0))
        #expect(frontier.next() == NodeID(3))
        #expect(frontier.next() == NodeID(4))
    }

    @Test func `a failure goes through groups`() {
        var frontier = Frontier(topology(3, [(0, 1), (1, 2)], groups: [1]))
        _ = frontier.next()
        #expect(frontier.fail(NodeID(0)) == [NodeID(2)])
        #expect(frontier.isDone)
    }

    @Test func `of ready nodes the lowest priority number goes first`() {
        var frontier = Frontier(topology(3, []), priorities: [2, 1, 1])
        #expect([frontier.next(), frontier.next(), frontier.next()] == [NodeID(1), NodeID(2), NodeID(0)])
    }

    @Test func `reports about nodes that do not run change nothing`() {
        var frontier = Frontier(topology(2, [(0, 1)]))
        frontier.finish(NodeID(1))
        #expect(frontier.fail(NodeID(1)) == [])
        #expect(frontier.remaining == 2)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every schedule with failures ends with each node accounted for`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...30, using: &random)
        let edges = (0..<count * 2).compactMap { _ -> (Int, Int)? in
            let after = Int.random(in: 0..<count, using: &random)
            return after == 0 ? nil : (Int.random(in: 0..<after, using: &random), after)
        }
        var frontier = Frontier(topology(count, edges))
        var running: [NodeID] = []
        var ended: Set<NodeID> = []
        while !frontier.isDone {
            while running.count < 4, let node = frontier.next() { running.append(node) }
            let node = running.remove(at: Int.random(in: 0..<running.count, using: &random))
            #expect(ended.insert(node).inserted, "seed \(seed)")
            if Int.random(in: 0..<5, using: &random) == 0 {
                for skipped in frontier.fail(node) { #expect(ended.insert(skipped).inserted, "seed \(seed)") }
            } else {
                frontier.finish(node)
            }
        }
        #expect(ended.count == count, "seed \(seed)")
    }
}
