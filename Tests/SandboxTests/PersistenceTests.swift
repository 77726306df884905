import Foundation
import MartletModel
import Testing

@testable import Sandbox

struct PersistenceTests {
    /// A folder of its own that is removed afterwards.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }

    @Test func `a cloud is the same after it was closed and opened`() async throws {
        try await withFolder { folder in
            let path = folder + "/sandbox.sqlite"
            let first = try SandboxFixture(path: path)
            try await first.makeGroup()
            _ = try await first.put(
                SandboxFixture.group + "/providers/Microsoft.Storage/storageAccounts/abc", SandboxBodies.account)
            let (before, moment, ids) = (
                try first.cloud.dump(), first.cloud.clock.now, try first.cloud.transaction { $0.newUUID() }
            )
            let second = try SandboxFixture(path: path)
            #expect(try second.cloud.dump() == before)
            #expect(second.cloud.clock.now == moment)
            #expect(try second.cloud.transaction { $0.newUUID() } != ids)
            second.pass(.seconds(30))
            let account = try await second.get(
                SandboxFixture.group + "/providers/Microsoft.Storage/storageAccounts/abc")
            #expect(account["properties.provisioningState"] == "Succeeded")
        }
    }

    @Test func `two processes see each other's writes`() async throws {
        try await withFolder { folder in
            let path = folder + "/sandbox.sqlite"
            let first = try SandboxFixture(path: path)
            let second = try SandboxFixture(path: path)
            try await first.makeGroup()
            #expect(try await second.get(SandboxFixture.group).status == 200)
            let other = SandboxFixture.subscription + "/resourceGroups/other"
            #expect(try await second.put(other, ["location": "westeurope"]).status == 201)
            #expect(try await first.get(other).status == 200)
            let revisions = try [first, second].map { try $0.cloud.transaction { $0.revision } }
            #expect(revisions[0] == revisions[1])
        }
    }

    @Test func `no secret can be found in any file`() async throws {
        try await withFolder { folder in
            let fixture = try SandboxFixture(path: folder + "/sandbox.sqlite")
            let secret = "planted-canary-4711"
            try fixture.cloud.transaction { transaction in
                transaction.put(SandboxKey(.cluster("c"), "secrets", "s"), ["data": .string(secret)])
            }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
                let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
                if name.hasSuffix(".key") { #expect(attributes[.posixPermissions] as? Int == 0o600) }
            }
        }
    }

    @Test func `without its key the file is refused`() async throws {
        try await withFolder { folder in
            let path = folder + "/sandbox.sqlite"
            do { try await SandboxFixture(path: path).makeGroup() }
            try FileManager.default.removeItem(atPath: folder + "/sandbox.key")
            #expect(throws: SandboxStoreError.key(path: folder + "/sandbox.key")) { try SandboxFixture(path: path) }
        }
    }

    @Test func `a file that is no database is refused and left alone`() async throws {
        try await withFolder { folder in
            let path = folder + "/sandbox.sqlite"
            let text = Data(String(repeating: "not a database ", count: 100).utf8)
            try text.write(to: URL(fileURLWithPath: path))
            try Data(repeating: 1, count: 32).write(to: URL(fileURLWithPath: folder + "/sandbox.key"))
            #expect(throws: SandboxStoreError.self) { try SandboxFixture(path: path) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
        }
    }
}
