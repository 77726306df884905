import ArgumentParser
import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState

/// `martlet apply`.
struct Apply: ShowingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Change what the plan says, as a transaction.",
        discussion: """
            Shows the plan and asks. Creates and updates come first, deletes after the commit; if a step fails, the steps \
            before it are taken back. The first Ctrl-C rolls back, the second leaves the rest to `martlet resume`.
            """
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var applying: ApplyOptions

    @Flag(help: "Only record what was changed outside; change nothing in the cloud.")
    var refreshOnly = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try Workspace(stack, output, in: world)
        try workspace.refuseWhileHeld()
        let plan = try await workspace.plan(try planning.options(refreshOnly ? .refreshOnly : .apply))
        return try await workspace.approveAndRun(plan, applying, isFull: planning.full, question: "Apply this plan?")
    }
}

/// `martlet destroy`.
struct Destroy: ShowingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delete everything that the state records, in reverse order, then sweep for leftovers.",
        discussion:
            "Cannot be rolled back, but can be resumed. Resources with prevent_destroy stop it before it starts."
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var applying: ApplyOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try Workspace(stack, output, in: world)
        try workspace.refuseWhileHeld()
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
        let hasTombstones = try reportingState { !(try store.snapshot().tombstones.isEmpty) }
        if !output.json || plan.isEmpty { show(plan, isFull: isFull) }
        if plan.isEmpty, !hasTombstones { return .done }
        let approved = try approve(plan, try applying.consent())
        if !applying.approvesItself, try !Confirmation(world: world).ask("\n" + question) {
            throw CommandFailure(.notApproved, detail: "Nothing was changed.")
        }
        return try await run(applying.executing(parallelism: options.parallelism)) { executor throws(ExecutorError) in
            try await executor.apply(approved)
        }
    }

    private func approve(_ plan: Plan, _ consent: Consent) throws -> ApprovedPlan {
        do throws(ApprovalRefusal) {
            return try ApprovedPlan(plan, consent: consent, current: plan.inputs)
        } catch {
            throw CommandFailure(error.diagnostics)
        }
    }
}
