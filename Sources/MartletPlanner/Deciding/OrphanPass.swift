internal import MartletGraph
internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// Decides what becomes of records that the stack does not ask for: all of them when it is destroyed.
struct OrphanPass {
    private let evaluation: Evaluation
    private let connections: [ConnectionName: DesiredConnection]
    /// Dependencies that follow from kinds, by address.
    private let implicit: [Address: [Address]]

    init(_ evaluation: Evaluation, implicit: [Address: [Address]]) {
        self.evaluation = evaluation
        self.implicit = implicit
        connections = Dictionary(evaluation.connections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The records without a decision, containers before what they contain, so that each can ask what its parent does.
    func run(_ orphans: [Address], in pass: inout PlanningPass) {
        let topology = topology(of: orphans, pass)
        // A state whose recorded dependencies form a cycle is deleted in the order of addresses.
        let order = topology.order()?.filter { !topology.isGroup($0) }.map { orphans[$0.index] } ?? orphans
        for address in order {
            if let record = pass.records[address] { decide(record, at: address, &pass) }
        }
        pass.guardKeptContents(connections)
    }

    /// The orphans in their order, and groups behind them.
    private func topology(of orphans: [Address], _ pass: PlanningPass) -> Topology {
        let nodes = Dictionary(uniqueKeysWithValues: zip(orphans, orphans.indices))
        var lists = DependencyLists()
        var (befores, afters): ([NodeID], [NodeID]) = ([], [])
        var count = orphans.count
        for (node, address) in orphans.enumerated() {
            let dependencies = dependencies(of: address, pass)
            var end = node
            if let list = lists.group(for: dependencies, of: address, next: count) {
                befores.append(NodeID(list.node))
                afters.append(NodeID(node))
                guard list.isNew else { continue }
                count += 1
                end = list.node
            }
            for dependency in dependencies {
                guard let before = nodes[dependency] else { continue }
                befores.append(NodeID(before))
                afters.append(NodeID(end))
            }
        }
        return Topology(
            nodeCount: count, befores: befores, afters: afters, groups: (0..<count).map { $0 >= orphans.count })
    }

    private func dependencies(of address: Address, _ pass: PlanningPass) -> [Address] {
        guard let record = pass.records[address] else { return [] }
        return pass.records.dependencies(of: record) + (implicit[address] ?? [])
    }

    private func decide(_ record: ResourceRecord, at address: Address, _ pass: inout PlanningPass) {
        let removal = evaluation.removals.first { $0.from.covers(address) }
        var decision = Decision(change: change(for: record, at: address, pass), range: removal?.range)
        let facts = pass.facts(of: record.type)
        decision.isStateOnly = facts?.schema.isStateOnly ?? false
        if pass.input.options.kind == .refreshOnly {
            decision.change.action = .noOp
            decision.change.plannedAttributes = record.attributes
            if let facts, !decision.isStateOnly {
                pass.observe(look(at: record, address, &pass), &decision, record, facts, nil)
            }
        } else {
            remove(record, at: address, removal, &decision, facts, &pass)
        }
        _ = pass.append(decision)
    }

    private func change(for record: ResourceRecord, at address: Address, _ pass: PlanningPass) -> Change {
        var settings = StepSettings()
        settings.preventDestroy = record.preventDestroy
        settings.retainOnDestroy = record.retainOnDestroy
        if let declared = pass.declared[address] { settings = declared }
        var seen: Set<Address> = []
        return Change(
            address: address, previousAddress: pass.records.previousAddress(of: address), type: record.type,
            provider: record.provider, connection: record.connection, action: .delete, identity: record.identity,
            prior: record, dependencies: dependencies(of: address, pass).filter { seen.insert($0).inserted },
            settings: settings
        )
    }

    private func remove(
        _ record: ResourceRecord, at address: Address, _ removal: Removal?, _ decision: inout Decision,
        _ facts: TypeFacts?, _ pass: inout PlanningPass
    ) {
        let isDestroy = pass.input.options.kind == .destroy
        decision.change.reasons = [isDestroy ? .destroyRequested : removal == nil ? .notInStack : .removedBlock]
        // What a rollback takes back is that it was adopted (I19).
        if case .rollback = pass.input.options.kind, record.isAdopted { return forget(&decision, .thereBefore) }
        guard removal?.destroysObject ?? true, !decision.change.settings.retainOnDestroy else {
            decision.change.action = .forget
            return
        }
        pass.guardDestroy(
            of: record, decision.change.settings.preventDestroy, removal?.range, address, verb: "deleted"
        )
        if let host = pass.lostHost(of: connections[record.connection], record) {
            let isMissing = pass.action(at: host) == .forget
            if isMissing { decision.change.action = .forget }
            let goesFirst = isMissing || pass.change(at: host)?.deletesEarly ?? false
            let earlier = goesFirst ? nil : parents(taking: record, decision.change, pass).early
            return follow(earlier ?? host, record, &decision, &pass)
        }
        let parents = parents(taking: record, decision.change, pass)
        if let parent = parents.early ?? parents.any { return follow(parent, record, &decision, &pass) }
        guard !decision.isStateOnly, pass.input.options.refreshes else { return }
        switch look(at: record, address, &pass) {
        case .notRead: break
        case .pending: decision.isPending = true
        case .absent: forget(&decision, .objectMissing)
        case .failed(let error): pass.unreadable.append(error, removal?.range, address)
        case .forgotten: reportForgotten(record, address, &pass)
        case .present(let object): judge(object, record, &decision, pass)
        }
    }

    /// What goes with a parent that is deleted before the commit is deleted then as well, so that a rollback can take it back:
    /// as it was found, and only if it was there.
    private func follow(
        _ parent: Address, _ record: ResourceRecord, _ decision: inout Decision, _ pass: inout PlanningPass
    ) {
        decision.change.reasons = [.goneWithParent(parent)]
        guard decision.change.action == .delete, !decision.isStateOnly, pass.change(at: parent)?.deletesEarly ?? false
        else { return }
        decision.change.reversibility = .irreversible("it goes with `\(parent)`")
        guard pass.input.options.refreshes else { return }
        switch look(at: record, decision.change.address, &pass) {
        case .pending: decision.isPending = true
        case .absent:
            forget(&decision, .objectMissing)
            decision.change.reversibility = .notNeeded
        case .present(let object) where pass.isForeign(object, record):
            forget(&decision, .recreatedOutside)
            decision.change.reversibility = .notNeeded
        case .present(let object):
            decision.change.observed = object.attributes
            decision.change.observedLineage = object.lineage
        case .notRead, .failed, .forgotten: break
        }
    }

    private func forget(_ decision: inout Decision, _ reason: Reason) {
        decision.change.action = .forget
        decision.change.reasons = [reason]
    }

    private func judge(
        _ object: LiveObject, _ record: ResourceRecord, _ decision: inout Decision, _ pass: PlanningPass
    ) {
        decision.change.observed = object.attributes
        decision.change.observedLineage = object.lineage
        switch pass.ownership(of: object, record) {
        case .ours, .movedHere: break
        // The recorded object is gone and the one that is there is ours: that is the one to delete.
        case .recreated: decision.change.reasons.append(.recreatedOutside)
        // What we made is gone; what is there belongs to others.
        case .foreign: forget(&decision, .recreatedOutside)
        }
    }

    private func look(at record: ResourceRecord, _ address: Address, _ pass: inout PlanningPass) -> Looking {
        let reach = pass.reachAsFound(record, connections[record.connection])
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        return pass.look(at: address, target, reach)
    }

    private func reportForgotten(_ record: ResourceRecord, _ address: Address, _ pass: inout PlanningPass) {
        pass.diagnostics.append(
            PlannerFault.connectionForgotten.diagnostic(
                "`\(address)` was made through the connection `\(record.connection)`, which is neither in the stack nor in "
                    + "the state.",
                hint: "Put it back under `providers:`, or run `martlet state rm \(address)`.", address: address
            )
        )
    }

    /// The dependencies that are taken away and take the object along: one of them, and the one that goes before the commit; of
    /// several of those that which lies in the others, as it goes first.
    private func parents(
        taking record: ResourceRecord, _ change: Change, _ pass: PlanningPass
    ) -> (any: Address?, early: Address?) {
        let parents = change.dependencies.filter { pass.isTakenAway($0) && pass.lies(record, in: $0) }
        let early = parents.filter { pass.change(at: $0)?.deletesEarly ?? false }
        let innermost = early.first { outer in
            !early.contains { inner in
                inner != outer && pass.change(at: inner)?.prior.map { pass.lies($0, in: outer) } ?? false
            }
        }
        return (parents.first, innermost ?? early.first)
    }
}
