import MartletExecutor
import MartletModel
import Testing

struct ConnectionTests {
    private static let unknown: Value = ["cluster": .unknown(Unknown(.string))]

    /// Applies `things` by a plan that does not know where their connection leads.
    private func apply(_ things: [Thing], told configuration: Value, _ world: World) async throws -> ApplyReport {
        let program = FakeProgram(things: things, configuration: Self.unknown)
        let plan = try TestPlanner(program: program, snapshot: try world.snapshot()).approved()
        return try await world.executor(things, configuration: configuration).apply(plan)
    }

    @Test func `a connection that a plan does not know is evaluated before it is needed`() async throws {
        let world = World()
        try await world.apply([Thing("a")])
        let report = try await apply([Thing("a"), Thing("b")], told: ["cluster": "new"], world)
        #expect(report.outcome == .applied)
        #expect(try world.snapshot().connections["fake"]?.configuration == ["cluster": "new"])
    }

    // It was taken to lead where it led before: to the cluster that was just being replaced.
    @Test func `one that cannot be evaluated then leads nowhere`() async throws {
        let world = World()
        try await world.apply([Thing("a")])
        let report = try await apply([Thing("a"), Thing("b")], told: Self.unknown, world)
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure?.failure?.code == "ConnectionUnknown")
        #expect(Array(world.cloud.objects.keys) == ["fake/a-a"])
        #expect(try world.snapshot().records.keys.map(\.description) == ["a"])
    }
}
