import Foundation
import GRDB
import MartletModel
import MartletState
import Testing

/// Changing the key: every secret can be opened with the new one and none with the old, at every moment of a crash.
struct RekeyTests {
    private let scratch = Scratch()
    private static let secret = Value.secret("hunter2")
    private static let fresh = [UInt8](repeating: 7, count: 32)
    private var keyFile: String { scratch.folder + "/.martlet/state.key" }

    /// Secrets in every place that can hold one.
    private func prepare() throws {
        let lease = try scratch.store().lease()
        let record = ResourceRecord.sample("a", body: ["p": Self.secret, "q": 1])
        let connect = StateChange.connect("fake", ConnectionRecord(provider: "fake", configuration: ["t": Self.secret]))
        let entry = RevisionEntry(actor: "ada", reason: "apply", outputs: ["o": Self.secret])
        _ = try lease.edit(entry, [connect, .put(record)], now: later)
        var start = DeploymentStart.sample(base: 1)
        start.plan = ["body": Self.secret]
        let id = try lease.begin(start)
        try lease.record([.intent(.create(0, "b", body: ["p": Self.secret]))], in: id, now: later)
        try lease.record([.operation(step: 0, OperationText("https://x/?sig=1"))], in: id, now: later)
        let made = ResourceRecord.sample("b", body: ["p": Self.secret])
        try lease.record([.outcome(step: 0, .done(made), [.put(made)])], in: id, now: later)
        let buried = StateChange.bury(Tombstone(record: .sample("old", body: Self.secret), failure: "no"))
        _ = try lease.commit(entry, [buried], in: id, now: later)
        try lease.finish(id, .cleanupPending, now: later)
        try lease.release(now: later)
    }

    private func all(_ store: StateStore) throws -> [Snapshot] {
        try [store.snapshot()] + (0...2).map { try store.snapshot(revision: $0) }
    }

