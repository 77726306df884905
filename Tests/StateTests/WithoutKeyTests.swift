import MartletModel
import MartletState
import Testing

/// A lost or wrong key hides secrets and nothing else.
struct WithoutKeyTests {
    private let scratch = Scratch()
    private static let other = ["MARTLET_STATE_KEY": String(repeating: "cd", count: 32)]
    private static let right = ["MARTLET_STATE_KEY": String(repeating: "ab", count: 32)]

    private func prepare() throws {
        let lease = try scratch.store(key: Self.right).lease()
        let entry = RevisionEntry(actor: "ada", reason: "apply", outputs: ["o": .secret("x")])
        _ = try lease.edit(entry, [.connection, .put(.sample("a", body: ["p": .secret("x"), "q": 1]))], now: later)
        let id = try lease.begin(.sample(base: 1))
        try lease.record([.intent(.create(0, "b", body: ["p": .secret("y")]))], in: id, now: later)
        try lease.record([.operation(step: 0, OperationText("https://x"))], in: id, now: later)
    }

    @Test(arguments: [other, [:]]) func everythingButSecretsIsRead(key: [String: String]) throws {
        try prepare()
        let store = try scratch.store(key: key)
        #expect(store.keyFault() != nil)
        #expect(throws: StateError.self) { try store.snapshot() }
        let open = store.withoutKey
        let record = try #require(try open.snapshot().records[Address("a")])
        #expect(record.body["q"] == 1)
        guard case .marked(.string(let sealed), _)? = record.body["p"] else {
            Issue.record("the secret is not marked")
            return
        }
        #expect(sealed.hasPrefix("m1:"))
        #expect(try open.history().count == 2)
        #expect(try open.openDeployment()?.inDoubt.count == 1)
        #expect(try open.leaseHolder()?.owner == "ada")
        #expect(throws: StateError.self) { try store.lease() }
        #expect(try scratch.store(key: Self.right).snapshot().records[Address("a")]?.body["p"] == .secret("x"))
    }

    @Test func aStateWithTheRightKeyHasNoFault() throws {
        try prepare()
        #expect(try scratch.store(key: Self.right).keyFault() == nil)
    }
}
