import GRDB
import MartletExecutor
import MartletGraph
import MartletModel
import MartletPlanner
import MartletState
import Testing

/// What an apply does, in counts: four times the stack may cost four times the work, and a little.
struct ApplyWorkTests {
    private struct Work {
        var calls = 0
        var durableWrites = 0
        var rows = 0
        var edges = 0
    }

    /// Resource i refers to those at half and at a third of its number.
    private static func things(_ count: Int) -> [Thing] {
        (0..<count).map { number in
            let refs = Set([number / 2, number / 3].filter { $0 < number }).sorted()
            return Thing("t\(number)", refs: refs.map { "t\($0)" })
        }
    }

    /// All rows of all tables: what was written and stays.
    private static func rows(_ world: World) throws -> Int {
        let queue = try DatabaseQueue(path: world.folder + "/state.db")
        return try queue.read { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            return try tables.reduce(0) { sum, table in
                sum + (try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
            }
        }
    }

    /// Apply and destroy.
    private static func run(_ count: Int, isStateOnly: Bool) async throws -> [Work] {
        let world = World(isStateOnly: isStateOnly)
        let things = things(count)
        var works: [Work] = []
        for destroys in [false, true] {
            let before = (rows: works.isEmpty ? 0 : try rows(world), calls: world.cloud.calls.count)
            let fate = Fate()
            let plan = try world.plan(things, destroy: destroys)
            // How many steps share a flush when they run side by side is a matter of time.
            let report = try await world.executor(things, fate: fate, options: World.options(parallelism: 1))
                .apply(plan)
            try #require(report.outcome == .applied)
            works.append(
                Work(
                    calls: world.cloud.calls.count - before.calls, durableWrites: fate.writes,
                    rows: try rows(world) - before.rows, edges: ForwardGraph(plan.plan).topology.edgeCount))
        }
        return works
    }

    @Test(arguments: [true, false])
    func `four times the resources take four times the work`(isStateOnly: Bool) async throws {
        let (small, large) = (
            try await Self.run(60, isStateOnly: isStateOnly), try await Self.run(240, isStateOnly: isStateOnly)
        )
        for (small, large) in zip(small, large) {
            #expect(large.calls <= 4 * small.calls, "\(small) \(large)")
            #expect(large.durableWrites <= 4 * small.durableWrites + 4, "\(small) \(large)")
            #expect(large.rows <= 4 * small.rows + 20, "\(small) \(large)")
            #expect(large.edges <= 4 * small.edges + 20, "\(small) \(large)")
        }
        #expect(small.map(\.calls) == [60, 60])
    }

    @Test func `steps that share their dependencies share their edges`() throws {
        for count in [100, 400] {
            let firsts = (0..<count).map { Address(mode: .managed, "a\($0)") }
            func change(_ address: Address, after: [Address]) -> Change {
                Change(
                    address: address, type: ResourceType("t.t"), provider: "t", connection: "t", action: .create,
                    dependencies: after)
            }
            let changes =
                firsts.map { change($0, after: []) }
                + (0..<count).map { change(Address(mode: .managed, "b\($0)"), after: firsts) }
            let digest = Digest(of: "")
            let inputs = Plan.Inputs(
                configuration: digest, variables: digest, catalog: digest, lineage: "l", revision: 0)
            let graph = ForwardGraph(
                Plan(
                    kind: .apply, stack: StackIdentity(stack: "s"), inputs: inputs, changes: changes, dataReads: [],
                    connections: [:], outputs: [], warnings: []))
            #expect(graph.topology.edgeCount == 2 * count)
            let order = try #require(graph.topology.order()).filter { !graph.topology.isGroup($0) }
            #expect(order.count == 2 * count)
            #expect(order.prefix(count).map(\.index) == Array(0..<count))
        }
    }
}
