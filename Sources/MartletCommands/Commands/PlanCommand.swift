import ArgumentParser
import MartletModel
import MartletPlanner
import MartletRendering

/// `martlet plan`.
struct PlanCommand: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what would change. Writes nothing.",
        discussion: "Exit status with --detailed-exitcode: 0 nothing to do, 2 changes, 1 error."
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions

    @Flag(help: "Plan to delete everything.")
    var destroy = false

    @Flag(help: "Only show what was changed outside, and what apply would record of it.")
    var refreshOnly = false

    @Flag(name: .customLong("detailed-exitcode"), help: "End with 2 when there are changes.")
    var hasDetailedExitCode = false

    @Option(
        help: ArgumentHelp("Save the plan for `martlet apply FILE`; secrets in it are sealed.", valueName: "file"),
        completion: .file()
    )
    var out: String?

    @Option(
        name: .customLong("allow-irreversible"),
        help: ArgumentHelp(
            "Consent, in the saved plan, to steps that cannot be undone: an address, or `all`.", valueName: "address")
    )
    var irreversible: [String] = []

    @Option(help: ArgumentHelp("Write the plan as a web page.", valueName: "file"), completion: .file())
    var html: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if destroy, refreshOnly { throw ValidationError("--destroy and --refresh-only cannot be combined.") }
        if !irreversible.isEmpty, out == nil { throw ValidationError("--allow-irreversible of plan needs --out.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        let options = try planning.options(destroy ? .destroy : refreshOnly ? .refreshOnly : .apply)
        let plan = try await workspace.notingUnfinished {
            let plan = try await workspace.plan(options)
            workspace.show(plan, isFull: planning.full)
            return plan
        }
        if let html { try AtomicFile.write(Array(PlanPage()(plan).utf8), to: world.absolute(html), mode: 0o644) }
        if let out {
            try irreversible.filter { $0 != "all" }.forEach { _ = try parsedAddress($0) }
            try workspace.save(plan, to: out, consent: irreversible)
            if !output.json { world.messages("\nSaved: `martlet apply \(out)` does exactly this.\n") }
        }
        let hasChanges = refreshOnly ? plan.hasDrift : !plan.isEmpty
        return hasDetailedExitCode && hasChanges ? .hasChanges : .done
    }
}

extension PlanningOptions {
    /// What the planner is asked for.
    func options(_ kind: Plan.Kind) throws -> PlanOptions {
        PlanOptions(
            kind: kind, targets: try target.map(parsedAddress), excludes: try exclude.map(parsedAddress),
            replacements: try replace.map(parsedAddress), refreshes: refresh
        )
    }
}
