import ArgumentParser
import MartletExecutor
import MartletModel
import MartletPlanner
import MartletRendering
import MartletState

/// `martlet apply`.
struct Apply: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Change what the plan says, as a transaction.",
        discussion: """
            Shows the plan and asks. Creates and updates come first, deletes after the commit; if a step fails, the steps \
            before it are taken back. The first Ctrl-C rolls back, the second leaves the rest to `martlet resume`.

            In place of the stack's folder it takes a file that `martlet plan --out` wrote: then nothing is asked, variables \
            and options are those of the plan, and the plan is refused when the stack or the state has changed since.
            """
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var applying: ApplyOptions

    @Flag(help: "Only record what was changed outside; change nothing in the cloud.")
    var refreshOnly = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        if SavedApply.isFile(stack.stack, in: world) {
            return try await SavedApply(
                given: stack, planning: planning, applying: applying, refreshOnly: refreshOnly, output: output,
                world: world
            ).run()
        }
        let workspace = try await Workspace(stack, output, in: world)
        try workspace.refuseWhileUnfinished()
        let plan = try await workspace.plan(try planning.options(refreshOnly ? .refreshOnly : .apply))
        return try await workspace.approveAndRun(plan, applying, isFull: planning.full, question: "Apply this plan?")
    }
}

/// `martlet destroy`.
struct Destroy: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: "Delete everything that the state records, in reverse order, then sweep for leftovers.",
        discussion:
            "Cannot be rolled back, but can be resumed. Resources with prevent_destroy stop it before it starts."
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var applying: ApplyOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        try workspace.refuseWhileUnfinished()
        let plan = try await workspace.plan(try planning.options(.destroy))
        return try await workspace.approveAndRun(
            plan, applying, isFull: planning.full, question: "Delete all of this? It cannot be undone."
        )
    }
}

extension Workspace {
    /// Shows a plan, asks for consent, and carries it out.
    func approveAndRun(_ plan: Plan, _ applying: ApplyOptions, isFull: Bool, question: String) async throws
        -> ExitStatus
    {
        let isNeeded = try isWork(plan)
        var plan = plan
        if !output.json || plan.isEmpty { show(plan, isFull: isFull) }
        guard isNeeded else { return .done }
        _ = try approve(plan, try applying.consent(), current: plan.inputs)
        if !applying.approvesItself, try !confirms(question) {
            throw CommandFailure(.notApproved, detail: "Nothing was changed.")
        }
        // From here on things are written down.
        plan.inputs = try keyed(plan.inputs, mayCreate: true)
        let keyed = try approve(plan, try applying.consent(), current: plan.inputs)
        return try await carryOut(keyed, applying)
    }

    private func confirms(_ question: String) throws -> Bool {
        try Confirmation(world: world).ask(
            "\n" + question, alternative: "save the plan with `--out FILE` and apply the file")
    }

    /// Whether applying does anything: changes, or deletes that an earlier run left.
    func isWork(_ plan: Plan) throws -> Bool {
        try !plan.isEmpty || reportingState { !(try store.snapshot().tombstones.isEmpty) }
    }

    func approve(_ plan: Plan, _ consent: Consent, current: Plan.Inputs) throws -> ApprovedPlan {
        do throws(ApprovalRefusal) {
            return try ApprovedPlan(plan, consent: consent, current: current)
        } catch {
            throw CommandFailure(error.diagnostics(since: changesSince(plan)))
        }
    }

    /// What became of the state since the plan was made; nil when nothing did, or when it is another state.
    private func changesSince(_ plan: Plan) -> String? {
        let inputs = plan.inputs
        guard let now = try? store.snapshot(), [now.lineage, ""].contains(inputs.lineage),
            let before = try? store.snapshot(revision: inputs.revision), let history = try? store.history()
        else { return nil }
        return RevisionsSince(history.filter { $0.number > before.revision }, before: before, after: now).sentences
    }

    func carryOut(_ approved: ApprovedPlan, _ applying: ApplyOptions) async throws -> ExitStatus {
        try await run(applying.executing(parallelism: options.parallelism)) { executor throws(ExecutorError) in
            try await executor.apply(approved)
        }
    }
}
