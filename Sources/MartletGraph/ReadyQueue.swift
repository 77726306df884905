/// A binary heap of nodes: the lowest `(priority, id)` first.
struct ReadyQueue: Sendable, Hashable {
    /// Priority in the upper half, id in the lower: one comparison orders both.
    private var heap: [Int64] = []

    var isEmpty: Bool { heap.isEmpty }

    mutating func push(_ node: NodeID, priority: Int32) {
        heap.append(Int64(priority) << 32 | Int64(node.rawValue))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> NodeID? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown()
        }
        return NodeID(Int(first & 0xFFFF_FFFF))
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var least = parent
            let child = 2 * parent + 1
            if child < heap.count, heap[child] < heap[least] { least = child }
            if child + 1 < heap.count, heap[child + 1] < heap[least] { least = child + 1 }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
