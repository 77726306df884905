import MartletModel
import MartletState
import TestSupport
import Testing

struct SnapshotTests {
    private let scratch = Scratch()

    @Test func readingAStateThatDoesNotExistMakesNothing() throws {
        let store = try scratch.store()
        #expect(try store.snapshot() == Snapshot(lineage: ""))
        #expect(try store.snapshot(revision: 0) == Snapshot(lineage: ""))
        #expect(try store.history().isEmpty)
        #expect(try store.openDeployment() == nil)
        #expect(try scratch.files().isEmpty)
    }

    @Test func aNewStateHasItsLineageAndRevisionZero() throws {
        let store = try scratch.store()
        try store.lease().release(now: later)
        #expect(try store.snapshot() == Snapshot(lineage: "lineage-1"))
        #expect(try store.history().map(\.number) == [0])
    }

    @Test func everyPartOfARecordComesBack() throws {
        let record = ResourceRecord(
            address: Address(
                module: ModulePath([.init("net", key: .string("e\"u"))]), "subnet", key: .integer(3), member: "a/b"),
            type: ResourceType("Microsoft.X/y@2025-01-01"), provider: "azure", connection: "west",
            identity: Identity("/subs/1"),
            lineage: Lineage("etag"),
            body: ["secret": .secret("hunter2"), "list": [1, "x", true, .null], "$martlet": "user"],
            attributes: ["deep": ["n": .number(Number(-7))]], dependencies: [Address("a"), Address(mode: .data, "b")],
            health: .tainted("half made"), preventDestroy: true, retainOnDestroy: true, isAdopted: true,
            schemaVersion: 4
        )
        let connection = ConnectionRecord(provider: "azure", configuration: ["token": .secret("t0ken")])
        let lease = try scratch.store().lease()
        let entry = RevisionEntry(actor: "ada", reason: "apply", outputs: ["url": "x", "password": .secret("hunter2")])
        let tombstone = Tombstone(record: record, failure: "not yet", goesWith: Address("p"), mayBeInUse: true)
        let changes: [StateChange] = [
            .put(record), .connect("west", connection), .bury(tombstone),
        ]
        #expect(try lease.edit(entry, changes, now: later) == 1)
        let expected = Snapshot(
            lineage: "lineage-1", revision: 1, records: [record.address: record], connections: ["west": connection],
            outputs: entry.outputs, tombstones: [tombstone]
        )
        #expect(try lease.snapshot() == expected)
        #expect(try scratch.store().snapshot() == expected)
    }

    @Test func everyRevisionLoadsAsItWas() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let lease = try scratch.store().lease()
        var current: [Address: ResourceRecord] = [:]
        var kept: [[Address: ResourceRecord]] = [[:]]
        for _ in 1...30 {
            var changes = [StateChange.connection]
            for name in ["a", "b", "c", "d", "e"].shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))
            {
                let address: Address = Address(name)
                if current[address] != nil, Bool.random(using: &random) {
                    current[address] = nil
                    changes.append(.remove(address))
                } else {
                    let record = ResourceRecord.sample(
                        name, body: .number(Number(Int.random(in: 0...9, using: &random))))
                    current[address] = record
                    changes.append(.put(record))
                }
            }
            _ = try lease.edit(.sample, changes, now: later)
            kept.append(current)
        }
        let store = try scratch.store()
        for (revision, records) in kept.enumerated() {
            #expect(try store.snapshot(revision: revision).records == records, "seed \(seed), revision \(revision)")
        }
        #expect(throws: StateError.noSuchRevision(31)) { try store.snapshot(revision: 31) }
        #expect(throws: StateError.noSuchRevision(-1)) { try store.snapshot(revision: -1) }
    }

    @Test func aRecordMayBeWrittenTwiceBeforeItsRevision() throws {
        let lease = try scratch.store().lease()
        _ = try lease.edit(
            .sample, [.connection, .put(.sample("a")), .put(.sample("a", body: 2)), .put(.sample("a"))], now: later)
        _ = try lease.edit(
            .sample, [.remove(Address("a")), .put(.sample("a", body: 3)), .remove(Address("a"))], now: later)
        #expect(try lease.snapshot().records[Address("a")]?.body == 3)
    }

    @Test func historyTellsWhoWhyAndHowMuch() throws {
        let lease = try scratch.store().lease()
        _ = try lease.edit(.sample, [.connection, .put(.sample("a")), .put(.sample("b"))], now: later)
        let entry = RevisionEntry(
            actor: "grace", reason: "removed b", configuration: Digest(of: "c"), variables: Digest(of: "v"),
            outputs: [:]
        )
        _ = try lease.edit(entry, [.remove(Address("b")), .put(.sample("a", body: 2))], now: later)
        let newest = try #require(try scratch.store().history().first)
        #expect(newest.actor == "grace")
        #expect(newest.reason == "removed b")
        #expect(newest.configuration == Digest(of: "c"))
        #expect([newest.added, newest.changed, newest.removed] == [0, 1, 1])
        #expect(try scratch.store().history().map(\.added) == [0, 2, 0])
    }
}
