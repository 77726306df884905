import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet show`.
struct Show: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what the state holds.",
        discussion: "Without --address, one line a resource. Secrets are never shown."
    )

    @OptionGroup var stack: StackOptions

    @Option(help: ArgumentHelp("Everything about this resource.", valueName: "address"))
    var address: String?

    @Option(help: ArgumentHelp("An earlier revision instead of the latest.", valueName: "number"))
    var revision: Int?

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world, opensKey: false).withoutKey
        let snapshot = try reportingState {
            if let revision { try store.snapshot(revision: revision) } else { try store.snapshot() }
        }
        let records = try chosen(from: snapshot)
        let text = RecordText(style: output.outputStyle(in: world))
        if output.json {
            let document: Value = [
                "format": "martlet.state/1",
                "revision": .number(Number(snapshot.revision)),
                "resources": .tuple(records.map(\.json)),
                "outputs": .object(Fields(snapshot.outputs.map { Fields.Field($0.key, $0.value.shown) })),
            ]
            world.output(document.jsonLine)
        } else if address != nil {
            world.output(records.map { text($0) }.joined(separator: "\n"))
        } else {
            world.output(text.list(records))
        }
        return .done
    }

    private func chosen(from snapshot: Snapshot) throws -> [ResourceRecord] {
        let all = snapshot.records.values.sorted { $0.address < $1.address }
        guard let text = address else { return all }
        let wanted = try parsedAddress(text)
        let records = all.filter { $0.address.isCovered(by: wanted) }
        guard records.isEmpty else { return records }
        let near = nearestName(to: text, among: all.map(\.address.description))
        throw CommandFailure(
            .noSuchResource, detail: "The state has no resource `\(text)`.",
            hint: near.map { "Did you mean `\($0)`?" } ?? "`martlet state list` lists them."
        )
    }
}

/// An address from the command line.
func parsedAddress(_ text: String) throws -> Address {
    guard let address = Address(text) else {
        throw CommandFailure(
            .notAnAddress, detail: "`\(text)` is not the address of a resource.",
            hint:
                "Addresses look like `cluster`, `allow[\"dns\"]`, `module.net.subnet[\"a\"]`; quote them for the shell.",
            status: .usage
        )
    }
    return address
}
