import ArgumentParser
import MartletModel
import MartletState

/// `martlet state rekey`.
struct StateRekey: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rekey", abstract: "Seal every secret of the state anew with another key.",
        discussion: """
            Needs the key in use. The new one is random and takes its place: in the key file, wrapped by a vault if the old \
            one was. Where MARTLET_STATE_KEY holds the key, MARTLET_STATE_NEW_KEY must hold the new one. Backups and saved \
            plans keep the key they were made with.
            """
    )

    @Option(
        help: ArgumentHelp(
            "Let this key of Azure Key Vault wrap the new key: https://NAME.vault.azure.net/keys/KEY.", valueName: "id")
    )
    var vault: String?

    @Flag(help: "Keep the new key in clear in the key file, though a vault wraps the old one.")
    var plain = false

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if plain, vault != nil { throw ValidationError("--plain and --vault cannot be combined.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let store = try await options.stack.openState(in: world)
        guard try reportingState({ try store.withoutKey.leaseHolder() }) != nil else {
            throw CommandFailure(
                .noState, detail: "\(store.path) is not there: there is nothing to seal anew.",
                hint: "The first apply makes the key."
            )
        }
        let key = try await newKey(for: store, in: world)
        return try reportingState {
            let revision = try store.rekey(to: key, owner: world.actor, now: world.timestamp)
            world.messages("Revision \(revision): every secret is sealed with the new key.\n")
            world.messages(store.keys.file.map { "The key is in \($0).\n" } ?? Self.environmentNote)
            return .done
        }
    }

    private static let environmentNote = "From now on MARTLET_STATE_KEY must be what MARTLET_STATE_NEW_KEY is.\n"

    private func newKey(for store: StateStore, in world: World) async throws -> NewKey {
        let source = store.keys
        guard source.file != nil else {
            guard let text = world.environment["MARTLET_STATE_NEW_KEY"], !text.isEmpty, vault == nil else {
                let detail =
                    "MARTLET_STATE_KEY holds the key, so MARTLET_STATE_NEW_KEY must hold the new one; for a key file or "
                    + "a vault, write the key to a file and name that in MARTLET_STATE_KEY_FILE instead."
                throw CommandFailure(StateError.unusableKey(source: "the environment", detail: detail))
            }
            return .plain(try reportingState { try StateKeySource.parse(text, source: "MARTLET_STATE_NEW_KEY") })
        }
        let wrapping = vault ?? source.wrappedKeys.first.map { Self.withoutVersion($0.vaultKey) }
        guard let wrapping, !plain else { return .plain(source.randomKey()) }
        return try await StateVault(world: world).newKey(source.randomKey(), in: wrapping)
    }

    /// The vault's key as it is now, not as it was when the old key was wrapped.
    private static func withoutVersion(_ id: String) -> String {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 6 ? parts.dropLast().joined(separator: "/") : id
    }
}
