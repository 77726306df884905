import MartletExecutor
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState
import Synchronization

/// One step of a case: outside events, a plan, a run through as many deaths as the step has, and what must hold after.
final class StepRunner {
    let step: Step
    let world: CaseWorld
    let isThorough: Bool
    private(set) var released: Set<String>
    /// Why no plan was made.
    private var refusals: [String] = []
    /// The revision that a rollback goes to.
    private var revision: Int?
    /// Whether no plan was made because it would delete what is protected.
    private(set) var isProtected = false
    /// Whether no plan was made because an earlier run has to be finished first.
    private(set) var waitsForResume = false
    var witness: Witness { world.witness }

    init(_ step: Step, _ world: CaseWorld, released: Set<String>, isThorough: Bool) {
        self.step = step
        self.world = world
        self.released = released
        self.isThorough = isThorough
    }

    /// - Parameter isFinal: Whether nothing stands in the way of success any more.
    func run(_ released: inout Set<String>, isFinal: Bool = false) async throws {
        defer { released = self.released }
        step.outside.forEach(act)
        reclaim(try world.checkpoint())
        try mendReleased()
        if step.operation == .rollback { revision = max(0, try world.checkpoint().snapshot.revision - step.back) }
        let program = try program()
        guard let plan = try await plan(program) else {
            witness.require(
                !isFinal || isProtected || waitsForResume, .destroyFromAnywhere,
                "the last \(step.operation.rawValue) cannot be planned: \(refusals)"
            )
            return
        }
        step.late.forEach(act)
        let before = try world.checkpoint()
        begin(plan, before)
        if let revision {
            world.cloud.excuse(try world.store().snapshot(revision: revision).halfTurned.map(\.identity))
        }
        let end = try await carryOut(plan, program)
        witness.collectHazards()
        guard !end.isOfOlderRun else { return }
        let after = try world.checkpoint()
        self.released.formUnion(leftBehind(by: plan, before, end))
        reclaim(after)
        let checks = EndChecks(
            step: step, plan: plan, before: before, after: after, end: end, world: world,
            target: try revision.map { try world.store().snapshot(revision: $0) }
        )
        for violation in checks.violations { witness.report(violation.invariant, violation.detail) }
        guard end.outcome == .applied, witness.violations.isEmpty else {
            witness.require(!isFinal || end.outcome == .applied, .destroyFromAnywhere, "the last run ended \(end)")
            return
        }
        try await checkSuccess(stale: plan)
    }

    /// What a new process begins with.
    private func program() throws -> any StackProgram { try world.program(step.stack, returningTo: revision) }

    // MARK: Planning

    private var planOptions: PlanOptions {
        var options = PlanOptions()
        switch step.operation {
        case .apply: break
        case .destroy: options.kind = .destroy
        case .refresh: options.kind = .refreshOnly
        case .rollback: options.kind = .rollback(to: revision ?? 0)
        }
        options.targets = step.targets.map { Address($0) }
        options.excludes = step.excludes.map { Address($0) }
        options.replacements = step.operation == .apply ? step.replaces.map { Address($0) } : []
        options.refreshes = !step.isBlind
        return options
    }

    private func plan(_ program: any StackProgram) async throws -> Plan? {
        let (writes, reads) = (world.cloud.writeCount, world.cloud.reads)
        let before = try world.checkpoint().snapshot
        let output = try await world.plan(program, planOptions)
        witness.require(world.cloud.writeCount == writes, .planningWritesNothing, "planning wrote to the cloud")
        let isSame = try world.checkpoint().snapshot == before
        witness.require(isSame, .planningWritesNothing, "planning wrote to the state")
        let wanted = try revision.map { try world.store().snapshot(revision: $0).records.count } ?? 0
        let known = before.records.count + before.tombstones.count
        let size = known + step.stack.nodes.reduce(wanted) { $0 + step.stack.instances(of: $1).count }
        witness.require(
            world.cloud.reads - reads <= 2 * size + 2, .scaling,
            "planning \(size) instances took \(world.cloud.reads - reads) reads"
        )
        refusals = output.diagnostics.sorted.filter { $0.severity == .error }.map { "\($0.code) \($0.detail)" }
        waitsForResume = output.diagnostics.sorted.contains { $0.hint?.contains("run `martlet resume`") ?? false }
        isProtected = refusals.contains { $0.hasPrefix("P006") || $0.hasPrefix("P030") }
        for diagnostic in output.diagnostics.sorted { world.say(diagnostic.detail + (diagnostic.hint ?? "")) }
        guard let plan = output.plan else { return nil }
        if isThorough {
            let again = try await world.plan(try self.program(), planOptions)
            witness.require(again.plan == plan, .determinism, "the same inputs gave another plan")
        }
        // Through another host the same identity is another object.
        for change in plan.changes
        where change.action == .replace(.createFirst) && change.type != ModelProvider.note
            && change.connection == "model" && change.prior?.connection == change.connection
        {
            witness.require(
                change.identity == nil || change.identity != change.prior?.identity, .sameIdentityReplace,
                "`\(change.address)` would be created before the object of the same identity is deleted"
            )
        }
        return plan
    }

    // MARK: Running

    private func begin(_ plan: Plan, _ before: Checkpoint) {
        var scope = Witness.Scope(plan: plan, marker: CaseWorld.marker, before: before, secret: world.secret)
        scope.released = released.union(plan.forgotten(in: before))
        // What was changed outside is not the engine's to answer for until it has looked.
        scope.vanished = Set(
            before.snapshot.records.values.compactMap { record in
                record.lineage.flatMap { before.objects[before.key(record)]?.uid == $0.text ? nil : $0.text }
            }
        )
        witness.begin(scope)
        world.cloud.allowLoss(of: plan.lost(in: before))
    }

