internal import MartletLanguage
internal import MartletModel
internal import MartletState

/// What a commit writes: the new state as it follows from the plan and from what the steps have done.
struct Commit {
    private(set) var changes: [StateChange] = []
    let outputs: [String: Value]
    /// Steps that the commit itself carries out.
    private(set) var settled: [StepName] = []
    /// Records by address as they are before the commit.
    private let records: [Address: ResourceRecord]
    /// What objects depend on that leave the state and stay in the cloud.
    private let leftBehind: [Address: [Address]]

    init(_ plan: Plan, _ run: Run, _ known: KnownAttributes) {
        outputs = Self.outputs(plan, run, known)
        records = run.records
        leftBehind = Dictionary(
            plan.changes.lazy.filter { $0.action == .forget }.map { ($0.address, $0.dependencies) },
            uniquingKeysWith: { first, _ in first }
        )
        for (name, record) in plan.connections.sorted(by: { $0.key < $1.key }) {
            guard record.configuration.isWhollyKnown, let stored = run.connections[name], stored != record.stored else {
                continue
            }
            changes.append(.connect(name, record.stored))
        }
        for change in plan.changes { settle(change) }
        dropSuperseded(run.owners)
    }

    /// An object that lives on under another record must not be buried.
    private mutating func dropSuperseded(_ owners: [ObjectKey: Address]) {
        var removed: Set<Address> = []
        for case .remove(let address) in changes { removed.insert(address) }
        changes = changes.filter { change in
            guard case .bury(let tombstone) = change, let owner = owners[ObjectKey(tombstone.record)] else {
                return true
            }
            return removed.contains(owner)
        }
    }

    private mutating func settle(_ change: Change) {
        let record = records[change.previousAddress ?? change.address]
        switch change.action {
        case .delete:
            guard let record = record ?? change.prior else { return }
            changes.append(.remove(record.address))
            if change.settings.retainOnDestroy {
                settled.append(StepName(change.address, .forget))
            } else {
                changes.append(.bury(tombstone(of: record, change)))
            }
        case .forget:
            changes.append(.remove(change.previousAddress ?? change.address))
            settled.append(StepName(change.address, .forget))
        case .replace(.createFirst), .create:
            guard let prior = change.prior, change.action != .create || change.goesWith != nil else { return }
            changes.append(.bury(tombstone(of: prior, change)))
        case .noOp: refresh(change, record)
        case .update, .adopt, .replace(.deleteFirst): break
        }
    }

    /// What is left to be deleted. What it needed only through objects that are left behind, it still needs: they keep no
    /// place in the order of the deletes.
    private func tombstone(of record: ResourceRecord, _ change: Change) -> Tombstone {
        guard !leftBehind.isEmpty else { return Tombstone(record: record, failure: "", goesWith: change.goesWith) }
        var record = record
        var seen = Set(record.dependencies)
        var pending = record.dependencies
        while let address = pending.popLast() {
            for further in leftBehind[address] ?? [] where seen.insert(further).inserted {
                record.dependencies.append(further)
                pending.append(further)
            }
        }
        return Tombstone(record: record, failure: "", goesWith: change.goesWith)
    }

    /// A record that stays, with what was seen of its object and what the stack says now.
    private mutating func refresh(_ change: Change, _ record: ResourceRecord?) {
        guard let record else { return }
        var refreshed = record
        refreshed.address = change.address
        if let attributes = change.plannedAttributes, attributes.isWhollyKnown { refreshed.attributes = attributes }
        refreshed.lineage = change.observedLineage ?? record.lineage
        refreshed.dependencies = change.dependencies
        refreshed.preventDestroy = change.settings.preventDestroy
        refreshed.retainOnDestroy = change.settings.retainOnDestroy
        if change.observed != nil { refreshed.health = .sound }
        guard refreshed != record else { return }
        if record.address != change.address { changes.append(.remove(record.address)) }
        changes.append(.put(refreshed))
    }

    private static func outputs(_ plan: Plan, _ run: Run, _ known: KnownAttributes) -> [String: Value] {
        guard plan.kind != .destroy else { return [:] }
        var outputs: [String: Value] = [:]
        var open: Set<String> = []
        for output in plan.outputs {
            guard let value = output.after else { continue }
            if value.isWhollyKnown { outputs[output.name] = value } else { open.insert(output.name) }
        }
        guard !open.isEmpty else { return outputs }
        for output in run.executor.program.outputs(attributes: { known[$0] }) where open.contains(output.name) {
            outputs[output.name] = output.value
        }
        return outputs
    }
}
