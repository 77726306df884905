import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet state list`.
struct StateList: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the resources that the state records.",
        discussion: """
            PATTERN is an address, which stands for all its instances and members too, or text in which `*` stands for \
            anything: martlet state list 'module.net.*'
            """
    )

    @Argument(help: "Only these.")
    var pattern: String?

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await options.stack.openState(in: world, opensKey: false).withoutKey
        let snapshot = try reportingState { try store.snapshot() }
        let records = snapshot.records.values.filter(isWanted).sorted { $0.address < $1.address }
        if output.json {
            let document: Value = [
                "format": "martlet.state-list/1", "lineage": .string(snapshot.lineage),
                "revision": .number(Number(snapshot.revision)), "resources": .tuple(records.map(\.line)),
            ]
            world.output(document.jsonLine)
        } else if !records.isEmpty || pattern == nil {
            world.output(RecordText(style: output.outputStyle(in: world)).list(records))
        }
        return .done
    }

    private func isWanted(_ record: ResourceRecord) -> Bool {
        guard let pattern else { return true }
        if let address = Address(pattern), record.address.isCovered(by: address) { return true }
        return AddressPattern(pattern).matches(record.address)
    }
}

/// Text in which `*` stands for any text.
struct AddressPattern {
    private let parts: [Substring]

    init(_ text: String) { parts = text.split(separator: "*", omittingEmptySubsequences: false) }

    /// Takes the first place that fits each part, which is enough when parts are only separated by `*`.
    func matches(_ address: Address) -> Bool {
        var rest = Substring(address.description)
        guard let first = parts.first, let last = parts.last, rest.hasPrefix(first) else { return false }
        guard parts.count > 1 else { return rest == first }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}

extension ResourceRecord {
    /// What a listing tells: no attributes, so nothing that could be secret.
    fileprivate var line: Value {
        [
            "address": .string(address.description), "type": .string(type.text),
            "connection": .string(connection.text), "identity": .string(identity.text),
            "health": .string(health.name),
        ]
    }
}
