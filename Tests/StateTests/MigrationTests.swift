import Foundation
import GRDB
import MartletModel
import MartletState
import TestSupport
import Testing

/// A file of the first schema, as the Martlet of that time left it (Tests/Fixtures/README.md).
struct MigrationTests {
    private let scratch = Scratch()
    private static let key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

    private func place() throws -> Data {
        let fixture = Fixtures.packageRoot.appending(path: "Tests/Fixtures/state-v1.sqlite")
        let folder = (scratch.statePath as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: fixture.path, toPath: scratch.statePath)
        return try Data(contentsOf: fixture)
    }

    private func store() throws -> StateStore { try scratch.store(key: ["MARTLET_STATE_KEY": Self.key]) }

    private var backups: [String] {
        let folder = scratch.folder + "/.martlet/backups"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    @Test func readingAnOlderFileLeavesItAsItIs() throws {
        let before = try place()
        let snapshot = try store().snapshot()
        #expect(snapshot.revision == 2)
        #expect(snapshot.records.keys.map(\.description).sorted().count == 5)
        #expect(snapshot.records[Address("password")]?.attributes["result"]?.revealed.stringValue?.count == 16)
        #expect(try store().history().map(\.number) == [2, 1, 0])
        #expect(try store().transfers().isEmpty)
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.statePath)) == before)
        #expect(backups.isEmpty)
    }

    @Test func `a file whose first writer died before anything was in it holds nothing`() throws {
        let folder = (scratch.statePath as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let half = folder + "/half"
        try DatabaseQueue(path: half).writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN IMMEDIATE;
                    CREATE TABLE meta (text BLOB); INSERT INTO meta VALUES (zeroblob(1000000));
                    """)
            // In the middle of the transaction the file has pages of it, and the journal what takes them back.
            for end in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: half + end, toPath: scratch.statePath + end)
            }
            try database.execute(sql: "ROLLBACK")
        }
        #expect(try store().snapshot() == Snapshot(lineage: ""))
        #expect(try store().history().isEmpty)
        #expect(try store().openDeployment() == nil)
        let lease = try store().acquireLease(owner: "ada", lineage: "x", now: Timestamp(milliseconds: 1))
        try lease.release(now: Timestamp(milliseconds: 1))
        #expect(try store().snapshot().lineage == "x")
    }

    @Test func aWriterMigratesAfterABackup() throws {
        _ = try place()
        let before = try store().snapshot()
        let old = try (0...2).map { try store().snapshot(revision: $0) }
        let lease = try store().acquireLease(
            owner: "ada", lineage: "x", now: Timestamp(milliseconds: 1_795_464_376_416))
        #expect(try lease.snapshot() == before)
        let entry = RevisionEntry(actor: "ada", reason: "test", message: "why", outputs: [:])
        #expect(try lease.edit(entry, [.remove(Address("page", key: .string("home")))], now: later) == 3)
        try lease.release(now: later)
        #expect(try store().history().first?.message == "why")
        #expect(try store().deployments().allSatisfy { $0.checks == nil })
        for revision in 0...2 { #expect(try store().snapshot(revision: revision) == old[revision]) }

        #expect(backups == ["state.db-v1-20261123T200616Z.state"])
        let backup = scratch.folder + "/.martlet/backups/" + (backups.first ?? "")
        #expect(try FileManager.default.attributesOfItem(atPath: backup)[.posixPermissions] as? Int == 0o600)
        let kept = try StateStore.open(path: backup, key: scratch.key(["MARTLET_STATE_KEY": Self.key]))
        #expect(try kept.snapshot() == before)
        let schema = try DatabaseQueue(path: backup).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(schema == 1)
    }

    @Test func aSecondWriterMakesNoSecondBackup() throws {
        _ = try place()
        try store().lease().release(now: later)
        try store().lease(at: 2000).release(now: Timestamp(milliseconds: 3000))
        #expect(backups.count == 1)
    }

    @Test func noBackupNoMigration() throws {
        let before = try place()
        // A file where the folder of backups should be.
        try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.folder + "/.martlet/backups"))
        let error = #expect(throws: StateError.self) { try store().lease() }
        #expect(error?.diagnostic.code == "S005", "\(String(describing: error))")
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.statePath)) == before)
        #expect(try store().snapshot().revision == 2)
    }

    @Test func aMigrationThatFailsLeavesTheFileAndItsBackup() throws {
        _ = try place()
        let queue = try DatabaseQueue(path: scratch.statePath)
        try queue.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE transfer (in_the_way TEXT)") }
        try queue.close()
        let error = #expect(throws: StateError.self) { try store().lease() }
        #expect(error?.diagnostic.code == "S003", "\(String(describing: error))")
        #expect(error?.diagnostic.hint?.contains("backups/state.db-v1-") == true)
        #expect(backups.count == 1)
        let schema = try DatabaseQueue(path: scratch.statePath).read {
            try Int.fetchOne($0, sql: "PRAGMA user_version")
        }
        #expect(schema == 1)
    }
}
