internal import MartletModel
internal import MartletProvider
internal import MartletState

extension Executor {
    /// Takes away what the commit left to be taken away, earlier runs' leftovers included, and closes the deployment.
    func cleanUp(_ run: Run) async throws(StateError) -> ApplyReport {
        emit(.phase(.cleanup))
        let director = CleanupDirector(run)
        var loop = RunLoop(run, director.topology, director)
        try await loop.drive()
        if run.kind == .destroy, run.tombstones.isEmpty { await sweep(run, director) }
        let left = run.tombstones.values.filter { !$0.mayBeInUse }
        for tombstone in left {
            let message = tombstone.failure.isEmpty ? "It was not tried yet." : tombstone.failure
            let failure = StepFailure(code: "StillThere", message: message, hint: "Run `martlet resume` to try again.")
            let operation: StepName.Operation = tombstone.contraction == nil ? .delete : .update
            run.log.needsAttention(StepName(tombstone.record.address, operation), failure)
        }
        let isDone = left.isEmpty
        try run.lease.finish(run.deployment, isDone ? .applied : .cleanupPending, now: now())
        return run.report(isDone ? .applied : .cleanupPending)
    }

    /// Looks for objects that carry our marker and that nobody remembers.
    private func sweep(_ run: Run, _ director: CleanupDirector) async {
        for name in director.usedConnections.sorted() {
            guard let record = run.connection(name) else { continue }
            let (pool, stack) = (run.pool, run.stack)
            let found: [FoundObject]
            do throws(ProviderError) {
                found = try await withDeadline(.seconds(60), on: clock) { () async throws(ProviderError) in
                    try await pool.connection(record).find(marker: stack)
                }
            } catch {
                // Where the API itself was deleted nothing is left, and nobody answers.
                guard !director.mayHaveDeletedHost(of: name) else { continue }
                let failure = StepFailure(
                    code: "SweepFailed", message: "Nobody could tell whether objects are left: \(error.message)"
                )
                run.log.needsAttention(StepName(.unrecorded, .delete), failure)
                continue
            }
            for object in found
            where run.owners[ObjectKey(connection: name, type: object.type, identity: object.identity)] == nil {
                let failure = StepFailure(
                    code: "Unrecorded",
                    message:
                        "`\(object.identity)` (\(object.type)) carries this stack's marker and is not in its state.",
                    hint: "Look at it, then delete it by hand, or take it with an entry under `imports:`."
                )
                run.log.needsAttention(StepName(.unrecorded, .delete), failure)
            }
        }
    }
}

extension Address {
    /// Stands in reports for objects that have no address.
    fileprivate static let unrecorded: Address = Address("unrecorded")
}
