import MartletModel
import Testing

@testable import MartletExecutor

/// How many steps run beside each other: by the run, by the connection, by the key.
struct ParallelismTests {
    private let world = World()
    private let things = (0..<40).map { Thing("t\($0)") }

    @Test(arguments: [1, 3])
    func `a connection's own bound holds in every phase, whatever the run allows`(_ bound: Int) async throws {
        let world = world
        let executor = try world.executor(things, options: World.options(parallelism: 64), parallelism: ["fake": bound])
        #expect(try await executor.apply(try world.plan(things)).outcome == .applied)
        #expect(try world.inFlightAtMost() == bound)
        world.expectCloud(things)

        world.cloud.setFault { $0.identity == "fake/last-a" ? .refuse : nil }
        let failing = things.map { Thing($0.name, value: 2) } + [Thing("last", refs: things.map(\.name))]
        let back = try world.executor(failing, options: World.options(parallelism: 64), parallelism: ["fake": bound])
        #expect(try await back.apply(try world.plan(failing)).outcome == .rolledBack)
        world.expectCloud(things)

        let destroyer = try world.executor([], options: World.options(parallelism: 64), parallelism: ["fake": bound])
        #expect(try await destroyer.apply(try world.plan([], destroy: true)).outcome == .applied)
        #expect(try world.inFlightAtMost() == bound)
        #expect(world.cloud.mostInFlight <= bound)
        #expect(world.cloud.objects.isEmpty)
    }

    @Test func `a bound of another connection holds nobody up`() async throws {
        let executor = try world.executor(things, options: World.options(parallelism: 8), parallelism: ["other": 1])
        #expect(try await executor.apply(try world.plan(things)).outcome == .applied)
        #expect(try world.inFlightAtMost() == 8)
    }

    @Test func `lanes and a bound hold together`() async throws {
        let things = (0..<40).map { Thing("t\($0)", lane: "lane-\($0 % 5)") }
        let executor = try world.executor(things, parallelism: ["fake": 2])
        #expect(try await executor.apply(try world.plan(things)).outcome == .applied)
        #expect(world.cloud.overlaps.isEmpty)
        #expect(try world.inFlightAtMost() == 2)
        world.expectCloud(things)
    }

    @Test func `a failure leaves those that wait for a place unstarted, and says so`() async throws {
        world.cloud.setFault { $0.identity == "fake/t1-a" ? .refuse : nil }
        let executor = try world.executor(things, parallelism: ["fake": 1])
        let report = try await executor.apply(try world.plan(things))
        #expect(report.outcome == .rolledBack)
        #expect(report.notStarted.count == 38)
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }
}

/// The order in which calls get what they need.
struct AdmissionTests {
    private typealias Need = Admission<Int>.Need
    private let free = Admission<Int>.Need(key: nil, connection: "free")
    private let narrow = Admission<Int>.Need(key: nil, connection: "narrow")

    @Test func `calls wait in the order in which they came, each connection by itself`() {
        var admission = Admission<Int>(limits: ["narrow": 2])
        let admitted = [(1, narrow), (2, narrow), (3, narrow), (4, narrow), (5, free)].map { admission.admit($0, $1) }
        #expect(admitted == [true, true, false, false, true])
        let left = [free, narrow, narrow, narrow].map { admission.leave($0) }
        #expect(left == [[], [3], [4], []])
        let later = [6, 7].map { admission.admit($0, narrow) }
        #expect(later == [true, false])
    }

    @Test func `a call that waits for a place keeps its key, and nothing is left waiting in the end`() {
        var admission = Admission<Int>(limits: ["narrow": 1])
        let keyed = Need(key: "k", connection: "narrow")
        let elsewhere = Need(key: "k", connection: "free")
        let admitted = [(1, narrow), (2, keyed), (3, elsewhere), (4, keyed)].map { admission.admit($0, $1) }
        #expect(admitted == [true, false, false, false])
        let left = [narrow, keyed, elsewhere, keyed].map { admission.leave($0) }
        #expect(left == [[2], [3], [4], []])
        let isFree = admission.admit(5, keyed)
        #expect(isFree)
    }

    @Test func `ten thousand that wait come out in their order`() {
        var admission = Admission<Int>(limits: ["narrow": 1])
        for number in 0..<10_000 { _ = admission.admit(number, narrow) }
        var order = [0]
        while let next = admission.leave(narrow).first { order.append(next) }
        #expect(order == Array(0..<10_000))
    }
}
