import ArgumentParser
import MartletExecutor
import MartletModel
import MartletRendering
import MartletState

/// `martlet check`.
struct Check: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Ask the questions under `checks:` of what was last applied. Changes nothing.",
        discussion: """
            Each check is asked until it passes or its `timeout` is over (60 s when the stack does not say). Exits with 1 when \
            one does not pass. An apply runs blocking checks before its commit, and the others after it.
            """
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        let snapshot = try reportingState { try workspace.store.snapshot() }
        let providers = workspace.providers
        let checker = Checker(workspace.program, providers: providers.registry, clock: providers.clock)
        let results: [CheckResult]
        if output.json {
            results = await checker.run(snapshot)
        } else {
            results = try await showingProgress(output: output, world: world) { display in
                await checker.run(snapshot) { display.take($0) }
            }
        }
        if output.json {
            let checks: Value = ["format": "martlet.checks/1", "checks": .tuple(results.map(\.json))]
            world.output(checks.jsonLine)
        } else {
            let text =
                results.isEmpty ? "The stack has no checks." : ChecksText(style: output.outputStyle(in: world))(results)
            world.output(text + "\n")
        }
        return results.allSatisfy { $0.failure == nil } ? .done : .failed
    }
}