    /// What was left and is recorded again is the stack's, once no open run may yet take the adoption back.
    private func reclaim(_ checkpoint: Checkpoint) {
        guard checkpoint.open == nil else { return }
        released.subtract(checkpoint.snapshot.lineages)
    }

    private func leftBehind(by plan: Plan, _ before: Checkpoint, _ end: End) -> Set<String> {
        end.outcome == .applied || end.outcome == .cleanupPending ? plan.forgotten(in: before) : []
    }

    private func carryOut(_ plan: Plan, _ program: any StackProgram) async throws -> End {
        let approved = try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
        var faults = FaultSchedule(step.faults)
        var lives = step.lives[...]
        var end = End(writesBefore: world.cloud.writeCount)
        for attempt in 0..<12 {
            if attempt == 5 { faults = FaultSchedule() }
            let process = world.process(faults, life: lives.popFirst())
            let isFirst = attempt == 0 && !end.hasBegun
            if !isFirst, try witness.resumesOlderRun() { end.isOfOlderRun = true }
            do {
                let report = try await go(
                    process, isFirst ? program : self.program(), isFirst ? approved : nil, attempt)
                end.note(report)
            } catch let error as ExecutorError {
                guard error == .state(.stopped) else {
                    if case .nothingToResume = error { break }
                    throw error
                }
                end.deaths += 1
            }
            end.hasBegun = true
            guard try isUnfinished(end) else { break }
            if end.outcome == .rollbackIncomplete, attempt > 5 { break }
        }
        try end.settle(world)
        return end
    }

    /// Whether the run is to be resumed: not when an empty plan has passed by an older one that still waits.
    private func isUnfinished(_ end: End) throws -> Bool {
        guard let open = try world.checkpoint().open, end.isOpen else { return false }
        return step.recovery != .none || open.halt == nil || open.steps.contains { $0.outcome == nil }
    }

    private func go(
        _ process: ModelProcess, _ program: any StackProgram, _ approved: ApprovedPlan?, _ attempt: Int
    ) async throws -> ApplyReport {
        let stop = StopSignal()
        let signal = attempt == 0 ? step.signal : nil
        let succeeded = Mutex(0)
        let executor = try world.executor(process, program, CaseWorld.options(step), stop: stop) { event in
            guard case .stepSucceeded = event, let signal else { return }
            let count = succeeded.withLock { count in
                count += 1
                return count
            }
            if count == signal.afterSteps { for _ in 0..<signal.times { stop.raise() } }
        }
        guard let approved else { return try await resume(executor, attempt) }
        return try await executor.apply(approved)
    }

    private func resume(_ executor: Executor, _ attempt: Int) async throws -> ApplyReport {
        let open = try world.checkpoint().open
        let isForward = open?.phase == .forward
        let direction: ResumeDirection =
            switch step.recovery {
            case .forward where isForward: .forward
            case .back where isForward: .back
            default: .auto
            }
        let skipped = open?.halt == .rollbackIncomplete ? step.skips.map { [Address($0) as Address] } ?? [] : []
        witness.change { $0.skipped.formUnion(skipped) }
        if !skipped.isEmpty { world.cloud.allowLoss(of: world.cloud.objects.values.map(\.uid)) }
        return try await executor.resume(direction, skipping: Set(skipped))
    }

    // MARK: Success

    /// Nothing is left to do, and when it is looked at closely a second apply writes nothing and the old plan is refused
    /// (I2, I13).
    private func checkSuccess(stale: Plan) async throws {
        guard step.targets.isEmpty, step.excludes.isEmpty, step.operation == .apply || step.operation == .rollback,
            !step.isBlind, step.late.isEmpty
        else { return }
        let writes = world.cloud.writeCount
        var options = PlanOptions()
        options.kind = planOptions.kind
        let program = try self.program()
        let output = try await world.plan(program, options)
        guard let plan = output.plan else {
            let why = output.diagnostics.sorted.map(\.detail)
            return witness.report(.success, "no plan can be made after success: \(why)")
        }
        let rest = plan.changes.filter { $0.action != .noOp || !$0.reasons.isEmpty }
            .map { "\($0.action.name) \($0.address) \($0.reasons)" }
        witness.require(plan.isEmpty, .success, "a plan after success has \(rest), \(plan.outputs)")
        guard isThorough else { return }
        let approved = try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
        _ = try await world.executor(world.process(), program, CaseWorld.options(step)).apply(approved)
        witness.require(world.cloud.writeCount == writes, .success, "a second apply wrote")
        guard stale.inputs.revision != plan.inputs.revision else { return }
        let old = try ApprovedPlan(stale, consent: .everything, current: stale.inputs)
        do {
            _ = try await world.executor(world.process(), program, CaseWorld.options(step)).apply(old)
            witness.report(.planFidelity, "a stale plan was applied")
        } catch ExecutorError.stalePlan {}
        witness.require(world.cloud.writeCount == writes, .planFidelity, "a stale plan wrote")
    }
}

extension Snapshot {
    /// The uids of the recorded objects.
    var lineages: Set<String> { Set(records.values.compactMap { $0.lineage?.text }) }

    /// The objects that a partial plan had not turned to new copies, or that were not mended yet: they refer to some of which the
    /// revision knows nothing.
    var halfTurned: [ResourceRecord] {
        let known = lineages
        return records.values.filter { record in
            let references = ModelCloud.Object(body: record.body, uid: "", marker: nil).references
            return !known.isSuperset(of: references)
        }
    }
}
