import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet history`.
struct History: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "List the revisions: when, who, why, what changed.")

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world)
        let revisions = try reportingState { try store.history() }
        if output.json {
            let document: Value = ["format": "martlet.history/1", "revisions": .tuple(revisions.map(\.json))]
            world.output(document.jsonLine)
        } else {
            world.output(HistoryText(style: output.outputStyle(in: world))(revisions))
        }
        return .done
    }
}
