import ArgumentParser
import MartletModel
import MartletPlanner
import MartletState

/// `martlet rollback`.
struct Rollback: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Plan toward a stored revision, ask, and apply that.",
        usage: "martlet rollback [STACK_DIR] [REVISION] [options]",
        discussion: """
            Without REVISION: the one before the present. Nothing but the state is needed: it keeps what every revision asked \
            for. An ordinary plan comes of it, with everything that an apply has: approval, consent to steps that cannot be \
            undone, a journal, and a new revision at its end. The stack's files stay as they are; the next `martlet plan` \
            shows how they differ. `martlet history` lists the revisions.
            """
    )

    @OptionGroup var stack: StackOptions

    @Argument(help: ArgumentHelp("The revision to return to, as `martlet history` counts them.", valueName: "revision"))
    var revision: String?

    @OptionGroup var planning: PlanningOptions
    @OptionGroup var applying: ApplyOptions

    @Option(
        help: ArgumentHelp(
            "Save the plan for `martlet apply FILE` and apply nothing; secrets in it are sealed.", valueName: "file"),
        completion: .file()
    )
    var out: String?

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let (options, wanted) = try places(in: world)
        let store = try await options.openState(in: world)
        let current = try reportingState { try store.snapshot().revision }
        let target = try wanted ?? previous(current)
        let workspace = try await Workspace(returningTo: target, options, output, in: world)
        try workspace.refuseWhileUnfinished()
        let plan = try await workspace.plan(try planning.options(.rollback(to: target)))
        if let out {
            workspace.show(plan, isFull: planning.full)
            try workspace.save(plan, to: out, consent: applying.irreversible)
            if !output.json { world.messages("\nSaved: `martlet apply \(out)` does exactly this.\n") }
            return .done
        }
        let status = try await workspace.approveAndRun(
            plan, applying, isFull: planning.full, question: "Return to revision \(target)?")
        if status == .done, !plan.isEmpty, !output.json {
            world.messages(
                "\nThe stack's files still say what they said: `martlet plan\(options.arguments)` shows how they differ from "
                    + "revision \(target), and an apply would bring that back.\n"
            )
        }
        return status
    }

    /// A number is a revision wherever it stands: one may leave the folder out.
    private func places(in world: World) throws -> (options: StackOptions, revision: Int?) {
        var options = stack
        guard let revision else {
            guard let number = Int(stack.stack) else {
                guard world.hasFolder(stack.folder) else { throw notARevision(stack.stack) }
                return (options, nil)
            }
            options.stack = "."
            return (options, number)
        }
        if let number = Int(revision) { return (options, number) }
        guard let number = Int(stack.stack) else {
            throw notARevision(revision)
        }
        options.stack = revision
        return (options, number)
    }

    private func notARevision(_ text: String) -> CommandFailure {
        CommandFailure(
            .notARevision, detail: "`\(text)` is neither the folder of a stack nor the number of a revision.",
            hint: "`martlet history` lists the revisions.", status: .usage
        )
    }

    private func previous(_ current: Int) throws -> Int {
        guard current > 1 else {
            throw CommandFailure(
                .nothingToReturnTo,
                detail: current == 0
                    ? "Nothing was applied yet." : "Revision 1 is the first; before it there was nothing.",
                hint: current == 0 ? nil : "`martlet destroy` deletes everything; so does `martlet rollback 0`."
            )
        }
        return current - 1
    }
}
