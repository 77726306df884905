internal import MartletModel
internal import MartletState

extension Executor {
    /// Takes back everything that the run has done, and closes the deployment when nothing is left of it.
    func rollBack(_ run: Run, skipping skipped: Set<Address> = []) async throws(StateError) -> ApplyReport {
        emit(.phase(.rollback))
        try run.write([.phase(.rollback)])
        let director = UndoDirector(run, skipping: skipped)
        var loop = RunLoop(run, director.topology, director)
        try await loop.drive()
        if stop.level == .leave, !director.isComplete { return try halt(run, .interrupted) }
        guard director.isComplete, !director.isIrreversible else {
            try run.write(run.truth(skipping: skipped, leaving: director.leftLater))
            return try halt(run, .rollbackIncomplete)
        }
        var remade = run.remade
        let former = run.formerConnections(through: &remade).filter { !director.keptConnections.contains($0.name) }
        let changes = former.flatMap { run.connecting($0.name, $0.record) } + run.repointing + run.copiesInUse
        if !changes.isEmpty { try run.write([.state(changes)]) }
        try run.lease.finish(run.deployment, .rolledBack, now: now())
        return run.report(.rolledBack)
    }
}

extension Run {
    /// Objects that wait to be deleted, and that something needs which the rollback has left: they wait on, with what they
    /// need.
    fileprivate var copiesInUse: [StateChange] {
        let needed = Set(records.values.flatMap(\.dependencies)).filter { records[$0] == nil }
        let copies = tombstones.values.inOrder()
        let marked = copies.map { copy -> StateChange in
            var copy = copy
            if needed.means(copy.record.address), copy.contraction == nil { copy.mayBeInUse = true }
            return .bury(copy)
        }
        let inUse = CopiesInUse(marked, standing: [])
        let settled = marked.map { inUse.applied(to: $0, isOutOfReach: isOutOfReach) }
        return zip(copies, settled).compactMap { copy, change in change == .bury(copy) ? nil : change }
    }

    /// What must be written down of steps that were not taken back, so that a later plan starts from the truth even if this
    /// deployment is given up: an old copy keeps its record, the new one becomes a tombstone, and nothing stays in doubt. A
    /// new one that stays is the resource already, and the old one waits.
    ///
    /// - Parameter left: What is left as it is once the rollback gets there.
    fileprivate func truth(skipping skipped: Set<Address>, leaving left: [UndoDirector.Executed]) -> [JournalEntry] {
        let steps = executedSteps
        let stays = Set(left.map(\.intent.address))
        // What refers to a new copy, and could not be turned back, may still do so.
        let needed = Set(records.values.flatMap(\.dependencies))
        let notReached = steps.flatMap { step -> [JournalEntry] in
            let intent = step.intent
            // Of an object that was missing, or was deleted early, there is no old copy: the new one is the truth, and so is
            // what is retained.
            let isInTheWay =
                intent.operation == .create && !step.isRetained && !stays.contains(intent.address)
                && intent.prior.map { ObjectKey($0) != ObjectKey(step.record) } ?? false
                && !hasEarlyDelete(intent.address) && intent.prior.map { tombstones[ObjectKey($0)] == nil } ?? true
                && records[intent.address].map(ObjectKey.init) == ObjectKey(step.record)
            guard step.isOpen || isInTheWay, !skipped.contains(intent.address) else { return [] }
            return givingUp(
                step, found: nil, "the rollback did not get to it", isNeeded: needed.means(intent.address))
        }
        let known = Set(steps.map(\.intent.ordinal))
        let untraceable = journal.values.filter { $0.outcome == nil && !known.contains($0.intent.ordinal) }
        let oldCopies = left.filter { !$0.isOpen && !skipped.contains($0.intent.address) }.flatMap(copies)
        return notReached + oldCopies
            + untraceable.sorted { $0.intent.ordinal < $1.intent.ordinal }.map { step in
                .outcome(step: step.intent.ordinal, .notDone(failure: "nobody can tell: it has no identity"), [])
            }
    }
}
