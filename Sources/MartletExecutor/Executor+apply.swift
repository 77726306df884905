internal import MartletLanguage
internal import MartletModel
package import MartletPlanner
internal import MartletProvider
internal import MartletState

extension Executor {
    /// Applies a plan: commits, or takes everything back.
    ///
    /// A step's failure is in the report. Throws only when the run cannot begin, or the state cannot be written any more; then
    /// `resume` goes on from what was written down.
    package func apply(_ approved: ApprovedPlan) async throws(ExecutorError) -> ApplyReport {
        let stopwatch = Stopwatch(clock)
        return try await withLease { lease throws(ExecutorError) in
            var snapshot = try onState { () throws(StateError) in try lease.snapshot() }
            try check(approved.plan, snapshot)
            let open = try onState { () throws(StateError) in try lease.openDeployment() }
            let oldCopies = open.map { self.oldCopies(of: $0, lease, snapshot) } ?? []
            snapshot.tombstones += oldCopies
            guard approved.plan.writesAnything || !snapshot.tombstones.isEmpty else {
                return ApplyReport(outcome: .applied, revision: snapshot.revision, took: stopwatch.elapsed)
            }
            let run = try begin(approved.plan, lease, snapshot, burying: oldCopies)
            var report = try await onState { () async throws(StateError) in try await carryOut(approved.plan, run) }
            report.took = stopwatch.elapsed
            emit(.finished(report))
            return report
        }
    }

    /// Refuses a plan for another state, or for this one as it was. The first plan of a stack knows no lineage yet.
    private func check(_ plan: Plan, _ snapshot: Snapshot) throws(ExecutorError) {
        let inputs = plan.inputs
        guard inputs.lineage == snapshot.lineage || (inputs.lineage.isEmpty && inputs.revision == 0) else {
            throw .otherLineage
        }
        guard inputs.revision == snapshot.revision else {
            throw .stalePlan(planned: inputs.revision, current: snapshot.revision)
        }
    }

    private func begin(
        _ plan: Plan, _ lease: Lease, _ snapshot: Snapshot, burying oldCopies: [Tombstone]
    ) throws(ExecutorError) -> Run {
        let deployment = try onState { () throws(StateError) in
            let document = try PlanDocument(plan, former: snapshot.connections)
            return try lease.begin(
                DeploymentStart(
                    kind: plan.kind, baseRevision: snapshot.revision, planDigest: document.digest, plan: document.value,
                    actor: actor, message: options.message, startedAt: now()
                ),
                burying: oldCopies
            )
        }
        let run = Run(
            executor: self, lease: lease, deployment: deployment, plan: plan, kind: plan.kind, snapshot: snapshot
        )
        emit(.started(deployment: deployment.number, steps: plan.stepCount + snapshot.tombstones.count))
        return run
    }

    /// Everything from the first step to the end, whichever it is.
    func carryOut(_ plan: Plan, _ run: Run, doneBefore: Set<StepName> = []) async throws(StateError) -> ApplyReport {
        emit(.phase(.prepare))
        let director = ForwardDirector(run, plan, doneBefore: doneBefore)
        emit(.phase(.forward))
        var loop = RunLoop(run, director.graph.topology, director)
        try await loop.drive()
        run.notStarted = director.notStarted
        if director.isComplete, stop.level == .goOn, try await holds(plan, run, director.known) {
            try commit(plan, run, director)
            return await askOthers(plan, run, director.known, try await cleanUp(run))
        }
        if stop.level == .leave { return run.isKept ? run.report(.interrupted) : try halt(run, .interrupted) }
        if options.onFailure == .keep, stop.level == .goOn { return try halt(run, .kept) }
        return try await rollBack(run)
    }

