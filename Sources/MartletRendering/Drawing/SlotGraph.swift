/// The boxes of a drawing in layers, with a slot for every layer that a long edge passes.
struct SlotGraph {
    /// An edge with the slots that it bends through, from left to right.
    struct Chain {
        let before: Int
        let after: Int
        let bends: [Int]
    }

    /// The layer of each slot; the first slots are the nodes.
    private(set) var layer: [Int]
    /// The slots of each layer, from top to bottom.
    private(set) var layers: [[Int]]
    private(set) var chains: [Chain] = []
    private(set) var isBend: [Bool]
    private var lefts: [[Int]]
    private var rights: [[Int]]

    init(nodeCount: Int, edges: [(before: Int, after: Int)]) {
        layer = Self.longestPaths(nodeCount, edges)
        isBend = [Bool](repeating: false, count: nodeCount)
        lefts = [[Int]](repeating: [], count: nodeCount)
        rights = lefts
        layers = [[Int]](repeating: [], count: (layer.max() ?? -1) + 1)
        for edge in edges { addChain(edge.before, edge.after) }
        for slot in layer.indices { layers[layer[slot]].append(slot) }
    }

    /// The longest path to each node; one that nothing leads to stands just left of what needs it.
    private static func longestPaths(_ nodeCount: Int, _ edges: [(before: Int, after: Int)]) -> [Int] {
        var layer = [Int](repeating: 0, count: nodeCount)
        var nearest = [Int](repeating: .max, count: nodeCount)
        for edge in edges.sorted(by: { $0.after < $1.after }) {
            layer[edge.after] = max(layer[edge.after], layer[edge.before] + 1)
        }
        for edge in edges { nearest[edge.before] = min(nearest[edge.before], layer[edge.after]) }
        for node in 0..<nodeCount where layer[node] == 0 && nearest[node] != .max { layer[node] = nearest[node] - 1 }
        return layer
    }

    private mutating func addChain(_ before: Int, _ after: Int) {
        var bends: [Int] = []
        var last = before
        for level in (layer[before] + 1)..<layer[after] {
            let bend = layer.count
            layer.append(level)
            isBend.append(true)
            lefts.append([last])
            rights.append([])
            rights[last].append(bend)
            bends.append(bend)
            last = bend
        }
        rights[last].append(after)
        lefts[after].append(last)
        chains.append(Chain(before: before, after: after, bends: bends))
    }

    /// One sweep: every layer in the order of the barycentres of its neighbours on the side that the sweep comes from.
    mutating func reorder(rightward: Bool) {
        var place = [Double](repeating: 0, count: layer.count)
        let neighbours = rightward ? lefts : rights
        for index in rightward ? Array(layers.indices) : layers.indices.reversed() {
            let current = layers[index]
            let keys = current.enumerated().map { position, slot -> (key: Double, position: Int, slot: Int) in
                let around = neighbours[slot]
                // Without neighbours a slot keeps its place, as a share of the layer's height.
                let key =
                    around.isEmpty
                    ? (Double(position) + 0.5) / Double(current.count)
                    : around.reduce(0) { $0 + place[$1] } / Double(around.count)
                return (key, position, slot)
            }
            layers[index] = keys.sorted { ($0.key, $0.position) < ($1.key, $1.position) }.map(\.slot)
            for (position, slot) in layers[index].enumerated() {
                place[slot] = (Double(position) + 0.5) / Double(current.count)
            }
        }
    }

    /// The middle of each slot: near its neighbours, in the order of its layer, and not on its neighbours in the layer.
    func middles(heights: [Double], gap: Double) -> [Double] {
        var middles = [Double](repeating: 0, count: layer.count)
        for slots in layers {
            var y = 0.0
            for slot in slots {
                middles[slot] = y + heights[slot] / 2
                y += heights[slot] + gap
            }
        }
        for pass in 0..<6 {
            let isRightward = pass.isMultiple(of: 2)
            let neighbours = isRightward ? lefts : rights
            for slots in isRightward ? layers : layers.reversed() {
                let wanted = slots.map { slot -> Double in
                    let around = neighbours[slot]
                    return around.isEmpty ? middles[slot] : around.reduce(0) { $0 + middles[$1] } / Double(around.count)
                }
                let placed = Self.separated(wanted, heights: slots.map { heights[$0] }, gap: gap)
                for (slot, y) in zip(slots, placed) { middles[slot] = y }
            }
        }
        let top = middles.indices.map { middles[$0] - heights[$0] / 2 }.min() ?? 0
        return middles.map { $0 - top }
    }

    /// The places nearest to the wanted ones (least squares) that keep order and distance: isotonic regression by pooling
    /// adjacent violators. Linear.
    static func separated(_ wanted: [Double], heights: [Double], gap: Double) -> [Double] {
        var offsets: [Double] = []
        for index in wanted.indices {
            offsets.append(index == 0 ? 0 : offsets[index - 1] + (heights[index - 1] + heights[index]) / 2 + gap)
        }
        var pools: [(sum: Double, count: Int)] = []
        for (want, offset) in zip(wanted, offsets) {
            var pool = (sum: want - offset, count: 1)
            while let last = pools.last, last.sum / Double(last.count) > pool.sum / Double(pool.count) {
                pool = (last.sum + pool.sum, last.count + pool.count)
                pools.removeLast()
            }
            pools.append(pool)
        }
        let bases = pools.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
        return zip(bases, offsets).map { $0 + $1 }
    }
}
