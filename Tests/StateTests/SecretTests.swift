import Foundation
import MartletModel
import MartletState
import Testing

struct SecretTests {
    private let scratch = Scratch()
    private let canary = "canary-7f3a9"

    @Test func noSecretIsFoundInAnyFileWhileOrAfterItIsWritten() throws {
        let secret = Value.secret(.string(canary))
        let record = ResourceRecord.sample("a", body: ["p": secret])
        let lease = try scratch.store().lease()
        var start = DeploymentStart.sample()
        start.plan = ["body": secret]
        let id = try lease.begin(start)
        let connect = StateChange.connect("fake", ConnectionRecord(provider: "fake", configuration: ["t": secret]))
        try lease.record([.intent(.create(0, "a", body: ["p": secret]))], in: id, now: later)
        try lease.record([.operation(step: 0, OperationText("https://x/?sig=\(canary)"))], in: id, now: later)
        try lease.record([.outcome(step: 0, .done(record), [connect, .put(record)])], in: id, now: later)
        let entry = RevisionEntry(actor: "ada", reason: "apply", outputs: ["o": secret])
        _ = try lease.commit(
            entry, [.bury(Tombstone(record: .sample("old", body: secret), failure: ""))], in: id, now: later)
        try expectNoCanary()
        #expect(try lease.snapshot().records[Address("a")] == record)
        try lease.release(now: later)
        try expectNoCanary()
    }

    private func expectNoCanary() throws {
        let files = try scratch.files()
        #expect(files.count >= 3)
        for needle in [canary, Data(canary.utf8).base64EncodedString()] {
            for (name, bytes) in files { #expect(bytes.range(of: Data(needle.utf8)) == nil, "\(name)") }
        }
    }

    @Test func theKeyIsMadeOnceAndForItsOwnerAlone() throws {
        try scratch.store().lease().release(now: later)
        let path = scratch.folder + "/.martlet/state.key"
        let key = FileManager.default.contents(atPath: path)
        #expect(key?.count == 65)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        try scratch.store().lease().release(now: later)
        #expect(FileManager.default.contents(atPath: path) == key)
    }

    @Test func theStateFilesAreForTheirOwnerAlone() throws {
        let lease = try scratch.store().lease()
        _ = try lease.edit(.sample, [.connection], now: later)
        for name in ["state.db", "state.db-wal", "state.db.lock"] {
            let path = scratch.folder + "/.martlet/" + name
            #expect(
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    static let hex = String(repeating: "ab", count: 32)
    static let base64 = Data(repeating: 0xAB, count: 32).base64EncodedString()

    @Test func aKeyFromTheEnvironmentIsUsedInEitherForm() throws {
        let lease = try scratch.store(key: ["MARTLET_STATE_KEY": Self.hex]).lease()
        _ = try lease.edit(.sample, [.connection, .put(.sample("a", body: .secret("x")))], now: later)
        try lease.release(now: later)
        #expect(try scratch.files()[".martlet/state.key"] == nil)
        let other = try scratch.store(key: ["MARTLET_STATE_KEY": Self.base64])
        #expect(try other.snapshot().records[Address("a")]?.body == .secret("x"))
        let path = scratch.folder + "/key"
        try Data((Self.base64 + "\n").utf8).write(to: URL(fileURLWithPath: path))
        #expect(try scratch.store(key: ["MARTLET_STATE_KEY_FILE": path]).snapshot().records.count == 1)
    }

    @Test func anotherKeyIsRefused() throws {
        try scratch.store(key: ["MARTLET_STATE_KEY": Self.hex]).lease().release(now: later)
        let other = try scratch.store(key: ["MARTLET_STATE_KEY": String(repeating: "cd", count: 32)])
        #expect(throws: StateError.wrongKey(path: scratch.statePath)) { try other.snapshot() }
        #expect(throws: StateError.wrongKey(path: scratch.statePath)) { try other.lease() }
    }

    @Test(arguments: ["short", "abcd", String(repeating: "zz", count: 32), "ü"])
    func aMalformedKeyIsRefusedWithoutShowingIt(_ text: String) throws {
        let store = try scratch.store(key: ["MARTLET_STATE_KEY": text])
        let error = #expect(throws: StateError.self) { try store.lease() }
        #expect(error?.diagnostic.code == "S010")
        #expect(error?.diagnostic.detail.contains(text) == false)
    }

    @Test func equalSecretsAreSealedDifferentlyAndFingerprintedEqually() throws {
        let sealer = try scratch.store().sealer()
        let bytes = Array("x".utf8)
        #expect(try sealer.seal(bytes) != sealer.seal(bytes))
        #expect(try sealer.open(sealer.seal(bytes)) == bytes)
        #expect(sealer.fingerprint(of: bytes) == sealer.fingerprint(of: bytes))
        #expect(sealer.fingerprint(of: bytes) != sealer.fingerprint(of: Array("y".utf8)))
        let sealed = try sealer.seal(bytes)
        #expect(throws: (any Error).self) { try sealer.open(String(sealed.dropLast(4)) + "AAAA") }
    }
}
