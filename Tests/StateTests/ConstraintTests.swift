import GRDB
import MartletModel
import MartletState
import TestSupport
import Testing

/// An invalid state cannot be committed, whoever asks for it, and leaves nothing behind.
struct ConstraintTests {
    private let scratch = Scratch()

    private static func record(_ name: String, on dependencies: String...) -> ResourceRecord {
        var record = ResourceRecord.sample(name)
        record.dependencies = dependencies.map { Address($0) }
        return record
    }

    static let refused: [[StateChange]] = [
        // Through a connection that nobody recorded.
        [.put(.sample("a"))],
        // Two addresses of one object.
        [.connection, .put(.sample("a", identity: "x")), .put(.sample("b", identity: "x"))],
        // In a circle.
        [.connection, .put(record("a", on: "b")), .put(record("b", on: "c")), .put(record("c", on: "a"))],
        [.connection, .put(record("a", on: "a"))],
    ]

    @Test(arguments: refused.indices) func itIsRefused(index: Int) throws {
        let lease = try scratch.store().lease()
        let error = #expect(throws: StateError.self) { try lease.edit(.sample, Self.refused[index], now: later) }
        #expect(error?.diagnostic.code == "S013")
        #expect(try lease.snapshot() == Snapshot(lineage: "lineage-1"))
        #expect(try lease.edit(.sample, [.connection, .put(.sample("a"))], now: later) == 1)
    }

    @Test func aCircleIsNamed() throws {
        let lease = try scratch.store().lease()
        let error = #expect(throws: StateError.self) { try lease.edit(.sample, Self.refused[2], now: later) }
        #expect(error?.diagnostic.detail.contains("`a`") == true && error?.diagnostic.detail.contains("`c`") == true)
    }

    @Test func aDependencyThatIsNotRecordedIsNoFault() throws {
        let lease = try scratch.store().lease()
        #expect(try lease.edit(.sample, [.connection, .put(Self.record("a", on: "gone"))], now: later) == 1)
    }

    /// Whatever is written or refused, every revision that was committed loads as it was.
    @Test func everyRevisionLoadsAfterRandomWritesAndRefusals() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let lease = try scratch.store().lease()
        _ = try lease.edit(.sample, [.connection], now: later)
        var kept = [try lease.snapshot().records]
        for _ in 0..<40 {
            let changes = (0..<3).map { _ -> StateChange in
                let name = "r\(Int.random(in: 0..<6, using: &random))"
                if Int.random(in: 0..<4, using: &random) == 0 { return .remove(Address(name)) }
                let identity = Int.random(in: 0..<5, using: &random) == 0 ? "shared" : name
                var record = ResourceRecord.sample(
                    name, body: ["n": .number(Number(Int.random(in: 0...9, using: &random)))], identity: identity)
                record.dependencies = [Address("r\(Int.random(in: 0..<6, using: &random))")]
                return .put(record)
            }
            if (try? lease.edit(.sample, changes, now: later)) != nil { kept.append(try lease.snapshot().records) }
        }
        #expect(kept.count > 2, "seed \(seed)")
        for (index, records) in kept.enumerated() {
            #expect(try scratch.store().snapshot(revision: index + 1).records == records, "seed \(seed), \(index + 1)")
        }
    }
}
