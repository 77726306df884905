import MartletModel
import TestSupport
import Testing

@testable import MartletRendering

struct LayoutTests {
    private func layout(_ count: Int, _ edges: [(Int, Int)]) -> LayeredLayout {
        LayeredLayout(widths: Array(repeating: 100, count: count), edges: edges.map { (before: $0.0, after: $0.1) })
    }

    @Test func `nothing is drawn of nothing, and one box stands at the corner`() {
        #expect(layout(0, []).width == 0)
        let one = layout(1, [])
        #expect(one.boxes == [.init(x: 0, y: LayeredLayout.boxHeight / 2)] && one.width == 100)
    }

    @Test func `a diamond has three layers and stands even`() {
        let diamond = layout(4, [(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)])
        #expect(diamond.boxes[1].x == diamond.boxes[2].x)
        #expect(diamond.boxes[0].x < diamond.boxes[1].x && diamond.boxes[1].x < diamond.boxes[3].x)
        #expect(diamond.boxes[0].y == diamond.boxes[3].y)
        #expect(diamond.boxes[0].y == (diamond.boxes[1].y + diamond.boxes[2].y) / 2)
        #expect(
            diamond.lines.map { [$0.before, $0.after] } == [[0, 1], [0, 2], [2, 3], [1, 3]],
            "the implied edge is left out")
    }

    @Test func `parallel chains do not cross`() {
        // The second layer is numbered against the first.
        let chains = layout(6, [(0, 5), (1, 4), (2, 3)])
        #expect(chains.boxes[0].y == chains.boxes[5].y)
        #expect(chains.boxes[1].y == chains.boxes[4].y)
        #expect(chains.boxes[2].y == chains.boxes[3].y)
    }

    @Test func `a long edge bends around the boxes that it passes`() throws {
        let long = layout(5, [(0, 1), (1, 2), (2, 4), (3, 4), (0, 3), (1, 3)])
        for line in long.lines { #expect(line.points.first?.x ?? 0 < line.points.last?.x ?? 0) }
    }

    @Test func `what nothing leads to stands beside what needs it`() {
        let graph = layout(5, [(0, 1), (1, 2), (2, 4), (3, 4)])
        #expect(graph.boxes[3].x == graph.boxes[2].x)
    }

    @Test func `slots keep order and distance, and wishes that fit are granted`() {
        #expect(SlotGraph.separated([10, 100], heights: [10, 10], gap: 5) == [10, 100])
        #expect(SlotGraph.separated([50, 50], heights: [10, 10], gap: 10) == [40, 60])
        #expect(SlotGraph.separated([], heights: [], gap: 1).isEmpty)
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func `no boxes overlap and every line leads right`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...40, using: &generator)
        var edges: [(Int, Int)] = []
        for after in 1..<max(count, 2) where after < count {
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                edges.append((Int.random(in: 0..<after, using: &generator), after))
            }
        }
        let drawn = layout(count, edges)
        for a in 0..<count {
            for b in 0..<a where drawn.boxes[a].x == drawn.boxes[b].x {
                #expect(abs(drawn.boxes[a].y - drawn.boxes[b].y) >= LayeredLayout.boxHeight, "seed \(seed)")
            }
        }
        for line in drawn.lines {
            for (from, to) in zip(line.points, line.points.dropFirst()) { #expect(from.x <= to.x, "seed \(seed)") }
        }
        #expect(
            drawn.boxes.allSatisfy { $0.y >= 0 && $0.y <= drawn.height && $0.x + 100 <= drawn.width + 0.001 },
            "seed \(seed)")
    }
}
