import Foundation
import GRDB
import MartletModel
import TestSupport
import Testing

@testable import MartletState

/// Files that are not ours, damaged, or too new are refused and stay as they are, byte for byte.
struct RefusalTests {
    private let scratch = Scratch()

    private func write(_ bytes: Data) throws {
        let folder = (scratch.statePath as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: scratch.statePath))
    }

    private func bytes() -> Data? { FileManager.default.contents(atPath: scratch.statePath) }

    /// The code with which both reading and taking the lease refuse the file.
    private func refusal() -> Set<String> {
        var codes: Set<String> = []
        for attempt in [{ _ = try scratch.store().snapshot() }, { _ = try scratch.store().lease() }] {
            do {
                try attempt()
                codes.insert("accepted")
            } catch { codes.insert((error as? StateError)?.diagnostic.code.text ?? "\(error)") }
        }
        return codes
    }

    @Test(arguments: ["not a database", "SQLite format 3\u{0} and then nothing", String(repeating: "x", count: 5000)])
    func textIsRefused(_ text: String) throws {
        try write(Data(text.utf8))
        #expect(refusal() == ["S001"])
        #expect(bytes() == Data(text.utf8))
    }

    @Test func anotherApplicationsDatabaseIsRefused() throws {
        try write(Data())
        let queue = try DatabaseQueue(path: scratch.statePath)
        try queue.write { try $0.execute(sql: "CREATE TABLE t (a)") }
        try queue.close()
        let before = bytes()
        #expect(refusal() == ["S001"])
        #expect(bytes() == before)
    }

    @Test func aNewerSchemaIsRefused() throws {
        try makeState()
        try alter("PRAGMA user_version = 99")
        let before = bytes()
        #expect(refusal() == ["S002"])
        #expect(bytes() == before)
    }

    @Test func anAlteredMigrationIsRefused() throws {
        try makeState()
        try alter("UPDATE migration SET checksum = 'other'")
        #expect(throws: StateError.alteredMigration(path: scratch.statePath, number: 1)) { try scratch.store().lease() }
    }

    @Test(arguments: [1, 2, 3, 4, 5])
    func aDamagedFileIsRefused(_ seed: UInt64) throws {
        try makeState(records: 200)
        var damaged = try #require(bytes())
        var random = SeededGenerator(seed: seed)
        // Whole pages of noise, so that no damage falls only on free space.
        for start in stride(from: 4096, to: damaged.count - 4096, by: 4096) {
            for offset in 0..<64 { damaged[start + offset] = UInt8.random(in: 0...255, using: &random) }
        }
        try write(damaged)
        #expect(refusal() == ["S004"])
        #expect(bytes() == damaged)
    }

    @Test func aTruncatedFileIsRefused() throws {
        try makeState(records: 200)
        let half = try #require(bytes()).prefix(40_000)
        try write(Data(half))
        #expect(refusal() == ["S004"])
        #expect(bytes() == Data(half))
    }

    @Test func aFolderInThePlaceOfTheFileIsRefused() throws {
        try FileManager.default.createDirectory(atPath: scratch.statePath, withIntermediateDirectories: true)
        #expect(refusal() == ["S005"])
    }

    @Test func `a write of another process that does not end is told as such`() {
        let locked = DatabaseError(resultCode: .SQLITE_BUSY, message: "database is locked")
        let error = StateError(translating: locked, path: "a.state")
        #expect(error == .busy(path: "a.state"))
        #expect(error.diagnostic.code == "S005" && error.diagnostic.hint?.contains("`fg`") == true)
    }

    private func makeState(records: Int = 0) throws {
        let lease = try scratch.store().lease()
        let puts = (0..<records).map { StateChange.put(.sample("r\($0)")) }
        _ = try lease.edit(.sample, [.connection] + puts, now: later)
        try lease.release(now: later)
    }

    private func alter(_ sql: String) throws {
        let queue = try DatabaseQueue(path: scratch.statePath)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
