import MartletExecutor
import MartletModel
import MartletState
import Testing

struct StopTests {
    private let world = World()
    static let chain = (0..<6).map { Thing("t\($0)", refs: $0 == 0 ? [] : ["t\($0 - 1)"]) }

    /// Applies a chain of which the third step's success raises the signal `times` times.
    private func apply(raising times: Int) async throws -> ApplyReport {
        let stop = StopSignal()
        let executor = try world.executor(Self.chain, stop: stop) { event in
            if case .stepSucceeded(StepName(Address("t2"), .create), _) = event {
                for _ in 0..<times { stop.raise() }
            }
        }
        return try await executor.apply(try world.plan(Self.chain))
    }

    @Test func theFirstSignalDrainsAndRollsBack() async throws {
        let report = try await apply(raising: 1)
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure == nil)
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func theSecondSignalLeavesWhatIsThereToBeResumed() async throws {
        let report = try await apply(raising: 2)
        #expect(report.outcome == .interrupted)
        #expect(report.notStarted.map(\.step.address.description) == ["t4", "t5"])
        #expect(world.cloud.objects.count == 4)
        try world.expectSound()
        #expect(try world.store().openDeployment()?.halt == .interrupted)
        #expect(try await world.resume(Self.chain, .forward).outcome == .applied)
        world.expectCloud(Self.chain)
        try world.expectSettled()
    }

    @Test func anInterruptedRunIsRolledBackUnlessToldOtherwise() async throws {
        #expect(try await apply(raising: 2).outcome == .interrupted)
        #expect(try await world.resume(Self.chain).outcome == .rolledBack)
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func nothingToResumeIsSaid() async throws {
        await #expect(throws: ExecutorError.nothingToResume) { try await world.resume([]) }
        try await world.apply([Thing("a")])
        await #expect(throws: ExecutorError.nothingToResume) { try await world.resume([]) }
    }

    @Test func statusTellsWhatIsInDoubtWithoutTouchingAnything() async throws {
        let fate = Fate()
        world.cloud.setFault { $0.identity == "fake/t1-a" ? .dieAfter : nil }
        await #expect(throws: ExecutorError.state(.stopped)) { try await world.apply(Self.chain, fate: fate) }
        let status = try RunStatus(of: try world.store())
        #expect(status.isPending)
        #expect(status.inDoubt == [StepName(Address("t1"), .create)])
        #expect(status.holder?.releasedAt == nil)
        #expect(status.open?.phase == .forward)
    }

    @Test func anApplyInTheWayOfAnUnfinishedOneIsRefused() async throws {
        world.cloud.setFault { $0.identity == "fake/t1-a" ? .dieAfter : nil }
        await #expect(throws: ExecutorError.state(.stopped)) { try await world.apply(Self.chain, fate: Fate()) }
        world.cloud.setFault { _ in nil }
        await #expect(throws: ExecutorError.state(.deploymentOpen(DeploymentID(1)))) {
            try await world.apply(Self.chain)
        }
    }
}