    /// Whether the postconditions hold, and, after the time to bake, still do. A signal ends the wait.
    private func holds(_ plan: Plan, _ run: Run, _ known: KnownAttributes) async throws(StateError) -> Bool {
        emit(.phase(.verify))
        guard try await isSound(plan, run, known) else { return false }
        guard let bake = options.bake else { return true }
        emit(.baking(bake))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(for: bake) }
            group.addTask { await stop.isRaised(above: .goOn) }
            await group.next()
            group.cancelAll()
        }
        guard stop.level == .goOn else { return false }
        return try await isSound(plan, run, known)
    }

    /// Whether the postconditions hold and the blocking checks pass.
    private func isSound(_ plan: Plan, _ run: Run, _ known: KnownAttributes) async throws(StateError) -> Bool {
        guard try verify(plan, run, known) else { return false }
        guard let checks = await ask(plan, run, known, blocking: true) else { return false }
        run.checks = checks
        if !run.checks.isEmpty { try run.write([.checks(run.checks.map(\.recorded))]) }
        guard let failed = run.checks.first(where: { $0.failure != nil }), let failure = failed.failure else {
            return true
        }
        try run.write(run.log.note(failure, of: StepName(failed.id)))
        return false
    }

    /// Asks the checks that block nothing, when all is done; that they cannot be written down any more undoes nothing of it.
    private func askOthers(
        _ plan: Plan, _ run: Run, _ known: KnownAttributes, _ report: ApplyReport
    ) async -> ApplyReport {
        guard let others = await ask(plan, run, known, blocking: false), !others.isEmpty else { return report }
        var report = report
        report.checks += others
        do throws(StateError) {
            try run.write([.checks(report.checks.map(\.recorded))])
        } catch {
            let failure = StepFailure(
                code: "NotRecorded", message: "`status` will not show what the checks said: \(error.diagnostic.detail)")
            report.needsAttention += others.map { ApplyReport.Item(StepName($0.id), failure: failure) }
        }
        return report
    }

    /// Runs the checks of a plan that changes what runs: those before the commit, or those after it. Nil when a signal ended
    /// them: then nobody can tell what they would have said.
    private func ask(
        _ plan: Plan, _ run: Run, _ known: KnownAttributes, blocking isBlocking: Bool
    ) async -> [CheckResult]? {
        switch plan.kind {
        case .apply, .rollback: break
        case .destroy, .refreshOnly: return []
        }
        let checker = Checker(program, pool: run.pool, clock: clock)
        return await withTaskGroup(of: [CheckResult]?.self) { group in
            group.addTask { await checker.run(known, where: { $0.isBlocking == isBlocking }, emit: emit) }
            group.addTask {
                await stop.isRaised(above: .goOn)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Whether the postconditions of everything that the plan wants hold, and the preconditions of the outputs; the first
    /// that does not fails the run.
    private func verify(_ plan: Plan, _ run: Run, _ known: KnownAttributes) throws(StateError) -> Bool {
        for change in plan.changes where change.body != nil && change.address.member == nil {
            let name = StepName(change.address, change.prior == nil ? .create : .update)
            guard try passes(program.postconditions(of: change.address) { known[$0] }, name, run) else { return false }
        }
        for read in plan.dataReads where read.attributes == nil {
            let name = StepName(read.address, .adopt)
            guard try passes(program.postconditions(of: read.address) { known[$0] }, name, run) else { return false }
        }
        guard plan.kind == .apply, let first = plan.changes.first else { return true }
        let faults = program.outputFaults { known[$0] }
        let address = faults.sorted.first { $0.severity == .error }?.address
        return try passes(faults, StepName(address ?? first.address, .update), run)
    }

    private func passes(_ found: Diagnostics, _ name: StepName, _ run: Run) throws(StateError) -> Bool {
        guard let fault = found.sorted.first(where: { $0.severity == .error }) else { return true }
        let failure = StepFailure(code: fault.code.text, message: fault.detail, hint: fault.hint)
        emit(.stepFailed(name, took: .zero, failure: failure))
        try run.write(run.log.note(failure, of: name))
        return false
    }

    private func commit(_ plan: Plan, _ run: Run, _ director: ForwardDirector) throws(StateError) {
        emit(.phase(.commit))
        let commit = Commit(plan, run, director)
        let revision = RevisionEntry(
            actor: actor, reason: plan.kind.reason, configuration: plan.inputs.configuration,
            variables: plan.inputs.variables, outputs: commit.outputs
        )
        let number = try run.lease.commit(revision, commit.changes, in: run.deployment, now: now())
        run.committed(as: number, commit.changes)
        run.outputs = commit.outputs
        for name in commit.settled { run.log.succeeded(name) }
    }

    /// Leaves the deployment open for `resume`.
    func halt(_ run: Run, _ halt: Halt) throws(StateError) -> ApplyReport {
        let settled = run.repointing
        if !settled.isEmpty { try run.write([.state(settled)]) }
        try run.lease.halt(halt, in: run.deployment)
        let outcome: ApplyReport.Outcome =
            switch halt {
            case .kept: .kept
            case .interrupted: .interrupted
            case .rollbackIncomplete: .rollbackIncomplete
            }
        return run.report(outcome)
    }
}

/// Runs `body`, whose errors of the state become the executor's.
func onState<Result>(
    _ body: () async throws(StateError) -> Result
) async throws(ExecutorError) -> Result {
    do throws(StateError) { return try await body() } catch { throw .state(error) }
}

extension Plan.Kind {
    /// The clause in the history.
    fileprivate var reason: String {
        switch self {
        case .apply: "apply"
        case .destroy: "destroy"
        case .refreshOnly: "refresh"
        case .rollback(let revision): "rollback to revision \(revision)"
        }
    }
}

extension Plan {
    /// A refresh writes what it has seen even when nothing is to be done.
    fileprivate var writesAnything: Bool { !isEmpty || kind == .refreshOnly }

    /// How many calls the plan needs, cleanup included. O(changes and what the deletes depend on).
    var stepCount: Int {
        changes.reduce(separateDeletes) { count, change in
            switch change.action {
            case .update where change.contraction.map { !$0.isWhole } ?? false: count + 2
            case .create, .update, .adopt: count + 1
            case .delete: count + (change.goesWith == nil || change.deletesEarly ? 1 : 0)
            case .replace: count + 2
            case .forget, .noOp: count
            }
        }
    }
}

extension Plan {
    /// How many objects are deleted by themselves although a parent takes them along.
    fileprivate var separateDeletes: Int {
        let moved = formerAddresses
        let deletes = changes.compactMap { change -> Tombstone? in
            guard change.action == .delete, !change.deletesEarly, let record = change.prior else { return nil }
            return Tombstone(record: record, failure: "", goesWith: change.goesWith.map { moved[$0] ?? $0 })
        }
        return deletes.contains { $0.goesWith != nil } ? CleanupOrder(deletes).separate.count : 0
    }
}

extension Change {
    /// The object whose delete takes this one along.
    var goesWith: Address? {
        for case .goneWithParent(let parent) in reasons where parent != address { return parent }
        return nil
    }
}
