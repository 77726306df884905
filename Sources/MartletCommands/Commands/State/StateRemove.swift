import ArgumentParser
import MartletModel
import MartletState

/// `martlet state rm`.
struct StateRemove: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Forget resources: their records go, their objects stay."
    )

    @Argument(help: "A resource's address; without a key all its instances, without a member all its members.")
    var addresses: [String]

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if addresses.isEmpty { throw ValidationError("Name at least one resource.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let wanted = try addresses.map(parsedAddress)
        let reason = "state rm \(addresses.joined(separator: " "))"
        return try await options.edit(reason: reason, in: world) { snapshot in
            let found = try wanted.flatMap { try options.records(at: $0, in: snapshot).map(\.address) }
            return snapshot.removing(Set(found))
        }
    }
}
