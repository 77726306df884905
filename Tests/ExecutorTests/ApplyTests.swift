import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState
import Synchronization
import Testing

struct ApplyTests {
    private let world = World()

    static let three = [Thing("a"), Thing("b", refs: ["a"]), Thing("c", refs: ["a", "b"])]

    @Test func createsEverythingInOrderAndCommits() async throws {
        let report = try await world.apply(Self.three)
        #expect(report.outcome == .applied)
        #expect(report.revision == 1)
        #expect(report.firstFailure == nil)
        #expect(report.done.map(\.step.address.description) == ["a", "b", "c"])
        #expect(report.outputs == ["a": "uid-1", "b": "uid-2", "c": "uid-3"])
        #expect(world.cloud.calls.map(\.identity) == ["fake/a-a", "fake/b-a", "fake/c-a"])
        world.expectCloud(Self.three)
        try world.expectSettled()
    }

    @Test func aSecondApplyOfTheSameStackWritesNothing() async throws {
        try await world.apply(Self.three)
        let report = try await world.apply(Self.three)
        #expect(report.outcome == .applied)
        #expect(report.revision == 1)
        #expect(world.cloud.calls.count == 3)
        #expect(try world.store().deployments().count == 1)
    }

    @Test func updatesReplacesAndDeletes() async throws {
        try await world.apply(Self.three + [Thing("d", refs: ["c"]), Thing("e")])
        let after = [
            Thing("a", slot: "b"), Thing("b", value: 2, refs: ["a"]), Thing("c", fixed: 2, refs: ["a", "b"]),
            Thing("f"),
        ]
        let report = try await world.apply(after)
        #expect(report.outcome == .applied, "\(report)")
        world.expectCloud(after)
        try world.expectSettled()
        #expect(try world.store().history().map(\.number) == [2, 1, 0])
    }

    @Test func deletesComeAfterTheCommitAndDependentsGoFirst() async throws {
        try await world.apply(Self.three)
        let fate = Fate()
        let revision = world
        world.cloud.setFault { call in
            if call.verb == .delete, (try? revision.snapshot().revision) != 2 { return .refuse }
            return nil
        }
        let report = try await world.apply([], fate: fate)
        #expect(report.outcome == .applied, "\(report)")
        #expect(world.cloud.calls.suffix(3).map(\.identity) == ["fake/c-a", "fake/b-a", "fake/a-a"])
        try world.expectSettled()
    }

    @Test func destroyLeavesNothing() async throws {
        try await world.apply(Self.three)
        let report = try await world.destroy(Self.three)
        #expect(report.outcome == .applied)
        #expect(report.needsAttention == [])
        #expect(report.outputs == [:])
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func theSweepAtTheEndOfDestroyFindsWhatNobodyRemembers() async throws {
        try await world.apply(Self.three)
        world.cloud.tamper("fake/lost", .init(body: [:], uid: 99, marker: StackIdentity(stack: "test")))
        let report = try await world.destroy(Self.three)
        #expect(report.outcome == .applied)
        #expect(report.needsAttention.map(\.failure?.code) == ["Unrecorded"])
        #expect(report.needsAttention.first?.failure?.message.contains("fake/lost") == true)
        #expect(world.cloud.objects.keys.sorted() == ["fake/lost"])
    }

    @Test func anIntentIsDurableBeforeItsCall() async throws {
        let world = world
        world.cloud.setFault { call in
            let open = try? world.store().openDeployment()
            let isIntended = open?.inDoubt.contains { $0.intent.identity?.text == call.identity } ?? false
            return isIntended ? nil : .refuse
        }
        #expect(try await world.apply(Self.three).outcome == .applied)
        #expect(try await world.apply([Thing("a", value: 2)]).outcome == .applied)
    }

    @Test(arguments: [1, 2, 64])
    func independentStepsRunSideBySideUpToTheLimit(_ parallelism: Int) async throws {
        let things = (0..<40).map { Thing("t\($0)") }
        let options = World.options(parallelism: parallelism)
        #expect(try await world.apply(things, options: options).outcome == .applied)
        world.expectCloud(things)
        try world.expectSettled()
        #expect(try world.inFlightAtMost() == min(parallelism, things.count))
    }

    @Test func writesOfOneLaneNeverOverlap() async throws {
        let things = (0..<30).map { Thing("t\($0)", lane: "lane-\($0 % 3)") }
        #expect(try await world.apply(things).outcome == .applied)
        #expect(world.cloud.overlaps.isEmpty)
        world.expectCloud(things)
    }

    @Test func eventsTellTheWholeStory() async throws {
        try await world.apply([Thing("a")])
        let events = world.events.withLock { $0 }
        let name = StepName(Address("a"), .create)
        #expect(events.first == .started(deployment: 1, steps: 1))
        let phases = events.compactMap { if case .phase(let phase) = $0 { phase } else { nil } }
        #expect(phases == [.prepare, .forward, .verify, .commit, .cleanup])
        #expect(events.contains(.stepStarted(name)))
        #expect(events.contains(.stepProgress(name, note: "writing")))
        guard case .finished(let report)? = events.last else {
            Issue.record("the last event is not the end")
            return
        }
        #expect(report.outcome == .applied)
    }

    @Test func aPlanForAnotherRevisionIsRefusedAndNothingIsCalled() async throws {
        let stale = try world.plan(Self.three)
        try await world.apply([Thing("z")])
        let executor = try world.executor(Self.three)
        await #expect(throws: ExecutorError.stalePlan(planned: 0, current: 1)) { try await executor.apply(stale) }
        #expect(world.cloud.calls.count == 1)
    }

    @Test func aLivingHolderOfTheLeaseIsNamed() async throws {
        let lease = try world.store().acquireLease(
            owner: "grace", lineage: "lineage-1", now: Timestamp(milliseconds: 0)
        )
        let error = await #expect(throws: ExecutorError.self) { try await world.apply(Self.three) }
        #expect(error?.diagnostic.detail.contains("grace") == true)
        #expect(world.cloud.calls.isEmpty)
        try lease.release(now: Timestamp(milliseconds: 1))
    }
}

extension World {
    /// The most steps that the events show in flight at once.
    func inFlightAtMost() throws -> Int {
        var current = 0
        var most = 0
        for event in events.withLock({ $0 }) {
            switch event {
            case .stepStarted: current += 1
            case .stepSucceeded, .stepFailed: current -= 1
            default: break
            }
            most = max(most, current)
        }
        return most
    }
}
