import ArgumentParser
import MartletModel
import MartletState

/// `martlet state pull`.
struct StatePull: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Write the whole state to standard output, as JSON that `push` takes.",
        discussion: "Secrets stay sealed with the state's key, which is not needed for it."
    )

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await options.stack.openState(in: world, opensKey: false)
        let document = try reportingState { try store.document() }
        guard !document.snapshot.lineage.isEmpty else {
            throw CommandFailure(
                .noState, detail: "\(store.path) is not there: nothing has been applied yet.",
                hint: "Name another state with --stack, --environment, --sandbox or --state."
            )
        }
        world.output(String(decoding: try document.bytes(), as: UTF8.self))
        return .done
    }
}