    @Test func everySecretIsOpenedWithTheNewKeyAndNoneWithTheOld() throws {
        try prepare()
        let before = try all(scratch.store())
        let old = try #require(FileManager.default.contents(atPath: keyFile))
        #expect(try scratch.store().rekey(to: .plain(Self.fresh), owner: "ada", now: later) == 3)
        let after = try all(scratch.store())
        #expect(after.dropFirst() == before.dropFirst())
        #expect(after.first?.records == before.first?.records)
        #expect(try scratch.store().history().first?.reason == "state rekey")
        #expect(try scratch.store().history().first?.changed == 0)
        #expect(FileManager.default.contents(atPath: keyFile) != old)
        #expect(!FileManager.default.fileExists(atPath: keyFile + ".next"))

        // No seal of the old key is left anywhere in the file.
        let sealer = StateSealer(
            key: try StateKeySource.parse(String(decoding: old, as: UTF8.self), source: ""))
        let queue = try DatabaseQueue(path: scratch.statePath)
        let seals = try queue.read { database -> [String] in
            try ["resource", "resource_rev", "revision", "connection", "tombstone", "step", "deployment"].flatMap {
                table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").flatMap { row in
                    row.databaseValues.compactMap { String.fromDatabaseValue($0) }
                }
            }.flatMap { text in text.matches(of: /m1:[A-Za-z0-9+\/=]+/).map { String($0.output) } }
        }
        #expect(seals.count >= 10)
        #expect(seals.allSatisfy { (try? sealer.open($0)) == nil })
        let next = StateSealer(key: Self.fresh)
        #expect(seals.allSatisfy { (try? next.open($0)) != nil })
    }

    /// The lease is taken in two moments, the change is made in two, the lease given back in two.
    @Test(arguments: 0..<5) func aCrashLeavesOneKeyThatFits(moment: Int) throws {
        try prepare()
        let before = try scratch.store().snapshot().records
        let left = Moments(moment)
        let store = try scratch.store(observeWrite: { (_) throws(StateError) in try left.pass() })
        _ = try? store.rekey(to: .plain(Self.fresh), owner: "ada", now: later)
        #expect(try scratch.store().snapshot().records == before)
        #expect(try scratch.store().keyFault() == nil)
        // A plan file is sealed with the key that is in use.
        let sealer = try scratch.store().sealer(mayCreate: false)
        #expect(try scratch.store().document().seals.allSatisfy { (try? sealer.open($0)) != nil })
        let lease = try scratch.store().lease(at: 9000)
        _ = try lease.edit(.sample, [.put(.sample("c", body: Self.secret))], now: later)
        try lease.release(now: Timestamp(milliseconds: 9000))
        #expect(try scratch.store().snapshot().records[Address("c")]?.body == Self.secret)
        #expect(try scratch.store().snapshot().records[Address("a")] == before[Address("a")])
    }

    @Test func aWrappedKeyIsKeptInTheStateAndOpenedByTheVaultAlone() throws {
        try prepare()
        let before = try scratch.store().snapshot().records
        let wrapped = WrappedKey(
            vaultKey: "https://v.vault.azure.net/keys/k/1", algorithm: "RSA-OAEP-256", bytes: [1, 2, 3])
        _ = try scratch.store().rekey(to: .wrapped(wrapped, key: Self.fresh), owner: "ada", now: later)
        let text = String(decoding: try #require(FileManager.default.contents(atPath: keyFile)), as: UTF8.self)
        #expect(text.hasPrefix("{") && text.contains("keys/k/1"))

        let closed = try scratch.store()
        #expect(closed.wrappedKeys() == [wrapped])
        #expect(closed.keyFault()?.diagnostic.code == "S021")
        var source = scratch.key()
        source.answers[wrapped] = .refused(detail: "Forbidden by the firewall.", hint: "Ask.")
        #expect(try closed.with(source).keyFault()?.diagnostic.detail.contains("Forbidden by the firewall.") == true)
        source.answers[wrapped] = .key(Self.fresh)
        #expect(try closed.with(source).snapshot().records == before)

        // Without the file, the state alone tells what the vault has to open.
        try FileManager.default.removeItem(atPath: keyFile)
        #expect(try scratch.store().wrappedKeys() == [wrapped])
        #expect(try closed.with(source).snapshot().records == before)
        #expect(throws: StateError.self) { try scratch.store().lease(at: 9000) }
        #expect(!FileManager.default.fileExists(atPath: keyFile), "no other key may be made for a state that has one")
    }

    @Test func aFirstKeyFromAVaultIsWrittenOnlyWhenItIsNeeded() throws {
        let wrapped = WrappedKey(vaultKey: "https://v.vault.azure.net/keys/k/1", algorithm: "RSA-OAEP-256", bytes: [9])
        var source = scratch.key()
        source.firstKey = .wrapped(wrapped, key: Self.fresh)
        source.answers[wrapped] = .key(Self.fresh)
        let store = try scratch.store().with(source)
        #expect(try store.snapshot() == Snapshot(lineage: ""))
        #expect(try scratch.files().isEmpty)
        try store.lease().release(now: later)
        #expect(try scratch.store().wrappedKeys() == [wrapped])
    }

    @Test func aKeyFromTheEnvironmentIsChangedWithoutAFile() throws {
        let old = ["MARTLET_STATE_KEY": String(repeating: "ab", count: 32)]
        let lease = try scratch.store(key: old).lease()
        _ = try lease.edit(.sample, [.connection, .put(.sample("a", body: Self.secret))], now: later)
        try lease.release(now: later)
        _ = try scratch.store(key: old).rekey(to: .plain(Self.fresh), owner: "ada", now: later)
        #expect(throws: StateError.wrongKey(path: scratch.statePath)) { try scratch.store(key: old).snapshot() }
        let new = ["MARTLET_STATE_KEY": String(repeating: "07", count: 32)]
        #expect(try scratch.store(key: new).snapshot().records[Address("a")]?.body == Self.secret)
    }
}
