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

    @Test func anUpdateThatMeetsWhatIsInUseSaysHowToGoOn() {
        let record = ResourceRecord(
            address: Address("user"), type: FakeProvider.type, provider: "fake", connection: "fake",
            identity: Identity("fake/user-a"), body: [:], attributes: [:], dependencies: [Address("a")]
        )
        let changes = [
            Change(
                address: Address("a"), type: FakeProvider.type, provider: "fake", connection: "fake", action: .update),
            Change(
                address: Address("user"), type: FakeProvider.type, provider: "fake", connection: "fake",
                action: .delete, prior: record),
        ]
        let inputs = Plan.Inputs(
            configuration: Digest(of: ""), variables: Digest(of: ""), catalog: Digest(of: ""), lineage: "", revision: 0)
        let plan = Plan(kind: .apply, stack: StackIdentity(stack: "s"), inputs: inputs, changes: changes)
        let refused = StepFailure(code: "InUseRouteTableCannotBeDeleted", message: "It is in use.")
        #expect(refused.advising(of: changes[0], in: plan).hint?.contains("martlet apply --target user") == true)
        let other = StepFailure(code: "QuotaExceeded", message: "Too many.")
        #expect(other.advising(of: changes[0], in: plan).hint == nil)
    }
}
