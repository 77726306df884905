import ArgumentParser
import MartletExecutor
import MartletModel

/// `martlet resume`.
struct Resume: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Finish what a crash, a signal or a failure left unfinished.",
        discussion: """
            An interrupted apply is taken back unless --forward is given; one that was left with --on-failure=keep goes on \
            unless --back is given. An interrupted rollback, cleanup or destroy goes on.
            """
    )

    @OptionGroup var stack: StackOptions

    @Flag(help: "Finish the plan.")
    var forward = false

    @Flag(help: "Take back what was done.")
    var back = false

    @Option(
        help: ArgumentHelp(
            "Give up on taking this resource back; the next plan looks at it anew.", valueName: "address"))
    var skip: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if forward, back { throw ValidationError("--forward and --back cannot be combined.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        let skipped = Set(try skip.map(parsedAddress))
        let direction: ResumeDirection = forward ? .forward : back ? .back : .auto
        let executing = ExecutorOptions(parallelism: stack.parallelism)
        return try await workspace.run(executing) { executor throws(ExecutorError) in
            try await executor.resume(direction, skipping: skipped)
        }
    }
}
