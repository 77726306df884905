internal import MartletLanguage
package import MartletModel
internal import MartletState

/// Where an interrupted run is taken.
package enum ResumeDirection: Sendable, Hashable {
    /// What was begun goes on: a rollback or a cleanup to its end, a kept run forward; a run that died is rolled back.
    case auto
    /// To the end of its plan.
    case forward
    /// To where it began.
    case back
}

extension Executor {
    /// Finishes what a run left unfinished that failed, was stopped or died at any instant.
    ///
    /// Steps of which nothing is known but the intent are settled by looking at the object of their identity. May itself be
    /// interrupted and resumed any number of times.
    ///
    /// - Parameter skipped: Addresses whose undo is given up: they stay as they are and are read again by the next plan.
    package func resume(
        _ direction: ResumeDirection = .auto, skipping skipped: Set<Address> = []
    ) async throws(ExecutorError) -> ApplyReport {
        let stopwatch = Stopwatch(clock)
        return try await withLease { lease throws(ExecutorError) in
            let snapshot = try onState { () throws(StateError) in try lease.snapshot() }
            let open = try onState { () throws(StateError) in try lease.openDeployment() }
            let run: Run
            if let open {
                run = self.run(lease, snapshot, open)
            } else {
                run = try beginCleanup(lease, snapshot)
            }
            emit(.started(deployment: run.deployment.number, steps: run.plan?.stepCount ?? snapshot.tombstones.count))
            var report = try await finish(run, open, direction, skipping: skipped)
            report.took = stopwatch.elapsed
            emit(.finished(report))
            return report
        }
    }

    func run(_ lease: Lease, _ snapshot: Snapshot, _ open: OpenDeployment) -> Run {
        let run = Run(
            executor: self, lease: lease, deployment: open.id, plan: PlanDocument.plan(open.start.plan),
            kind: open.start.kind, snapshot: snapshot, steps: open.steps,
            formerConnections: PlanDocument.formerConnections(open.start.plan)
        )
        run.log.resume(open.failure)
        return run
    }

    /// A deployment of nothing but the deletes that earlier ones left over.
    private func beginCleanup(_ lease: Lease, _ snapshot: Snapshot) throws(ExecutorError) -> Run {
        guard !snapshot.tombstones.allSatisfy(\.mayBeInUse) else { throw .nothingToResume }
        let start = DeploymentStart(
            kind: .apply, baseRevision: snapshot.revision, planDigest: Digest(of: ""), plan: .null, actor: actor,
            startedAt: now()
        )
        let id = try onState { () throws(StateError) in
            let id = try lease.begin(start)
            try lease.record([.phase(.cleanup)], in: id, now: now())
            return id
        }
        return Run(executor: self, lease: lease, deployment: id, plan: nil, kind: .apply, snapshot: snapshot)
    }

    private func finish(
        _ run: Run, _ open: OpenDeployment?, _ direction: ResumeDirection, skipping skipped: Set<Address>
    ) async throws(ExecutorError) -> ApplyReport {
        let phase = open?.phase ?? .cleanup
        let isForward = direction == .forward || (direction == .auto && open?.halt == .kept)
        switch phase {
        case .cleanup:
            guard direction != .back else { throw .noWay(direction, phase) }
            return try await onState { () async throws(StateError) in
                try run.lease.halt(nil, in: run.deployment)
                return try await cleanUp(run)
            }
        case .forward where isForward:
            guard let plan = run.plan else { throw .planLost }
            return try await onState { () async throws(StateError) in
                // A kept run goes on; if it dies on the way, it goes on again.
                run.isKept = open?.halt == .kept
                if !run.isKept { try run.lease.halt(nil, in: run.deployment) }
                let done = run.doneSteps
                let standing = Set(done.filter { $0.operation != .delete }.map(\.address))
                program.recall(plan, run.records.filter { standing.contains($0.key) })
                return try await carryOut(plan, run, doneBefore: done)
            }
        case .forward, .rollback:
            guard direction != .forward else { throw .noWay(direction, phase) }
            return try await onState { () async throws(StateError) in
                try run.lease.halt(nil, in: run.deployment)
                return try await rollBack(run, skipping: skipped)
            }
        case .finished: throw .nothingToResume
        }
    }
}

extension Run {
    /// The steps forward that the journal says are done and not taken back.
    fileprivate var doneSteps: Set<StepName> {
        Set(
            executedSteps.compactMap { step in
                guard case .done? = journal[step.intent.ordinal]?.outcome else { return nil }
                return StepName(step.intent.address, step.intent.operation.name)
            }
        )
    }
}

extension StepOperation {
    var name: StepName.Operation {
        switch self {
        case .create: .create
        case .update: .update
        case .delete: .delete
        case .adopt: .adopt
        }
    }
}
