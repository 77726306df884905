import ArgumentParser
import MartletModel
import MartletPlanner

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

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if destroy, refreshOnly { throw ValidationError("--destroy and --refresh-only cannot be combined.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try Workspace(stack, output, in: world)
        let plan = try await workspace.plan(
            try planning.options(destroy ? .destroy : refreshOnly ? .refreshOnly : .apply))
        workspace.show(plan, isFull: planning.full)
        return hasDetailedExitCode && !plan.isEmpty ? .hasChanges : .done
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
