extension Topology {
    /// All nodes, each after its dependencies; nil when there is a cycle (see ``cycles()``).
    ///
    /// Stays as near to the order of interning as the edges allow: a node that is interned after its dependencies keeps
    /// its place, and a dependency that is interned too late is pulled forward to just before its first dependent.
    ///
    /// Complexity: O(V + E).
    package func order() -> [NodeID]? {
        var result: [NodeID] = []
        result.reserveCapacity(nodeCount)
        var marks = [Mark](repeating: .fresh, count: nodeCount)
        var stack: [(node: NodeID, slot: Int)] = []
        for root in 0..<nodeCount where marks[root] == .fresh {
            marks[root] = .open
            stack.append((NodeID(root), backward.range(of: NodeID(root)).lowerBound))
            while let (node, slot) = stack.last {
                guard slot < backward.range(of: node).upperBound else {
                    marks[node.index] = .closed
                    result.append(node)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].slot += 1
                let dependency = backward.neighbour(at: slot)
                switch marks[dependency.index] {
                case .fresh:
                    marks[dependency.index] = .open
                    stack.append((dependency, backward.range(of: dependency).lowerBound))
                case .open: return nil
                case .closed: break
                }
            }
        }
        return result
    }

    private enum Mark {
        case fresh
        case open
        case closed
    }

    /// All nodes, each after its dependencies, always the ready node of the lowest `(priority, id)` next; nil when there
    /// is a cycle. Gives what must run late the highest priority number.
    ///
    /// - Parameter priorities: One for each node.
    ///
    /// Complexity: O(V log V + E).
    package func order(priorities: [Int32]) -> [NodeID]? {
        var waiting = backwardDegrees
        var ready = ReadyQueue()
        for index in 0..<nodeCount where waiting[index] == 0 { ready.push(NodeID(index), priority: priorities[index]) }
        var result: [NodeID] = []
        result.reserveCapacity(nodeCount)
        while let node = ready.pop() {
            result.append(node)
            for dependent in dependents(of: node) {
                waiting[dependent.index] -= 1
                if waiting[dependent.index] == 0 { ready.push(dependent, priority: priorities[dependent.index]) }
            }
        }
        return result.count == nodeCount ? result : nil
    }

    /// How many dependencies each node has.
    var backwardDegrees: [Int32] {
        (0..<nodeCount).map { Int32(backward.degree(of: NodeID($0))) }
    }
}
