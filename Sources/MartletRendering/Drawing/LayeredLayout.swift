/// Where the boxes and lines of a directed acyclic graph go: layers from left to right, every edge pointing right.
///
/// The steps of Sugiyama, Tagawa and Toda (1981): edges that others imply are left out; a box's layer is its longest path
/// from a start; long edges bend through a slot in every layer that they pass; slots are ordered by the barycentre of their
/// neighbours; and within a layer each slot is as near to its neighbours as its place in the order allows.
///
/// Complexity: O(V · E / 64) for the implied edges, then linear in the slots for each of a fixed number of sweeps.
struct LayeredLayout: Sendable, Equatable {
    struct Point: Sendable, Equatable {
        var x: Double
        var y: Double
    }

    struct Line: Sendable, Equatable {
        let before: Int
        let after: Int
        /// From the right side of one box to the left side of the other: straight across a layer, then through a gap between
        /// layers, in turns.
        let points: [Point]
    }

    static let boxHeight = 40.0
    private static let layerGap = 70.0
    private static let slotGap = 12.0
    private static let bendHeight = 6.0
    private static let sweeps = 8

    /// The left end of each box's middle line, by node.
    private(set) var boxes: [Point] = []
    private(set) var lines: [Line] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    /// - Parameters:
    ///   - widths: The width of each box.
    ///   - edges: Pairs of nodes. One against the order of the numbers is turned aside: the caller numbers nodes so that
    ///     edges lead upward, which every acyclic graph allows.
    init(widths: [Double], edges: [(before: Int, after: Int)]) {
        let upward = ImpliedEdges.removed(from: edges.filter { $0.before < $0.after }, nodeCount: widths.count)
        var slots = SlotGraph(nodeCount: widths.count, edges: upward)
        for sweep in 0..<Self.sweeps { slots.reorder(rightward: sweep.isMultiple(of: 2)) }
        let heights = slots.isBend.map { $0 ? Self.bendHeight : Self.boxHeight }
        let middles = slots.middles(heights: heights, gap: Self.slotGap)
        place(slots, middles, heights, widths)
    }

    private mutating func place(_ slots: SlotGraph, _ middles: [Double], _ heights: [Double], _ widths: [Double]) {
        var lefts: [Double] = []
        var layerWidths: [Double] = []
        var x = 0.0
        for layer in slots.layers {
            let widest = layer.map { $0 < widths.count ? widths[$0] : 0 }.max() ?? 0
            lefts.append(x)
            layerWidths.append(widest)
            x += widest + Self.layerGap
        }
        width = max(0, x - Self.layerGap)
        height = middles.indices.map { middles[$0] + heights[$0] / 2 }.max() ?? 0
        boxes = widths.indices.map { Point(x: lefts[slots.layer[$0]], y: middles[$0]) }
        lines = slots.chains.map { chain in
            let start = boxes[chain.before]
            let layer = slots.layer[chain.before]
            // Straight to the edge of the layer first: a curve from a narrow box would cross its wider neighbours.
            var points = [Point(x: start.x + widths[chain.before], y: start.y)]
            points.append(Point(x: lefts[layer] + layerWidths[layer], y: start.y))
            for bend in chain.bends {
                let left = lefts[slots.layer[bend]]
                points.append(Point(x: left, y: middles[bend]))
                points.append(Point(x: left + layerWidths[slots.layer[bend]], y: middles[bend]))
            }
            points.append(Point(x: boxes[chain.after].x, y: middles[chain.after]))
            return Line(before: chain.before, after: chain.after, points: points)
        }
    }
}

/// Edges that a longer way says already: they would only clutter a drawing.
enum ImpliedEdges {
    /// The transitive reduction of a graph whose edges lead to higher numbers, each edge once, in order.
    static func removed(from edges: [(before: Int, after: Int)], nodeCount: Int) -> [(before: Int, after: Int)] {
        var befores = [[Int]](repeating: [], count: nodeCount)
        for edge in edges { befores[edge.after].append(edge.before) }
        let words = (nodeCount + 63) / 64
        var reached = [[UInt64]](repeating: [], count: nodeCount)
        var kept: [(before: Int, after: Int)] = []
        for node in 0..<nodeCount {
            var all = [UInt64](repeating: 0, count: words)
            // The nearest first: what a nearer one is reached from is implied by it.
            for before in befores[node].sorted(by: >) where all[before / 64] & (1 << UInt64(before % 64)) == 0 {
                kept.append((before, node))
                all[before / 64] |= 1 << UInt64(before % 64)
                for word in 0..<words { all[word] |= reached[before][word] }
            }
            reached[node] = all
        }
        return kept
    }
}
