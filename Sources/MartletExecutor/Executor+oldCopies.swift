internal import MartletModel
internal import MartletState

extension Executor {
    /// The old copies of replacements that a halted run has begun: objects that only its journal knows, and that nobody
    /// would once another plan passes it by.
    ///
    /// The rest of the stack may still use them: they are deleted by a run that brings all of it up to date.
    func oldCopies(of open: OpenDeployment, _ lease: Lease, _ snapshot: Snapshot) -> [Tombstone] {
        guard open.phase != .cleanup, let plan = PlanDocument.plan(open.start.plan) else { return [] }
        let run = run(lease, snapshot, open)
        let created = Dictionary(
            run.executedSteps.filter { $0.intent.operation == .create }.map { ($0.intent.address, $0) },
            uniquingKeysWith: { _, last in last }
        )
        let moved = plan.formerAddresses
        var copies: [Tombstone] = []
        for change in plan.changes where change.leavesOldCopy {
            guard let step = created[change.address], let prior = step.intent.prior else { continue }
            let key = ObjectKey(prior)
            guard run.owners[key] == nil, run.tombstones[key] == nil, key != ObjectKey(step.record) else { continue }
            let parent = change.goesWith.map { moved[$0] ?? $0 }
            copies.append(Tombstone(record: prior, failure: "", goesWith: parent, mayBeInUse: true))
        }
        let addresses = Set(copies.map(\.record.address))
        return copies.map { copy in
            var copy = copy
            // A parent that stays takes nothing along.
            if let parent = copy.goesWith, !addresses.contains(parent) { copy.goesWith = nil }
            return copy
        }
    }
}

extension Change {
    /// Whether the commit buries the object that was there before.
    var leavesOldCopy: Bool { action == .replace(.createFirst) || (action == .create && goesWith != nil) }
}

extension Plan {
    /// Where what the plan moves is recorded until it commits, by the new addresses. O(changes).
    var formerAddresses: [Address: Address] {
        Dictionary(
            changes.lazy.compactMap { change in change.previousAddress.map { (change.address, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Where the plan moves what is recorded elsewhere, by the recorded addresses. O(changes).
    var presentAddresses: [Address: Address] {
        Dictionary(formerAddresses.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
