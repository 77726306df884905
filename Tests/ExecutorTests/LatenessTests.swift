import MartletExecutor
import MartletModel
import MartletPlanner
import Testing

/// Steps that cannot be undone come as late as the graph allows (engine.md §4.3).
struct LatenessTests {
    private static let before = [Thing("a"), Thing("b", refs: ["a"]), Thing("c")]

    private func plan(_ world: World, _ things: [Thing], oneWay: String) throws -> ApprovedPlan {
        var plan = TestPlanner(program: FakeProgram(things: things), snapshot: try world.snapshot()).plan()
        for index in plan.changes.indices where plan.changes[index].address == Address(oneWay) {
            plan.changes[index].reversibility = .irreversible("it only goes up")
        }
        return try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
    }

    @Test func anUpdateThatCannotBeUndoneWaitsForAllThatDoesNotNeedIt() async throws {
        let world = World()
        try await world.apply(Self.before)
        let start = world.cloud.calls.count
        let after = [
            Thing("a", value: 2), Thing("b", value: 2, refs: ["a"]), Thing("c", value: 2), Thing("d", refs: ["c"]),
        ]
        let report = try await world.executor(after).apply(try plan(world, after, oneWay: "a"))
        #expect(report.outcome == .applied, "\(report)")
        let order = world.cloud.calls.dropFirst(start).map { String($0.identity.dropFirst(5).prefix(1)) }
        #expect(order == ["c", "d", "a", "b"])
    }

    @Test func aFailureElsewhereComesBeforeItAndEverythingIsTakenBack() async throws {
        let world = World()
        try await world.apply(Self.before)
        world.cloud.setFault { $0.identity == "fake/d-a" ? .refuse : nil }
        let after = [Thing("a", value: 2), Thing("b", refs: ["a"]), Thing("c", value: 2), Thing("d", refs: ["c"])]
        let report = try await world.executor(after).apply(try plan(world, after, oneWay: "a"))
        #expect(report.outcome == .rolledBack, "\(report)")
        try world.expectSettled()
        world.expectCloud(Self.before)
    }

    @Test func withKeepNothingWaitsForAnotherBranch() async throws {
        let world = World()
        try await world.apply(Self.before)
        world.cloud.setFault { $0.identity == "fake/d-a" ? .refuse : nil }
        let after = [Thing("a", value: 2), Thing("b", refs: ["a"]), Thing("c", value: 2), Thing("d", refs: ["c"])]
        let options = World.options(onFailure: .keep)
        let report = try await world.executor(after, options: options).apply(try plan(world, after, oneWay: "a"))
        #expect(report.outcome == .kept, "\(report)")
        #expect(world.cloud.objects["fake/a-a"]?.body["value"] == 2)
    }
}
