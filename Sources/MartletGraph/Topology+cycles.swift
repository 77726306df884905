extension Topology {
    /// One cycle for each knot of nodes that all reach each other: the shortest through its first node, as edges in
    /// order, the last one leading back to the start. Empty when there is no cycle.
    ///
    /// Complexity: O(V + E).
    package func cycles() -> [[EdgeID]] {
        let components = stronglyConnectedComponents()
        var cycles: [[EdgeID]] = []
        var seen = Set<Int32>()
        for node in nodes {
            let component = components.of[node.index]
            guard !seen.contains(component), isOnCycle(node, components) else { continue }
            seen.insert(component)
            cycles.append(shortestCycle(through: node, within: components.of))
        }
        return cycles
    }

    private func isOnCycle(_ node: NodeID, _ components: Components) -> Bool {
        components.sizes[Int(components.of[node.index])] > 1 || dependents(of: node).contains(node)
    }

    /// Breadth first from `start`, never leaving its component, until an edge leads back.
    private func shortestCycle(through start: NodeID, within components: [Int32]) -> [EdgeID] {
        var arrivals: [NodeID: EdgeID] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for slot in forward.range(of: node) {
                let target = forward.neighbour(at: slot)
                if target == start { return way(to: node, from: start, arrivals) + [forward.edge(at: slot)] }
                guard components[target.index] == components[start.index], arrivals[target] == nil else { continue }
                arrivals[target] = forward.edge(at: slot)
                queue.append(target)
            }
        }
        return []
    }

    private func way(to node: NodeID, from start: NodeID, _ arrivals: [NodeID: EdgeID]) -> [EdgeID] {
        var edges: [EdgeID] = []
        var current = node
        while current != start, let edge = arrivals[current] {
            edges.append(edge)
            current = ends(of: edge).before
        }
        return edges.reversed()
    }
}

/// Which strongly connected component each node is in, and how large each is.
private struct Components {
    var of: [Int32]
    var sizes: [Int32] = []
}

extension Topology {
    /// Tarjan's algorithm (1972) with an explicit stack: a stack file may be deeper than the machine's.
    private func stronglyConnectedComponents() -> Components {
        var components = Components(of: [Int32](repeating: -1, count: nodeCount))
        var indices = [Int32](repeating: -1, count: nodeCount)
        var lows = [Int32](repeating: 0, count: nodeCount)
        var counter: Int32 = 0
        var path: [NodeID] = []
        var calls: [(node: NodeID, slot: Int)] = []
        func enter(_ node: NodeID) {
            indices[node.index] = counter
            lows[node.index] = counter
            counter += 1
            path.append(node)
            calls.append((node, forward.range(of: node).lowerBound))
        }
        for root in nodes where indices[root.index] < 0 {
            enter(root)
            while let (node, slot) = calls.last {
                if slot < forward.range(of: node).upperBound {
                    calls[calls.count - 1].slot += 1
                    let target = forward.neighbour(at: slot)
                    if indices[target.index] < 0 {
                        enter(target)
                    } else if components.of[target.index] < 0 {
                        lows[node.index] = min(lows[node.index], indices[target.index])
                    }
                    continue
                }
                calls.removeLast()
                if let parent = calls.last?.node { lows[parent.index] = min(lows[parent.index], lows[node.index]) }
                if lows[node.index] == indices[node.index] { close(node, &path, &components) }
            }
        }
        return components
    }

    /// Takes the component that `root` heads off the path.
    private func close(_ root: NodeID, _ path: inout [NodeID], _ components: inout Components) {
        let component = Int32(components.sizes.count)
        components.sizes.append(0)
        while let member = path.popLast() {
            components.of[member.index] = component
            components.sizes[Int(component)] += 1
            if member == root { return }
        }
    }
}
