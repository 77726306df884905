package import MartletGraph
package import MartletModel

/// What a plan does before commit, as a graph: every change waits for what it depends on.
package struct ForwardGraph {
    package enum Node: Hashable, Sendable {
        /// A data source; an index into the plan's data reads.
        case data(Int)
        /// The delete that a same-identity replacement begins with, or of what lies in such an object; an index into the plan's changes.
        case earlyDelete(Int)
        /// A create, an update, an adoption, or nothing; an index into the plan's changes.
        case change(Int)
    }

    /// The first nodes of ``topology``; those behind them are groups.
    package let nodes: [Node]
    package let topology: Topology

    /// - Parameter holdsBack: Whether steps that cannot be undone wait for every step that does not wait for one of them: so
    ///   that what can fail has failed before. Where nothing is taken back anyway there is no reason to wait.
    ///
    /// O(V + E).
    package init(_ plan: Plan, holdsBack: Bool = true) {
        var builder = ForwardGraphBuilder(plan)
        builder.addNodes()
        builder.addEdges()
        if holdsBack { builder.holdBack() }
        nodes = builder.nodes
        topology = builder.topology
    }
}

private struct ForwardGraphBuilder {
    private let plan: Plan
    private(set) var nodes: [ForwardGraph.Node] = []
    private var befores: [NodeID] = []
    private var afters: [NodeID] = []
    /// Groups stand for all members of a resource, or for a list of dependencies that several steps have.
    private var groupCount = 0
    private var byAddress: [Address: NodeID] = [:]
    private var members: [Address: [NodeID]] = [:]
    private var groups: [Address: NodeID] = [:]
    private var earlyDeletes: [Address: NodeID] = [:]
    private var lists = DependencyLists()

    init(_ plan: Plan) { self.plan = plan }

    mutating func addNodes() {
        for index in plan.dataReads.indices { byAddress[plan.dataReads[index].address] = add(.data(index)) }
        for (index, change) in plan.changes.enumerated() {
            if change.deletesEarly {
                // What lies in it may know it by its former address.
                let early = add(.earlyDelete(index))
                for address in [change.address, change.previousAddress ?? change.address] {
                    earlyDeletes[address] = early
                }
            }
            guard change.action.runsForward else { continue }
            let node = add(.change(index))
            byAddress[change.address] = node
            if change.address.member != nil { members[change.address.instance, default: []].append(node) }
        }
    }

    private mutating func add(_ node: ForwardGraph.Node) -> NodeID {
        nodes.append(node)
        return NodeID(nodes.count - 1)
    }

    mutating func addEdges() {
        for (index, read) in plan.dataReads.enumerated() {
            connect(NodeID(index), read.address, to: read.dependencies)
        }
        for change in plan.changes {
            let node = change.action.runsForward ? byAddress[change.address] : nil
            if let node { connect(node, change.address, to: change.dependencies) }
            if let early = earlyDeletes[change.address] { connectEarly(early, before: node, change) }
        }
    }

    private mutating func connect(_ node: NodeID, _ address: Address, to dependencies: [Address]) {
        guard let list = lists.group(for: dependencies, of: address, next: nodes.count + groupCount) else {
            for dependency in dependencies where dependency != address { connect(node, to: dependency) }
            return
        }
        edge(NodeID(list.node), node)
        guard list.isNew else { return }
        groupCount += 1
        for dependency in dependencies { connect(NodeID(list.node), to: dependency) }
    }

    private mutating func connect(_ node: NodeID, to dependency: Address) {
        if let before = byAddress[dependency] ?? group(dependency) { edge(before, node) }
    }

    /// The old object goes before the new one comes, and after those that depended on it and go early as well.
    private mutating func connectEarly(_ early: NodeID, before node: NodeID?, _ change: Change) {
        if let node { edge(early, node) }
        for address in change.prior?.dependencies ?? [] where address != change.address {
            if let dependency = earlyDeletes[address] { edge(early, dependency) }
        }
        // As late as the graph allows: after whatever the new object waits for, unless that waits for an early delete.
        for address in change.dependencies where address != change.address && !waitsForEarlyDelete(address) {
            if let before = byAddress[address] ?? group(address) { edge(before, early) }
        }
    }

    /// What cannot be undone comes as late as the graph allows.
    mutating func holdBack() {
        let late = nodes.indices.filter { isIrreversible(nodes[$0]) }.map { NodeID($0) }
        guard !late.isEmpty else { return }
        let waiting = topology.reach(from: late, .toDependents)
        let everythingElse = nodes.indices.map { NodeID($0) }.filter { !waiting.contains($0) }
        let barrier = NodeID(nodes.count + groupCount)
        groupCount += 1
        for node in everythingElse { edge(node, barrier) }
        for node in late { edge(barrier, node) }
    }

    private func isIrreversible(_ node: ForwardGraph.Node) -> Bool {
        switch node {
        case .earlyDelete: true
        case .change(let index):
            if case .irreversible = plan.changes[index].reversibility {
                plan.changes[index].action != .replace(.deleteFirst)
            } else {
                false
            }
        case .data: false
        }
    }

    private lazy var waiting: Set<Address> = {
        var waiting = Set(earlyDeletes.keys)
        // A plan lists dependencies first, so one pass reaches everything.
        for change in plan.changes where change.action.runsForward {
            let waits = change.dependencies.contains { waiting.contains($0) }
            if waits || waiting.contains(change.address) {
                waiting.insert(change.address)
                waiting.insert(change.address.instance)
            }
        }
        for read in plan.dataReads where read.dependencies.contains(where: waiting.contains) {
            waiting.insert(read.address)
        }
        return waiting
    }()

    private mutating func waitsForEarlyDelete(_ address: Address) -> Bool { waiting.contains(address) }

    private mutating func group(_ address: Address) -> NodeID? {
        if let known = groups[address] { return known }
        guard let members = members[address] else { return nil }
        let group = NodeID(nodes.count + groupCount)
        groupCount += 1
        groups[address] = group
        for member in members { edge(member, group) }
        return group
    }

    private mutating func edge(_ before: NodeID, _ after: NodeID) {
        befores.append(before)
        afters.append(after)
    }

    var topology: Topology {
        let count = nodes.count + groupCount
        return Topology(
            nodeCount: count, befores: befores, afters: afters, groups: (0..<count).map { $0 >= nodes.count })
    }
}

extension Action {
    /// Whether a change has a place in the order before commit; deletes and forgets are settled by the commit.
    var runsForward: Bool {
        switch self {
        case .create, .update, .replace, .adopt, .noOp: true
        case .delete, .forget: false
        }
    }
}
