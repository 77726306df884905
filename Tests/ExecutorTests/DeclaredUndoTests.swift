import MartletExecutor
import MartletModel
import Testing

/// `rollback: {undo:}`: an object that a rollback makes, waits for and deletes.
struct DeclaredUndoTests {
    private let world = World()

    /// A thing whose steps are taken back by another one, `undo-NAME`.
    private static func thing(_ name: String, value: Int = 1, fixed: Int = 1, refs: [String] = []) -> Thing {
        var thing = Thing(name, value: value, fixed: fixed, refs: refs)
        thing.settings.undo = Thing("undo-\(name)").body { _ in nil }
        return thing
    }

    private func fail(_ name: String) {
        world.cloud.setFault { $0.identity == "fake/\(name)-a" && $0.verb != .delete ? .refuse : nil }
    }

    /// The writes since `count`, in a word each.
    private func calls(from count: Int = 0) -> [String] {
        world.cloud.calls.dropFirst(count).map { "\($0.verb.rawValue) \($0.identity.dropFirst(5).dropLast(2))" }
    }

    @Test func `it runs before what was created is deleted`() async throws {
        fail("b")
        let report = try await world.apply([Self.thing("a"), Thing("b", refs: ["a"])])
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(calls() == ["create a", "create b", "create undo-a", "delete undo-a", "delete a"])
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func `it runs before what was changed is set back, and not for what the run did not touch`() async throws {
        let before = [Self.thing("a"), Self.thing("z"), Thing("b", refs: ["a"])]
        try await world.apply(before)
        fail("b")
        let count = world.cloud.calls.count
        let report = try await world.apply([
            Self.thing("a", value: 2), Self.thing("z"), Thing("b", value: 2, refs: ["a"]),
        ])
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(calls(from: count) == ["update a", "update b", "create undo-a", "delete undo-a", "update a"])
        world.expectCloud(before)
    }

    @Test func `it runs after what was deleted early is there again`() async throws {
        try await world.apply([Self.thing("a"), Thing("b", refs: ["a"])])
        fail("b")
        let count = world.cloud.calls.count
        let report = try await world.apply([Self.thing("a", fixed: 2), Thing("b", value: 2, refs: ["a"])])
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(
            calls(from: count) == [
                "delete a", "create a", "update b", "delete a", "create a", "create undo-a", "delete undo-a",
            ])
        #expect(world.cloud.objects.keys.sorted() == ["fake/a-a", "fake/b-a"])
    }

    @Test func `a success leaves it alone`() async throws {
        #expect(try await world.apply([Self.thing("a")]).outcome == .applied)
        #expect(calls() == ["create a"])
    }

    @Test func `when it fails the object is still there, and resume tries again from the beginning`() async throws {
        world.cloud.setFault { call in
            switch call.identity {
            case "fake/b-a": .refuse
            case "fake/undo-a-a": call.verb == .create && call.attempt == 1 ? .neverReady : nil
            default: nil
            }
        }
        let things = [Self.thing("a"), Thing("b", refs: ["a"])]
        let report = try await world.apply(things)
        #expect(report.outcome == .rollbackIncomplete, "\(report)")
        #expect(report.needsAttention.first?.failure?.message.hasPrefix("Its undo `fake/undo-a-a` failed: ") == true)
        #expect(world.cloud.objects.keys.sorted() == ["fake/a-a"])
        #expect(try await world.resume(things).outcome == .rolledBack)
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func `what was never made is not undone`() async throws {
        world.cloud.setFault { $0.identity == "fake/a-a" ? .dieBefore : nil }
        let things = [Self.thing("a")]
        await #expect(throws: ExecutorError.self) { try await world.apply(things) }
        world.cloud.setFault { _ in nil }
        #expect(try await world.resume(things).outcome == .rolledBack)
        #expect(calls() == ["create a"])
    }

    @Test func `somebody else's object of that name is left alone, and the undo fails`() async throws {
        world.cloud.tamper("fake/undo-a-a", .init(body: [:], uid: 99, marker: StackIdentity(stack: "other")))
        fail("b")
        let report = try await world.apply([Self.thing("a"), Thing("b", refs: ["a"])])
        #expect(report.outcome == .rollbackIncomplete, "\(report)")
        #expect(world.cloud.objects["fake/undo-a-a"]?.uid == 99)
    }

    @Test func `what it refers to is filled in before the step, and written down with it`() async throws {
        var thing = Thing("a", refs: ["base"])
        thing.undo = "base"
        fail("b")
        let fate = Fate()
        let report = try await world.apply([Thing("base"), thing, Thing("b", refs: ["a"])], fate: fate)
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(calls().contains("create undo-a") && world.cloud.objects.isEmpty)
    }
}
