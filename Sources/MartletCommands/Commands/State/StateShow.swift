import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet state show`.
struct StateShow: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything that the state records of a resource.",
        discussion: "Secrets are redacted, and no key is needed, unless --reveal asks for them in clear."
    )

    @Argument(help: "The resource's address; without a key all its instances, without a member all its members.")
    var address: String

    @Flag(help: "Show secrets in clear.")
    var reveal = false

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let wanted = try parsedAddress(address)
        let store = try await options.stack.openState(in: world, opensKey: reveal)
        let snapshot = try reportingState { try (reveal ? store : store.withoutKey).snapshot() }
        let records = try options.records(at: wanted, in: snapshot).map { reveal ? $0.revealed : $0 }
        if output.json {
            let document: Value = [
                "format": "martlet.state/1", "revision": .number(Number(snapshot.revision)),
                "resources": .tuple(records.map(\.json)),
            ]
            world.output(document.jsonLine)
        } else {
            let text = RecordText(style: output.outputStyle(in: world))
            world.output(records.map { text($0) }.joined(separator: "\n"))
        }
        return .done
    }
}

extension ResourceRecord {
    /// The record with its secrets in clear.
    fileprivate var revealed: ResourceRecord {
        var record = self
        record.attributes = attributes.revealed
        record.body = body.revealed
        return record
    }
}
