import Foundation
import MartletHTTP
import TestSupport
import Testing
import VaultDouble

/// A state whose key a vault wraps, through the commands.
struct VaultKeyTests {
    private static let environment = [
        "ARM_TENANT_ID": "tenant", "ARM_CLIENT_ID": "client", "ARM_CLIENT_SECRET": "canary-secret",
    ]
    private static let id = "https://v.vault.azure.net/keys/martlet"
    private static let stack = """
        martlet: 1
        name: vaulted
        resources:
          password: {type: core.password, body: {length: 20}}
        """

    private func run(_ martlet: CommandHarness, _ vault: VaultDouble, _ arguments: String...) async
        -> CommandHarness.Run
    {
        let environment = Self.environment.merging(["MARTLET_STATE_KEY_VAULT": Self.id]) { $1 }
        return await martlet.run(arguments, environment: environment, network: FixedTransportSource(vault))
    }

    @Test func `the key is nowhere in clear, and the vault opens it`() async throws {
        let (martlet, vault) = (try CommandHarness(files: ["stack.yaml": Self.stack]), try VaultDouble())
        #expect(await run(martlet, vault, "plan").status == 0)
        #expect(try martlet.localFiles().isEmpty)
        let apply = await run(martlet, vault, "apply", "--auto-approve")
        #expect(apply.status == 0, "\(apply.text)")
        let key = String(decoding: try #require(try martlet.localFiles()["state.key"]), as: UTF8.self)
        #expect(key.contains(#""key":"https://v.vault.azure.net/keys/martlet/1""#), "\(key)")
        #expect(await run(martlet, vault, "plan", "--detailed-exitcode").status == 0)
        // The key file may get lost: the state holds the wrapped key, too.
        try FileManager.default.removeItem(at: martlet.folder.appending(path: ".martlet/state.key"))
        let reveal = await run(martlet, vault, "state", "show", "password", "--reveal")
        #expect(reveal.status == 0 && !reveal.output.contains("<redacted>"), "\(reveal.text)")
    }

    @Test func `a vault that refuses stops what needs secrets and nothing else`() async throws {
        let (martlet, vault) = (try CommandHarness(files: ["stack.yaml": Self.stack]), try VaultDouble())
        #expect(await run(martlet, vault, "apply", "--auto-approve").status == 0)
        vault.refuse(with: 403, code: "Forbidden")
        let plan = await run(martlet, vault, "plan")
        #expect(plan.status == 1 && plan.messages.contains("S021"), "\(plan.text)")
        #expect(plan.messages.contains("Key Vault Crypto User"), "\(plan.text)")
        let status = await run(martlet, vault, "status")
        #expect(status.status == 0 && status.output.contains("Secrets cannot be opened"), "\(status.text)")
        for command in [["history"], ["state", "list"], ["state", "pull"]] {
            let environment = Self.environment
            let run = await martlet.run(command, environment: environment, network: FixedTransportSource(vault))
            #expect(run.status == 0, "\(command) \(run.text)")
        }
    }

    @Test func `rekey takes a new version of the vault's key, leaves the vault, and comes back`() async throws {
        let (martlet, vault) = (try CommandHarness(files: ["stack.yaml": Self.stack]), try VaultDouble())
        #expect(await run(martlet, vault, "apply", "--auto-approve").status == 0)
        let secret = await run(martlet, vault, "state", "show", "password", "--reveal").output
        vault.rotate()
        for (arguments, mark) in [
            ([], "keys/martlet/2"), (["--plain"], ""), (["--vault", Self.id + "/1"], "keys/martlet/1"),
        ] {
            let environment = Self.environment
            let rekey = await martlet.run(
                ["state", "rekey"] + arguments, environment: environment, network: FixedTransportSource(vault))
            #expect(rekey.status == 0, "\(rekey.text)")
            let key = String(decoding: try #require(try martlet.localFiles()["state.key"]), as: UTF8.self)
            #expect(mark.isEmpty ? key.count == 65 : key.contains(mark), "\(arguments) \(key)")
            #expect(await run(martlet, vault, "state", "show", "password", "--reveal").output == secret)
            #expect(await run(martlet, vault, "plan", "--detailed-exitcode").status == 0)
        }
        #expect(await run(martlet, vault, "history").output.contains("state rekey"))
    }

    @Test func `rekey of a key in the environment needs the new one there`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let old = ["MARTLET_STATE_KEY": String(repeating: "ab", count: 32)]
        #expect(await martlet("apply", "--auto-approve", environment: old).status == 0)
        let without = await martlet("state", "rekey", environment: old)
        #expect(without.status == 1 && without.messages.contains("MARTLET_STATE_NEW_KEY"), "\(without.text)")
        let new = String(repeating: "cd", count: 32)
        let rekey = await martlet("state", "rekey", environment: old.merging(["MARTLET_STATE_NEW_KEY": new]) { $1 })
        #expect(rekey.status == 0, "\(rekey.text)")
        #expect(await martlet("plan", environment: old).messages.contains("S009"))
        #expect(await martlet("plan", "--detailed-exitcode", environment: ["MARTLET_STATE_KEY": new]).status == 0)
        let none = await martlet("state", "rekey", "--environment", "never")
        #expect(none.status == 1 && none.messages.contains("C045"), "\(none.text)")
    }
}
