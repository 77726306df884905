import AzureProvider
import Foundation
import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import TestSupport
import Testing
import VaultDouble

/// Wrapping and unwrapping through a vault that does what the real one does, with a real RSA key.
struct KeyVaultTests {
    private static let key = [UInt8](0..<32)

    private func keys(_ vault: VaultDouble) throws -> KeyVaultKeys {
        try KeyVaultKeys(
            AzureProvider.World(
                transports: FixedTransportSource(vault), clock: SteppingClock(), now: { 1_000_000 },
                environment: [
                    "ARM_TENANT_ID": "tenant", "ARM_CLIENT_ID": "client", "ARM_CLIENT_SECRET": "canary-secret",
                ],
                readFile: { _ in [] }
            )
        )
    }

    private func id(_ text: String) throws -> KeyVaultKeyID { try #require(KeyVaultKeyID(text)) }

    @Test func `what is wrapped is unwrapped, by the version that wrapped it`() async throws {
        let vault = try VaultDouble()
        let keys = try keys(vault)
        let wrapped = try await keys.wrap(Self.key, with: id("https://v.vault.azure.net/keys/martlet"))
        #expect(wrapped.id.description == "https://v.vault.azure.net/keys/martlet/1")
        #expect(wrapped.bytes.count == 256)
        vault.rotate()
        #expect(try await keys.unwrap(wrapped.bytes, with: wrapped.id) == Self.key)
        let later = try await keys.wrap(Self.key, with: id("https://v.vault.azure.net/keys/martlet"))
        #expect(later.id.version == "2")
        #expect(vault.scopes == ["https://vault.azure.net/.default"])
    }

    @Test func `a refusal says what to do`() async throws {
        let vault = try VaultDouble()
        vault.refuse(with: 403, code: "Forbidden")
        let error = await #expect(throws: ProviderError.self) {
            _ = try await keys(vault).wrap(Self.key, with: id("https://v.vault.azure.net/keys/martlet/1"))
        }
        #expect(error?.hint?.contains("Key Vault Crypto User") == true)
        #expect(error?.message.contains("canary") == false)
    }

    @Test func `a busy vault is asked again`() async throws {
        let vault = try VaultDouble()
        vault.refuse(with: 503, code: "ServiceUnavailable", times: 2)
        let wrapped = try await keys(vault).wrap(Self.key, with: id("https://v.vault.azure.net/keys/martlet/1"))
        #expect(wrapped.bytes.count == 256)
    }

    @Test(arguments: [
        "http://v.vault.azure.net/keys/k", "https://vault.azure.net.evil.example/keys/k",
        "https://vault.azure.net/keys/k",
        "https://v.vault.azure.net/secrets/k", "https://v.vault.azure.net/keys/",
        "https://v.vault.azure.net/keys/a/b/c",
        "https://v.vault.azure.net:8443/keys/k", "https://v.vault.azure.net/keys/k?x=1",
        "https://v.vault.azure.net/keys/../x",
        "k",
    ])
    func `tokens go to vaults alone`(text: String) { #expect(KeyVaultKeyID(text) == nil) }

    @Test func `vaults of other clouds and managed HSMs are known`() throws {
        #expect(try id("https://V.Vault.Azure.CN/keys/k").description == "https://v.vault.azure.cn/keys/k")
        #expect(KeyVaultKeyID("https://h.managedhsm.azure.net/keys/k/0a1b") != nil)
    }
}
