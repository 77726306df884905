import MartletModel
import MartletPlanner
import MartletProvider
import Testing

/// Updates that take away what objects use which the same plan deletes or changes are split (engine.md §4.3).
struct ContractionTests {
    private static func net(_ ranges: Value, size: Value = 1) -> FakeResource {
        FakeResource("net", ["name": "net", "size": size, "ranges": ranges])
    }

    private static func sub(_ note: Value = "a", name: String = "sub") -> FakeResource {
        FakeResource(name, ["name": .string(name), "kind_of": "net", "note": note], after: ["net"])
    }

    private func contraction(_ planning: Planning) -> Contraction? {
        var planning = planning
        return planning.plan().plan?.changes.first { $0.address == Address("net") }?.contraction
    }

    private let path = ValuePath([.key("ranges")])

    @Test func `what a deleted object used goes after it`() {
        let planning = Planning([Self.net(["a", "b"]), Self.sub()]).applied().changed([Self.net(["b"], size: 2)])
        let expected = Contraction(kept: [.init(path: path, value: ["a"])])
        #expect(contraction(planning) == expected)
        #expect(
            contraction(planning)?.expanding(["name": "net", "ranges": ["b"]]) == [
                "name": "net", "ranges": ["b", "a"],
            ])
    }

    @Test func `an update that does nothing else is left to the cleanup as a whole`() {
        let planning = Planning([Self.net(["a", "b"]), Self.sub()]).applied().changed([Self.net(["b"])])
        #expect(contraction(planning)?.isWhole == true)
    }

    @Test func `an object that is changed counts as one that uses it`() {
        let planning = Planning([Self.net(["a"]), Self.sub()]).applied().changed([Self.net(["b"]), Self.sub("b")])
        let kept = contraction(planning)?.kept
        #expect(kept == [.init(path: path, value: ["a"])])
        #expect(contraction(planning)?.isWhole == false)
    }

    @Test func `where nothing that uses it changes, the update is one step and can be undone`() {
        let planning = Planning([Self.net(["a", "b"]), Self.sub()]).applied().changed([Self.net(["b"]), Self.sub()])
        #expect(contraction(planning) == nil)
    }

    @Test func `what an earlier cleanup has not deleted yet still uses it`() throws {
        var planning = Planning([Self.net(["a", "b"]), Self.sub()]).applied()
        let removed = planning.snapshot.records.removeValue(forKey: Address("sub") as Address)
        let record = try #require(removed)
        planning.snapshot.tombstones = [Tombstone(record: record, failure: "in use")]
        #expect(contraction(planning.changed([Self.net(["b"])])) != nil)
    }

    @Test func `the plan says what goes later, and keeps it when it is saved`() throws {
        var planning = Planning([Self.net(["a", "b"]), Self.sub()]).applied().changed([Self.net(["b"])])
        let plan = try #require(planning.plan().plan)
        #expect(Plan(encoded: plan.encoded)?.changes == plan.changes)
        #expect(plan.changes.map(\.action) == [.update, .delete])
    }
}
