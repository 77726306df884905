internal import MartletGraph
internal import MartletModel

/// Puts decisions into execution order.
struct PlanOrder {
    private let pass: PlanningPass
    private let implicit: ImplicitEdges

    init(_ pass: PlanningPass, _ implicit: ImplicitEdges) {
        self.pass = pass
        self.implicit = implicit
    }

    /// The indices of all decisions: what is written after what it depends on, what cannot be undone as late as that
    /// allows, then what is removed, dependents first. Empty when there is a cycle, which is reported.
    ///
    /// Complexity: O(V + E), O(V log V + E) when something cannot be undone.
    func order(_ diagnostics: inout Diagnostics, _ work: inout PlanningWork) -> [Int] {
        let written = topology { !$0.isRemoval }
        work.edges += written.edgeCount
        guard let order = sorted(written) else {
            for cycle in written.cycles() { diagnostics.append(describe(cycle, written)) }
            return []
        }
        let changes = order.lazy.map(\.index).filter { isDecision($0) && !isRemoval($0) }
        return Array(changes) + removed(&work)
    }

    private func isDecision(_ index: Int) -> Bool { index < pass.decisions.count }

    private func isRemoval(_ index: Int) -> Bool { pass.decisions[index].change.action.isRemoval }

    private func sorted(_ topology: Topology) -> [NodeID]? {
        guard pass.decisions.contains(where: \.change.isIrreversible) else { return topology.order() }
        let priorities = (0..<topology.nodeCount).map { index -> Int32 in
            isDecision(index) && pass.decisions[index].change.isIrreversible ? 1 : 0
        }
        return topology.order(priorities: priorities)
    }

    /// Against the arrows of what was recorded. A state whose dependencies form a cycle is deleted as it comes.
    private func removed(_ work: inout PlanningWork) -> [Int] {
        guard pass.decisions.contains(where: { $0.change.action.isRemoval }) else { return [] }
        let topology = topology(\.isRemoval)
        work.edges += topology.edgeCount
        let order = topology.order() ?? Array(topology.nodes)
        return order.reversed().map(\.index).filter { isDecision($0) && isRemoval($0) }
    }

    /// Decisions, then data sources, then a group for each resource that stands for many objects; edges between those
    /// whose action is of interest.
    private func topology(_ isOfInterest: (Action) -> Bool) -> Topology {
        var edges = PlanEdges(pass)
        for index in pass.decisions.indices where isOfInterest(pass.decisions[index].change.action) {
            edges.add(
                pass.decisions[index].change.dependencies, of: pass.decisions[index].change.address, before: index,
                isOfInterest)
        }
        for (index, read) in pass.dataReads.enumerated() {
            edges.add(read.dependencies, of: read.address, before: pass.decisions.count + index, isOfInterest)
        }
        return edges.topology
    }

    private func describe(_ cycle: [EdgeID], _ topology: Topology) -> Diagnostic {
        // Nodes of data sources and groups only pass on.
        let path = cycle.map { topology.ends(of: $0).before.index }.filter(isDecision).map { pass.decisions[$0] }
        let links = zip(path, path.dropFirst() + path.prefix(1)).map { (before: $0, after: $1) }
        let steps = links.map { link in
            let isByKind =
                implicit.dependencies[link.after.change.address]?.contains(link.before.change.address) ?? false
            return "`\(link.after.change.address)` waits for `\(link.before.change.address)`"
                + (isByKind ? " because of what the two are" : "")
        }
        let related = links.compactMap { link in
            link.after.range.map { Diagnostic.Related($0, "`\(link.after.change.address)` is declared here") }
        }
        return PlannerFault.cycle.diagnostic(
            "These resources wait for each other: \(steps.joined(separator: "; ")).",
            hint: "Remove one of the references or `depends_on` entries.", at: related.first?.range,
            address: links.first?.before.change.address, related: Array(related.dropFirst())
        )
    }
}

/// Collects the edges of a plan over positions.
private struct PlanEdges {
    private let pass: PlanningPass
    private var befores: [NodeID] = []
    private var afters: [NodeID] = []
    private var groups: [Address: Int] = [:]
    private var recordedMembers: [Address: [Address]] = [:]
    private var lists = DependencyLists()
    private var nodeCount: Int

    init(_ pass: PlanningPass) {
        self.pass = pass
        nodeCount = pass.decisions.count + pass.dataReads.count
        befores.reserveCapacity(2 * nodeCount)
        afters.reserveCapacity(2 * nodeCount)
        for index in pass.decisions.indices where pass.decisions[index].change.address.member != nil {
            let address = pass.decisions[index].change.address
            recordedMembers[address.instance, default: []].append(address)
        }
    }

    mutating func add(
        _ dependencies: [Address], of address: Address, before node: Int, _ isOfInterest: (Action) -> Bool
    ) {
        guard let list = lists.group(for: dependencies, of: address, next: nodeCount) else {
            return add(dependencies, before: node, isOfInterest)
        }
        edge(list.node, node)
        guard list.isNew else { return }
        nodeCount += 1
        add(dependencies, before: list.node, isOfInterest)
    }

    private mutating func add(_ dependencies: [Address], before node: Int, _ isOfInterest: (Action) -> Bool) {
        for address in dependencies {
            if let index = pass.indices[address] {
                if isOfInterest(pass.decisions[index].change.action) { edge(index, node) }
            } else if let index = pass.dataIndices[address] {
                edge(pass.decisions.count + index, node)
            } else if let group = group(address, isOfInterest) {
                edge(group, node)
            }
        }
    }

    /// The node behind all members of a resource that stands for many objects.
    private mutating func group(_ address: Address, _ isOfInterest: (Action) -> Bool) -> Int? {
        if let known = groups[address] { return known }
        guard let members = recordedMembers[address] else { return nil }
        let group = nodeCount
        nodeCount += 1
        groups[address] = group
        for member in members {
            if let index = pass.indices[member], isOfInterest(pass.decisions[index].change.action) {
                edge(index, group)
            }
        }
        return group
    }

    private mutating func edge(_ before: Int, _ after: Int) {
        befores.append(NodeID(before))
        afters.append(NodeID(after))
    }

    var topology: Topology { Topology(nodeCount: nodeCount, befores: befores, afters: afters) }
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
