import ArgumentParser
import MartletModel
import MartletPlanner

/// `martlet drift`.
struct Drift: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Show what others have changed or deleted since the last apply. Writes nothing.",
        discussion: """
            Compares what is there with what was recorded, over the fields that the stack wrote; what servers add is nobody's \
            drift. Exit status with --detailed-exitcode: 0 none, 2 drift, 1 error.
            """
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var part: PartOptions

    @Flag(name: .customLong("detailed-exitcode"), help: "End with 2 when something has drifted.")
    var hasDetailedExitCode = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        let plan = try await workspace.plan(try part.options(.refreshOnly))
        workspace.show(plan, isFull: part.full)
        return hasDetailedExitCode && plan.hasDrift ? .hasChanges : .done
    }
}

/// `martlet refresh`.
struct Refresh: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh", abstract: "Record what is there; change nothing in the cloud.",
        discussion: "The same as `martlet apply --refresh-only`. What was deleted outside is forgotten."
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var part: PartOptions

    @Flag(name: .customLong("auto-approve"), help: "Do not ask.")
    var approvesItself = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        try workspace.refuseWhileHeld()
        let plan = try await workspace.plan(try part.options(.refreshOnly))
        let applying = try ApplyOptions.parse(approvesItself ? ["--auto-approve"] : [])
        return try await workspace.approveAndRun(plan, applying, isFull: part.full, question: "Record this?")
    }
}

/// Which part of the stack to look at.
struct PartOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this resource and what it depends on.", valueName: "address"))
    var target: [String] = []

    @Option(help: ArgumentHelp("Not this resource, nor what depends on it.", valueName: "address"))
    var exclude: [String] = []

    @Flag(help: "Show resources that are as they were, too.")
    var full = false

    func options(_ kind: Plan.Kind) throws -> PlanOptions {
        PlanOptions(kind: kind, targets: try target.map(parsedAddress), excludes: try exclude.map(parsedAddress))
    }
}
