/// Which nodes may start now: a value that one owner advances while others do the work.
///
/// Hand out with ``next()``, report with ``finish(_:)`` or ``fail(_:)``. Group nodes finish by themselves and are never
/// handed out. All operations together cost O(V log V + E).
package struct Frontier: Sendable {
    private enum State {
        case waiting
        case running
        case finished
        case failed
        case skipped
    }

    private let topology: Topology
    private let priorities: [Int32]
    private var waiting: [Int32]
    private var states: [State]
    private var ready = ReadyQueue()
    /// How many nodes were handed out and have not reported.
    package private(set) var running = 0
    /// How many nodes, groups not counted, have neither finished, failed nor been skipped.
    package private(set) var remaining: Int

    /// - Parameter priorities: Of two ready nodes the one with the lower number is handed out first, then the one that
    ///   was interned first; empty for the order of interning alone.
    package init(_ topology: Topology, priorities: [Int32] = []) {
        self.topology = topology
        self.priorities = priorities.isEmpty ? [Int32](repeating: 0, count: topology.nodeCount) : priorities
        waiting = topology.backwardDegrees
        states = Array(repeating: .waiting, count: topology.nodeCount)
        remaining = topology.nodes.count { !topology.isGroup($0) }
        for node in topology.nodes where waiting[node.index] == 0 { release(node) }
    }

    /// Whether every node has finished, failed or been skipped. A graph with a cycle never gets there.
    package var isDone: Bool { remaining == 0 }

    /// Whether a node could be handed out now.
    package var hasNext: Bool { !ready.isEmpty }

    /// Hands out the next ready node; nil while none is ready.
    package mutating func next() -> NodeID? {
        guard let node = ready.pop() else { return nil }
        states[node.index] = .running
        running += 1
        return node
    }

    /// Reports a success: dependents with no other open dependency become ready.
    package mutating func finish(_ node: NodeID) {
        guard states[node.index] == .running else { return }
        running -= 1
        remaining -= 1
        states[node.index] = .finished
        releaseDependents(of: node)
    }

    /// Reports a failure and gives up everything that depends on it.
    ///
    /// - Returns: The nodes that will never be handed out because of it, in the order of interning.
    @discardableResult
    package mutating func fail(_ node: NodeID) -> [NodeID] {
        guard states[node.index] == .running else { return [] }
        running -= 1
        remaining -= 1
        states[node.index] = .failed
        var skipped: [NodeID] = []
        var stack = [node]
        while let current = stack.popLast() {
            for dependent in topology.dependents(of: current) where states[dependent.index] == .waiting {
                states[dependent.index] = .skipped
                stack.append(dependent)
                guard !topology.isGroup(dependent) else { continue }
                remaining -= 1
                skipped.append(dependent)
            }
        }
        return skipped.sorted()
    }

    private mutating func releaseDependents(of node: NodeID) {
        for dependent in topology.dependents(of: node) {
            waiting[dependent.index] -= 1
            if waiting[dependent.index] == 0, states[dependent.index] == .waiting { release(dependent) }
        }
    }

    /// Makes a node ready; a group passes the release on. The stack is explicit because groups may follow each other.
    private mutating func release(_ node: NodeID) {
        var stack = [node]
        while let current = stack.popLast() {
            guard topology.isGroup(current) else {
                ready.push(current, priority: priorities[current.index])
                continue
            }
            states[current.index] = .finished
            for dependent in topology.dependents(of: current) {
                waiting[dependent.index] -= 1
                if waiting[dependent.index] == 0, states[dependent.index] == .waiting { stack.append(dependent) }
            }
        }
    }
}
