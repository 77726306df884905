import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet output`.
struct Output: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "output", abstract: "Print the outputs of the last apply.",
        discussion: "With a name, only that value: text as it is, anything else as JSON."
    )

    @OptionGroup var stack: StackOptions

    @Option(help: ArgumentHelp("Only this output.", valueName: "output"))
    var name: String?

    @Flag(help: "Print secrets in clear.")
    var reveal = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world)
        let outputs = try reportingState { try store.snapshot().outputs }
        guard let name else {
            world.output(list(outputs, in: world))
            return .done
        }
        guard let value = outputs[name] else {
            let near = nearestName(to: name, among: outputs.keys.sorted())
            throw CommandFailure(
                .noSuchOutput, detail: "The last apply left no output `\(name)`.",
                hint: near.map { "Did you mean `\($0)`?" } ?? "`martlet output` lists them."
            )
        }
        let shown = reveal ? value.revealed.plain : value.shown
        if !output.json, case .string(let text) = shown {
            world.output(text + "\n")
        } else {
            world.output(shown.jsonLine)
        }
        return .done
    }

    private func list(_ outputs: [String: Value], in world: World) -> String {
        let values = reveal ? outputs.mapValues(\.revealed) : outputs
        if output.json {
            let fields = Fields(values.map { Fields.Field($0.key, $0.value.shown) })
            return (["format": "martlet.outputs/1", "outputs": .object(fields)] as Value).jsonLine
        }
        return outputs.isEmpty ? "No outputs.\n" : OutputsText(style: output.outputStyle(in: world))(values) + "\n"
    }
}
