import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet status`.
struct Status: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the revision, an unfinished deployment, and what is left to do. Writes nothing."
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world)
        let view = try reportingState {
            StatusView(
                snapshot: try store.snapshot(), latest: try store.history().first,
                deployment: try store.openDeployment(), isHeld: try store.isHeld(now: world.timestamp)
            )
        }
        if output.json {
            world.output(view.json.jsonLine)
        } else {
            world.output(StatusText(style: output.outputStyle(in: world), arguments: stack.arguments)(view))
        }
        return view.needsResume ? .interrupted : view.snapshot.tombstones.isEmpty ? .done : .cleanupPending
    }
}
