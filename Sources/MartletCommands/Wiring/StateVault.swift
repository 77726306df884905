import AzureProvider
import Foundation
import MartletHTTP
import MartletModel
import MartletProvider
import MartletState

/// Opens and wraps a state's key through Azure Key Vault, signed in as the Azure provider is.
struct StateVault {
    static let variable = "MARTLET_STATE_KEY_VAULT"

    let world: World

    /// The same state with its wrapped keys opened, where it has some, and with a wrapped first key at hand, where there is
    /// none yet and the environment names a vault. Nothing is written.
    ///
    /// A vault that refuses is no fault here: only what needs the key fails.
    func opening(_ store: StateStore) async throws -> StateStore {
        var source = store.keys
        for wrapped in store.wrappedKeys() { source.answers[wrapped] = await answer(to: wrapped) }
        if !store.hasKey, let id = world.environment[Self.variable], !id.isEmpty {
            source.firstKey = try await newKey(source.randomKey(), in: id)
        }
        return try reportingState { try store.with(source) }
    }

    private func answer(to wrapped: WrappedKey) async -> VaultAnswer {
        guard let id = KeyVaultKeyID(wrapped.vaultKey), wrapped.algorithm == KeyVaultKeys.algorithm else {
            return .refused(detail: "It was wrapped in a way that this Martlet does not know.", hint: nil)
        }
        do throws(ProviderError) {
            return .key(try await keys().unwrap(wrapped.bytes, with: id))
        } catch {
            return .refused(detail: error.message, hint: error.hint)
        }
    }

    /// `key` as the vault's key `id` wraps it.
    func newKey(_ key: [UInt8], in text: String) async throws -> NewKey {
        guard let id = KeyVaultKeyID(text) else {
            let detail = "`\(text)` is not the id of a key: https://NAME.vault.azure.net/keys/KEY[/VERSION]."
            throw CommandFailure(StateError.vaultRefused(key: text, detail: detail, hint: nil))
        }
        do throws(ProviderError) {
            let wrapped = try await keys().wrap(key, with: id)
            return .wrapped(
                WrappedKey(
                    vaultKey: wrapped.id.description, algorithm: KeyVaultKeys.algorithm, bytes: wrapped.bytes),
                key: key
            )
        } catch {
            throw CommandFailure(StateError.vaultRefused(key: text, detail: error.message, hint: error.hint))
        }
    }

    private func keys() throws(ProviderError) -> KeyVaultKeys {
        try KeyVaultKeys(
            AzureProvider.World(
                transports: world.network, clock: ContinuousClock(), now: { [world] in Int(world.now()) },
                environment: world.environment,
                readFile: { [world] in [UInt8](try Data(contentsOf: URL(filePath: world.absolute($0)))) }
            )
        )
    }
}
