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
    /// Where what the plan moves is recorded: tombstones know each other by those addresses.
    private let moved: [Address: Address]
    /// What objects depend on that leave the state and stay in the cloud.
    private let leftBehind: [Address: [Address]]
    /// What updates left to the cleanup, by address.
    private let contractions: [Address: Value]
    /// What earlier runs left to their cleanups.
    private let pending: [ObjectKey: Tombstone]
    /// What records depend on that the plan leaves out, or leaves as they are.
    private let neededOutside: Set<Address>
    /// A refresh compares with the record only, and says nothing of what is wanted.
    private let isRefresh: Bool

    init(_ plan: Plan, _ run: Run, _ director: ForwardDirector) {
        outputs = Self.outputs(plan, run, director.known)
        records = run.records
        let moved = plan.formerAddresses
        self.moved = moved
        leftBehind = Dictionary(
            plan.changes.lazy.filter { $0.action == .forget }.map { change in
                (moved[change.address] ?? change.address, change.dependencies.map { moved[$0] ?? $0 })
            },
            uniquingKeysWith: { first, _ in first }
        )
        contractions = director.contractions
        isRefresh = plan.kind == .refreshOnly
        pending = isRefresh ? [:] : run.tombstones.filter { $0.value.contraction != nil }
        for (name, record) in plan.connections.sorted(by: { $0.key < $1.key }) {
            guard record.configuration.isWhollyKnown, let stored = run.connections[name], stored != record.stored else {
                continue
            }
            changes.append(.connect(name, record.stored))
        }
        let covered = Set(plan.changes.flatMap { [$0.address, $0.previousAddress ?? $0.address] })
        // A revision may have been made before all was turned to a new copy: what stays as it was then uses the old one.
        let isReturning = if case .rollback = plan.kind { true } else { false }
        let unturned = isReturning ? plan.changes.filter { $0.action == .noOp }.flatMap(\.dependencies) : []
        neededOutside = Set(
            run.records.values.filter { !covered.contains($0.address) }.flatMap(\.dependencies) + unturned)
        if !isRefresh { release(run.tombstones.values.filter(\.mayBeInUse), run.owners) }
        for change in plan.changes { settle(change) }
        let inUse = CopiesInUse(changes, standing: run.tombstones.values)
        changes = changes.map { inUse.applied(to: $0, isOutOfReach: run.isOutOfReach) }
        dropSuperseded(run.owners)
        unburyOwned(run)
        keepPlaces(of: run.tombstones)
        repoint(plan.presentAddresses, standing: run.tombstones)
    }

    /// What the commit does not write anew follows what it depends on to the new address, and so do old copies: some outlive
    /// this run, and are deleted in the order of what they depend on.
    private mutating func repoint(_ places: [Address: Address], standing: [ObjectKey: Tombstone]) {
        guard !places.isEmpty else { return }
        let touched = Set(changes.compactMap(\.buried))
        changes = changes.map { change in
            if case .bury(let copy) = change { .bury(copy.repointed { places[$0] }) } else { change }
        }
        for copy in standing.filter({ !touched.contains($0.key) }).values.inOrder() {
            let repointed = copy.repointed { places[$0] }
            if repointed != copy { changes.append(.bury(repointed)) }
        }
        let written = Set(
            changes.compactMap { change in
                switch change {
                case .put(let record): record.address
                case .remove(let address): address
                case .connect, .bury, .unbury: nil
                }
            })
        let others = records.values.filter { !written.contains($0.address) }.sorted { $0.address < $1.address }
        changes += others.compactMap { $0.repointed { places[$0] } }
    }

    /// Old copies may go once the plan has brought all that depended on them up to date. One that was taken up again under
    /// its name is no old copy any more.
    private mutating func release(_ copies: [Tombstone], _ owners: [ObjectKey: Address]) {
        for var copy in copies.inOrder() {
            if let owner = owners[ObjectKey(copy.record)], !copy.isAnother(than: records[owner]) {
                changes.append(.unbury(copy.record))
                continue
            }
            guard !isNeededOutside(copy.record.address) else { continue }
            copy.mayBeInUse = false
            changes.append(.bury(copy))
        }
    }

    /// Where the commit leaves no record.
    private var removedAddresses: Set<Address> {
        var removed: Set<Address> = []
        for case .remove(let address) in changes { removed.insert(address) }
        return removed
    }

    private func isNeededOutside(_ address: Address) -> Bool {
        neededOutside.means(address)
    }

    /// What an earlier run left to be deleted and this one has taken up again lives.
    private mutating func unburyOwned(_ run: Run) {
        let removed = removedAddresses
        let owned = run.tombstones.filter { key, tombstone in
            guard tombstone.contraction == nil, !tombstone.mayBeInUse, let owner = run.owners[key] else { return false }
            return !removed.contains(owner)
        }
        let records = owned.values.inOrder().map(\.record)
        changes += records.map { .unbury($0) }
        // What was to go along with it has to be deleted by itself now.
        let taken = Set(records.map(\.address))
        let left = run.tombstones.filter { key, tombstone in
            owned[key] == nil && tombstone.goesWith.map(taken.contains) ?? false
        }.values
        for var tombstone in left.inOrder() {
            tombstone.goesWith = nil
            changes.append(.bury(tombstone))
        }
    }

    /// An old copy that goes with its parent loses its name to the next copy that does so. The parent keeps its place in the
    /// order: it goes before what the copy needed.
    private mutating func keepPlaces(of standing: [ObjectKey: Tombstone]) {
        var left = standing
        var displaced: [Tombstone] = []
        for change in changes {
            let former = left.follow(change)
            guard case .bury(let copy) = change, let former, former.isAnother(than: copy.record) else { continue }
            displaced.append(former)
        }
        for copy in displaced {
            let parents = standing.filter { $0.value.record.address == copy.goesWith }.keys
            for var parent in parents.compactMap({ left[$0] }).inOrder() {
                let needed = copy.record.dependencies.filter { $0 != copy.goesWith }
                parent.record.dependencies += needed.filter { !parent.record.dependencies.contains($0) }
                left[ObjectKey(parent.record)] = parent
                changes.append(.bury(parent))
            }
        }
    }

    /// An object that lives on under another record must not be buried.
    private mutating func dropSuperseded(_ owners: [ObjectKey: Address]) {
        let removed = removedAddresses
        changes = changes.filter { change in
            guard case .bury(let tombstone) = change, tombstone.contraction == nil,
                let owner = owners[ObjectKey(tombstone.record)]
            else {
                return true
            }
            return tombstone.isAnother(than: records[owner]) || removed.contains(owner)
        }
    }

    private mutating func settle(_ change: Change) {
        let record = records[change.previousAddress ?? change.address] ?? records[change.address]
        // The plan knows what is there and what is wanted: what an older one left undone is part of it, or obsolete.
        if let record, let older = pending[ObjectKey(record)] { changes.append(.unbury(older.record)) }
        switch change.action {
        case .delete:
            guard let record = change.asFound(record) else { return }
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
            guard let prior = change.asFound(nil), change.leavesOldCopy else { return }
            var copy = tombstone(of: prior, change)
            // What the plan leaves out has not been turned to the new object.
            copy.mayBeInUse = isNeededOutside(change.address) || isNeededOutside(prior.address)
            changes.append(.bury(copy))
        case .noOp: refresh(change, record, change.plannedAttributes)
        case .update: if let body = contractions[change.address] { leave(change, record, toContractTo: body) }
        case .adopt, .replace(.deleteFirst): break
        }
    }

    /// What is left to be deleted. What it needed only through objects that are left behind, it still needs: they keep no
    /// place in the order of the deletes.
    private func tombstone(of record: ResourceRecord, _ change: Change) -> Tombstone {
        let parent = change.goesWith.map { moved[$0] ?? $0 }
        guard !leftBehind.isEmpty else { return Tombstone(record: record, failure: "", goesWith: parent) }
        var record = record
        var seen = Set(record.dependencies)
        var pending = record.dependencies
        while let address = pending.popLast() {
            for further in leftBehind[address] ?? [] where seen.insert(further).inserted {
                record.dependencies.append(further)
                pending.append(further)
            }
        }
        return Tombstone(record: record, failure: "", goesWith: parent)
    }

    /// What an update may take away only after the deletes: written down, and done by the cleanup.
    private mutating func leave(_ change: Change, _ record: ResourceRecord?, toContractTo body: Value) {
        guard var record else { return }
        if change.contraction?.isWhole ?? false { refresh(change, record, nil) }
        record.address = change.address
        // It comes after the deletes of what depended on the object, by the order of then.
        record.dependencies = change.prior?.dependencies ?? record.dependencies
        changes.append(.bury(Tombstone(record: record, failure: "", contraction: body)))
    }

    /// A record that stays, with what was seen of its object and what the stack says now.
    ///
    /// - Parameter attributes: As planned; nil to keep the recorded ones.
    private mutating func refresh(_ change: Change, _ record: ResourceRecord?, _ attributes: Value?) {
        guard let record else { return }
        var refreshed = record
        refreshed.address = change.address
        if let attributes, attributes.isWhollyKnown { refreshed.attributes = attributes }
        refreshed.lineage = change.observedLineage ?? record.lineage
        refreshed.dependencies = change.dependencies
        refreshed.connection = change.connection
        refreshed.preventDestroy = change.settings.preventDestroy
        refreshed.retainOnDestroy = change.settings.retainOnDestroy
        if change.observed != nil {
            // What was in doubt turned out to be as it is wanted, or as a refresh saw it.
            if record.health != .sound, change.action == .noOp, let body = change.body, body.isWhollyKnown {
                refreshed.body = body
            }
            refreshed.health = .sound
        }
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
