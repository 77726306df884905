internal import MartletGraph
internal import MartletModel

/// Puts decisions into execution order.
struct PlanOrder {
    /// Why one resource waits for another.
    enum Edge: Sendable {
        case reference
        case kind
    }

    private let pass: PlanningPass
    private let implicit: ImplicitEdges

    init(_ pass: PlanningPass, _ implicit: ImplicitEdges) {
        self.pass = pass
        self.implicit = implicit
    }

    /// All decisions: what is written after what it depends on, what cannot be undone as late as that allows, then what
    /// is removed, dependents first. O(V log V + E).
    func decisions(_ diagnostics: inout Diagnostics) -> [Decision] {
        let removals = pass.decisions.indices.filter { pass.decisions[$0].change.action.isRemoval }
        guard let written = written(&diagnostics) else { return [] }
        return (written + removed(removals)).map { pass.decisions[$0] }
    }

    private func written(_ diagnostics: inout Diagnostics) -> [Int]? {
        var builder = GraphBuilder<Address, Edge>(minimumCapacity: pass.decisions.count)
        for decision in pass.decisions where !decision.change.action.isRemoval {
            builder.intern(decision.change.address)
        }
        let count = builder.nodeCount
        for read in pass.dataReads {
            let node = builder.intern(read.address)
            for dependency in read.dependencies {
                if let before = self.node(dependency, &builder) {
                    builder.addEdge(before, before: node, label: .reference)
                }
            }
        }
        var position = 0
        for decision in pass.decisions where !decision.change.action.isRemoval {
            let node = NodeID(position)
            position += 1
            for dependency in decision.change.dependencies {
                if let before = self.node(dependency, &builder) {
                    builder.addEdge(before, before: node, label: .reference)
                }
            }
            for dependency in implicit.dependencies[decision.change.address] ?? [] {
                if let before = self.node(dependency, &builder) { builder.addEdge(before, before: node, label: .kind) }
            }
        }
        let graph = builder.build()
        let indices = pass.decisions.indices.filter { !pass.decisions[$0].change.action.isRemoval }
        do {
            let order = try sorted(graph, indices)
            return order.compactMap { $0.index < count ? indices[$0.index] : nil }
        } catch {
            for cycle in error.all { diagnostics.append(describe(cycle)) }
            return nil
        }
    }

    /// The node of a dependency; for a resource that stands for many objects a node behind all of its members.
    private func node(_ address: Address, _ builder: inout GraphBuilder<Address, Edge>) -> NodeID? {
        if let known = builder.node(address) { return known }
        guard let members = pass.members[address] else { return nil }
        let group = builder.intern(address)
        for member in members {
            if let before = builder.node(member) { builder.addEdge(before, before: group, label: .reference) }
        }
        return group
    }

    private func sorted(_ graph: Graph<Address, Edge>, _ indices: [Int]) throws(Cycles<Address, Edge>) -> [NodeID] {
        let isIrreversible = indices.map { pass.decisions[$0].change.isIrreversible }
        guard isIrreversible.contains(true) else {
            guard let order = graph.topology.order() else {
                _ = try graph.order()
                return []
            }
            return order
        }
        let priorities = graph.topology.nodes.map { node -> Int32 in
            node.index < isIrreversible.count && isIrreversible[node.index] ? 1 : 0
        }
        guard let order = graph.topology.order(priorities: Array(priorities)) else {
            _ = try graph.order()
            return []
        }
        return order
    }

    /// Dependents first: against the arrows of what was recorded.
    private func removed(_ removals: [Int]) -> [Int] {
        var builder = GraphBuilder<Address, Void>(minimumCapacity: removals.count)
        for index in removals { builder.intern(pass.decisions[index].change.address) }
        var groups: [Address: [NodeID]] = [:]
        for index in removals {
            let address = pass.decisions[index].change.address
            if address.member != nil, let node = builder.node(address) {
                groups[address.instance, default: []].append(node)
            }
        }
        for index in removals {
            let change = pass.decisions[index].change
            guard let node = builder.node(change.address) else { continue }
            for dependency in change.dependencies {
                if let before = builder.node(dependency) {
                    builder.addEdge(before, before: node, label: ())
                } else if let members = groups[dependency] {
                    let group = builder.intern(dependency)
                    for member in members { builder.addEdge(member, before: group, label: ()) }
                    builder.addEdge(group, before: node, label: ())
                }
            }
        }
        let graph = builder.build()
        let order = graph.topology.order() ?? Array(graph.topology.nodes)
        return order.reversed().compactMap { $0.index < removals.count ? removals[$0.index] : nil }
    }

    private func describe(_ cycle: [Link<Address, Edge>]) -> Diagnostic {
        let steps = cycle.map { link in
            "`\(link.after)` waits for `\(link.before)`"
                + (link.labels.contains { $0 == .kind } ? " because of what the two are" : "")
        }
        let related = cycle.compactMap { link in
            pass.decision(at: link.after)?.range.map { Diagnostic.Related($0, "`\(link.after)` is declared here") }
        }
        return PlannerFault.cycle.diagnostic(
            "These resources wait for each other: \(steps.joined(separator: "; ")).",
            hint: "Remove one of the references or `depends_on` entries.", at: related.first?.range,
            address: cycle.first?.before, related: Array(related.dropFirst())
        )
    }
}

extension Action {
    /// Whether the step takes a record away for good.
    var isRemoval: Bool { self == .delete || self == .forget }
}

extension Change {
    var isIrreversible: Bool {
        if case .irreversible = reversibility { return true }
        return false
    }
}
