import MartletModel
import MartletState
import Synchronization
import Testing

/// Records move from one state to another; whatever dies in between, each of them is in exactly one of the two.
struct TransferTests {
    private let here = Scratch()
    private let there = Scratch()
    private static let moves = [
        Transfer.Move(from: Address("a"), to: Address("a")), Transfer.Move(from: Address("b"), to: Address("moved")),
    ]

    /// Dies at the `last`-th moment: before and after each durable write.
    private final class Death: Sendable {
        private let left: Mutex<Int>

        init(after moments: Int) { left = Mutex(moments) }

        func observe() throws(StateError) {
            let isOver = left.withLock { left in
                left -= 1
                return left < 0
            }
            if isOver { throw .stopped }
        }
    }

    private func prepare() throws {
        var follower = ResourceRecord.sample("follower")
        follower.dependencies = [Address("a")]
        let lease = try here.store().lease()
        _ = try lease.edit(
            RevisionEntry(actor: "ada", reason: "apply", outputs: ["o": 1]),
            [
                .connection, .put(.sample("a", body: ["s": .secret("x")])), .put(.sample("b")), .put(follower),
                .put(.sample("stays")),
            ], now: later
        )
        try lease.release(now: later)
        try there.store().acquireLease(owner: "bob", lineage: "lineage-2", now: later).release(now: later)
    }

    private func transfer(to lease: Lease) throws -> Transfer {
        Transfer(
            id: Transfer.ID("move-1"), isOutgoing: true,
            peer: .init(path: lease.path, lineage: try lease.snapshot().lineage, stack: StackIdentity(stack: "target")),
            moves: Self.moves, status: .open, actor: "ada", begunAt: later
        )
    }

    private func move(_ death: Death) throws {
        let observe: StateStore.WriteObserver = { (_) throws(StateError) in try death.observe() }
        let source = try here.store(observeWrite: observe).lease(at: 2000)
        let target = try there.store(observeWrite: observe).lease(at: 2000)
        let before = try source.snapshot()
        let records = Self.moves.compactMap { move -> StateChange? in
            guard var record = before.records[move.from] else { return nil }
            record.address = move.to
            return .put(record)
        }
        _ = try source.move(
            transfer(to: target), to: target,
            Arrival(
                changes: [.connection] + records, revision: RevisionEntry(actor: "ada", reason: "took", outputs: [:])),
            source: .init(path: source.path, lineage: before.lineage, stack: StackIdentity(stack: "source")), now: later
        )
        try source.release(now: later)
        try target.release(now: later)
    }

    private func names(_ scratch: Scratch) throws -> [String] {
        try scratch.store().snapshot().records.keys.map(\.description).sorted()
    }

    @Test func recordsMoveWithTheirSecretsAndAHistoryOnBothSides() throws {
        try prepare()
        try move(Death(after: .max))
        #expect(try names(here) == ["follower", "stays"])
        #expect(try names(there) == ["a", "moved"])
        #expect(try there.store().snapshot().records[Address("a")]?.body["s"] == .secret("x"))
        #expect(try here.store().snapshot().records[Address("follower")]?.dependencies == [])
        #expect(try here.store().snapshot().outputs == ["o": 1])
        #expect(try here.store().history().first?.reason.hasPrefix("moved a, b to ") == true)
        #expect(try here.store().openTransfer() == nil)
        #expect(try there.store().formerOwners()[Address("moved")] == StackIdentity(stack: "source"))
    }

    /// Every moment at which the whole move, undisturbed, touches the disk; and the settling after it dies, too.
    @Test(arguments: 0..<10, 0..<6) func noMomentLosesOrDoublesARecord(first: Int, second: Int) throws {
        try prepare()
        do { try move(Death(after: first)) } catch StateError.stopped {}
        let death = Death(after: second)
        do {
            let observe: StateStore.WriteObserver = { (_) throws(StateError) in try death.observe() }
            try here.store(observeWrite: observe).lease(at: 4000).release(now: Timestamp(milliseconds: 4001))
        } catch StateError.stopped {}
        try here.store().lease(at: 5000).release(now: Timestamp(milliseconds: 5001))

        let all = try names(here) + names(there)
        let isMoved = try names(there).contains("a")
        #expect(all.sorted() == (isMoved ? ["a", "follower", "moved", "stays"] : ["a", "b", "follower", "stays"]))
        #expect(try here.store().openTransfer() == nil)
        // What was interrupted before it arrived can be done again.
        if !isMoved {
            let again = try here.store().transfers()
            #expect(again.allSatisfy { $0.status == .takenBack })
        }
    }

    @Test func aTargetThatHasTheRecordKeepsIt() throws {
        try prepare()
        let lease = try there.store().acquireLease(owner: "bob", lineage: "x", now: Timestamp(milliseconds: 1500))
        _ = try lease.edit(.sample, [.connection, .put(.sample("other", identity: "id/a"))], now: later)
        try lease.release(now: Timestamp(milliseconds: 1500))
        #expect(throws: StateError.self) { try move(Death(after: .max)) }
        #expect(try names(here) == ["a", "b", "follower", "stays"])
        #expect(try names(there) == ["other"])
        #expect(try here.store().openTransfer() == nil)
    }

    @Test func aTargetThatIsGoneStopsEveryWriteAndSaysSo() throws {
        try prepare()
        // Dies after its first durable write: the records are announced and nothing more.
        #expect(throws: StateError.stopped) { try move(Death(after: 2)) }
        let open = try #require(try here.store().openTransfer())
        #expect(try here.store().hasArrived(open) == false)
        let path = there.statePath
        try moveAway(path)
        #expect(try here.store().hasArrived(open) == nil)
        let error = #expect(throws: StateError.self) { try here.store().lease(at: 9000) }
        #expect(error?.diagnostic.code == "S015")
        #expect(error?.diagnostic.detail.contains(path) == true)
        try moveBack(path)
        try here.store().lease(at: 9000).release(now: Timestamp(milliseconds: 9000))
        #expect(try names(here) == ["a", "b", "follower", "stays"])
    }

    @Test func aWriterThatWasGivenUpCannotBringTheRecordsLater() throws {
        try prepare()
        let source = try here.store().lease(at: 2000)
        let target = try there.store().lease(at: 2000)
        // The source's lease is taken away before anything is written; the target's is not.
        #expect(try here.store().unlock(epoch: source.epoch, now: Timestamp(milliseconds: 2001)))
        #expect(throws: StateError.self) {
            try source.move(
                transfer(to: target), to: target, Arrival(changes: [], revision: .sample),
                source: .init(path: source.path, lineage: "lineage-1", stack: StackIdentity(stack: "s")), now: later
            )
        }
        #expect(try names(there).isEmpty)
    }
}
