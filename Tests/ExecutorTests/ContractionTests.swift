import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState
import Testing

/// An update whose second part waits for deletes (engine.md §4.3): its order, its failures, and every death on the way.
struct ContractionTests {
    private static let before = [Thing("a"), Thing("b", refs: ["a"])]
    private static let after = [Thing("a", value: 2)]
    private static let kept = Contraction(kept: [.init(path: ValuePath([.key("value")]), value: 1)])

    /// Leaves the value of `a` as it is until `b`, which used it, is gone.
    private static func plan(_ world: World, isWhole: Bool) throws -> ApprovedPlan {
        var plan = TestPlanner(program: FakeProgram(things: after), snapshot: try world.snapshot()).plan()
        plan.changes[0].contraction = kept
        plan.changes[0].contraction?.isWhole = isWhole
        return try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
    }

    private func calls(_ world: World) -> [String] {
        world.cloud.calls.map { "\($0.verb.rawValue) \($0.identity.dropFirst(5).prefix(1))" }
    }

    @Test(arguments: [(false, ["update a", "delete b", "update a"]), (true, ["delete b", "update a"])])
    func theSecondPartComesAfterTheDelete(_ isWhole: Bool, _ expected: [String]) async throws {
        let world = World()
        try await world.apply(Self.before)
        let start = world.cloud.calls.count
        let report = try await world.executor(Self.after).apply(try Self.plan(world, isWhole: isWhole))
        #expect(report.outcome == .applied, "\(report)")
        #expect(Array(calls(world).dropFirst(start)) == expected)
        try world.expectSettled()
        world.expectCloud(Self.after)
    }

    @Test func aSecondPartThatFailsIsPendingAndDoesNotFailTheRun() async throws {
        let world = World()
        try await world.apply(Self.before)
        let start = world.cloud.calls.count
        world.cloud.setFault { $0.verb == .update && $0.number > start + 2 ? .refuse : nil }
        let report = try await world.executor(Self.after).apply(try Self.plan(world, isWhole: false))
        #expect(report.outcome == .cleanupPending, "\(report)")
        let snapshot = try world.snapshot()
        #expect(snapshot.tombstones.map(\.contraction?["value"]) == [2])
        #expect(snapshot.records[Address("a") as Address]?.body["value"] == 1)
        world.cloud.setFault { _ in nil }
        #expect(try await world.resume(Self.after).outcome == .applied)
        try world.expectSettled()
        world.expectCloud(Self.after)
    }

    @Test func aFailureBeforeTheCommitTakesTheFirstPartBack() async throws {
        let world = World()
        try await world.apply(Self.before)
        world.cloud.setFault { $0.identity == "fake/c-a" ? .refuse : nil }
        var plan = TestPlanner(
            program: FakeProgram(things: Self.after + [Thing("c", refs: ["a"])]), snapshot: try world.snapshot()
        ).plan()
        plan.changes[0].contraction = Self.kept
        let approved = try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
        let report = try await world.executor(Self.after + [Thing("c", refs: ["a"])]).apply(approved)
        #expect(report.outcome == .rolledBack, "\(report)")
        try world.expectSettled()
        world.expectCloud(Self.before)
    }

    @Test(arguments: [false, true])
    func everyDeathOnTheWayEndsInOneOfTheTwoStates(_ isWhole: Bool) async throws {
        for death in (1...12).map(CrashTests.Death.afterWrite) + (1...3).flatMap({ [.beforeCall($0), .afterCall($0)] })
        {
            let world = World()
            try await world.apply(Self.before)
            let start = world.cloud.calls.count
            world.cloud.setFault { death.fault($0, since: start) }
            let plan = try Self.plan(world, isWhole: isWhole)
            _ = try? await world.executor(Self.after, fate: death.fate).apply(plan)
            world.cloud.setFault { _ in nil }
            try world.expectSound("\(death)")
            if try world.store().openDeployment() != nil || !world.snapshot().tombstones.isEmpty {
                _ = try await world.resume(Self.after)
            }
            try world.expectSettled("\(death)")
            world.expectCloud(try world.snapshot().revision > 1 ? Self.after : Self.before, "\(death)")
        }
    }

    @Test func `an update that meets what is in use says how to go on`() async throws {
        let hint = try await hint(after: [Thing("a", value: 2)], .update, .inUse)
        #expect(hint?.contains("martlet apply --target b`") == true, "\(hint ?? "none")")
    }

    @Test func `an early delete that meets what is in use says how to go on`() async throws {
        let hint = try await hint(after: [Thing("a", fixed: 2)], .delete, .inUse)
        #expect(hint?.contains("martlet apply --target b`") == true, "\(hint ?? "none")")
    }

    @Test func `what fails for another reason is given no such advice`() async throws {
        #expect(try await hint(after: [Thing("a", value: 2)], .update, .refuse) == nil)
    }

    @Test func `what uses an object and stays is not to be deleted`() async throws {
        #expect(try await hint(after: [Thing("a", fixed: 2), Thing("b", refs: ["a"])], .delete, .inUse) == nil)
    }

    /// What is said of the first write to `a` that meets a fault, on the way to other things.
    private func hint(
        after things: [Thing], _ verb: FakeCloud.Call.Verb, _ fault: FakeCloud.Fault
    ) async throws -> String? {
        let world = World()
        try await world.apply(Self.before)
        world.cloud.setFault { $0.identity == "fake/a-a" && $0.verb == verb ? fault : nil }
        let report = try await world.apply(things)
        #expect(report.outcome == .rolledBack, "\(report)")
        return report.firstFailure?.failure?.hint
    }
}
