internal import MartletGraph
internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// Decides what becomes of records that the stack does not ask for: all of them when it is destroyed.
struct OrphanPass {
    private(set) var pass: PlanningPass
    private let evaluation: Evaluation
    private let connections: [ConnectionName: DesiredConnection]
    /// Dependencies that follow from kinds, by address.
    private let implicit: [Address: [Address]]

    init(_ pass: PlanningPass, _ evaluation: Evaluation, implicit: [Address: [Address]]) {
        self.pass = pass
        self.evaluation = evaluation
        self.implicit = implicit
        connections = Dictionary(evaluation.connections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The records without a decision, containers before what they contain, so that each can ask what its parent does.
    mutating func run() {
        let orphans = pass.records.addresses.filter { pass.indices[$0] == nil && pass.scope.includes($0) }
        var builder = GraphBuilder<Address, Void>(minimumCapacity: orphans.count)
        for address in orphans { builder.intern(address) }
        for address in orphans {
            for dependency in dependencies(of: address) where builder.node(dependency) != nil {
                builder.addEdge(dependency, before: address, label: ())
            }
        }
        let graph = builder.build()
        // A state whose recorded dependencies form a cycle is deleted in the order of addresses.
        let order = graph.topology.order()?.compactMap(graph.key) ?? orphans
        for address in order {
            if let record = pass.records[address] { decide(record, at: address) }
        }
        guardKeptChildren()
    }

    private func dependencies(of address: Address) -> [Address] {
        guard let record = pass.records[address] else { return [] }
        return pass.records.dependencies(of: record) + (implicit[address] ?? [])
    }

    private mutating func decide(_ record: ResourceRecord, at address: Address) {
        let removal = evaluation.removals.first { $0.from.covers(address) }
        var decision = Decision(change: change(for: record, at: address), range: removal?.range)
        let facts = pass.facts(of: record.type)
        decision.isStateOnly = facts?.schema.isStateOnly ?? false
        if pass.input.options.kind == .refreshOnly {
            decision.change.action = .noOp
            decision.change.plannedAttributes = record.attributes
            if let facts, !decision.isStateOnly {
                pass.observe(look(at: record, address), &decision, record, facts, nil)
            }
        } else {
            remove(record, at: address, removal, &decision, facts)
        }
        _ = pass.append(decision)
    }

    private func change(for record: ResourceRecord, at address: Address) -> Change {
        var settings = StepSettings()
        settings.preventDestroy = record.preventDestroy
        settings.retainOnDestroy = record.retainOnDestroy
        if let declared = pass.declared[address] { settings = declared }
        var seen: Set<Address> = []
        return Change(
            address: address, previousAddress: pass.records.previousAddress(of: address), type: record.type,
            provider: record.provider, connection: record.connection, action: .delete, identity: record.identity,
            prior: record, dependencies: dependencies(of: address).filter { seen.insert($0).inserted },
            settings: settings
        )
    }

    private mutating func remove(
        _ record: ResourceRecord, at address: Address, _ removal: Removal?, _ decision: inout Decision,
        _ facts: TypeFacts?
    ) {
        let isDestroy = pass.input.options.kind == .destroy
        decision.change.reasons = [isDestroy ? .destroyRequested : removal == nil ? .notInStack : .removedBlock]
        guard removal?.destroysObject ?? true, !decision.change.settings.retainOnDestroy else {
            decision.change.action = .forget
            return
        }
        pass.guardDestroy(
            of: record, decision.change.settings.preventDestroy, removal?.range, address, verb: "deleted"
        )
        if let parent = parentTaking(record, decision.change) {
            decision.change.reasons = [.goneWithParent(parent)]
            return
        }
        guard !decision.isStateOnly, pass.input.options.refreshes else { return }
        switch look(at: record, address) {
        case .notRead: break
        case .pending: decision.isPending = true
        case .absent: forget(&decision, .objectMissing)
        case .failed(let error): pass.reportUnreadable(error, removal?.range, address)
        case .forgotten: reportForgotten(record, address)
        case .present(let object): judge(object, record, &decision, facts)
        }
    }

    private func forget(_ decision: inout Decision, _ reason: Reason) {
        decision.change.action = .forget
        decision.change.reasons = [reason]
    }

    private mutating func judge(
        _ object: LiveObject, _ record: ResourceRecord, _ decision: inout Decision, _ facts: TypeFacts?
    ) {
        decision.change.observed = object.attributes
        decision.change.observedLineage = object.lineage
        switch pass.ownership(of: object, record) {
        case .ours: break
        // The recorded object is gone and the one that is there is ours: that is the one to delete.
        case .recreated: decision.change.prior?.lineage = object.lineage
        // What we made is gone; what is there belongs to others.
        case .foreign: forget(&decision, .recreatedOutside)
        }
    }

    private mutating func look(at record: ResourceRecord, _ address: Address) -> Looking {
        let reach = reach(record)
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        return pass.look(at: address, target, reach)
    }

    /// Through the stack's connection of that name; through the recorded one where the stack's is not known.
    private func reach(_ record: ResourceRecord) -> Reach {
        let recorded = pass.input.snapshot.connections[record.connection]
        if let connection = connections[record.connection] {
            let reach = pass.reach(connection)
            guard case .afterApply = reach, recorded != nil else { return reach }
        }
        return pass.reach(record, nil)
    }

    private mutating func reportForgotten(_ record: ResourceRecord, _ address: Address) {
        pass.diagnostics.append(
            PlannerFault.connectionForgotten.diagnostic(
                "`\(address)` was made through the connection `\(record.connection)`, which is neither in the stack nor in "
                    + "the state.",
                hint: "Put it back under `providers:`, or run `martlet state rm \(address)`.", address: address
            )
        )
    }

    private func parentTaking(_ record: ResourceRecord, _ change: Change) -> Address? {
        guard let provider = pass.input.registry[record.provider] else { return nil }
        return change.dependencies.first { address in
            guard let parent = pass.decision(at: address)?.change, parent.isRemoved else { return false }
            return pass.contains(parent, record, provider)
        }
    }

    /// An object that stays must not lie in one that goes.
    private mutating func guardKeptChildren() {
        for decision in pass.decisions {
            guard let record = decision.change.prior, decision.change.action.keepsObject,
                let provider = pass.input.registry[record.provider]
            else { continue }
            for address in pass.records.dependencies(of: record) {
                guard let parent = pass.decision(at: address)?.change, parent.action == .delete,
                    pass.contains(parent, record, provider)
                else { continue }
                pass.diagnostics.append(
                    PlannerFault.parentDeleted.diagnostic(
                        "`\(decision.change.address)` stays in the stack, but `\(address)`, which contains it, would be "
                            + "deleted and take it along.",
                        hint: "Keep `\(address)`, or remove both.", at: decision.range, address: decision.change.address
                    )
                )
            }
        }
    }
}

extension Change {
    /// Whether the recorded object will be gone after the plan.
    var isRemoved: Bool {
        switch action {
        case .delete, .replace: true
        case .create: prior != nil
        default: false
        }
    }
}

extension Action {
    /// Whether the recorded object outlives the step.
    fileprivate var keepsObject: Bool {
        switch self {
        case .noOp, .update: true
        default: false
        }
    }
}
