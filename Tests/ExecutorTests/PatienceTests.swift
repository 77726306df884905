import MartletExecutor
import MartletModel
import Synchronization
import Testing

/// What a run that ends does with steps whose objects are written and not ready yet.
struct PatienceTests {
    private let world = World()

    /// `a` is written and waits; `b` is refused once `a` has been written.
    private func apply(
        _ things: [Thing], stop: StopSignal = StopSignal(), options: ExecutorOptions = World.options(),
        emit: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) async throws -> ApplyReport {
        world.cloud.setFault { call in
            switch call.identity {
            case "fake/a-a": call.verb == .create ? .awaited : nil
            case "fake/b-a": .refuse
            default: nil
            }
        }
        let executor = try world.executor(things, options: options, stop: stop, onEvent: emit)
        return try await executor.apply(try world.plan(things))
    }

    private var failures: [String] {
        world.events.withLock { events in
            events.compactMap { event in
                if case .stepFailed(_, _, let failure) = event { failure.code } else { nil }
            }
        }
    }

    @Test func `a failure does not wait for what is taken back anyway`() async throws {
        let report = try await apply([Thing("a"), Thing("b")])
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure?.step.address == Address("b"))
        #expect(failures == ["Refused", "NotAwaited"])
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test(arguments: [1, 2]) func `a signal does not wait for what is not ready`(times: Int) async throws {
        let stop = StopSignal()
        let report = try await apply([Thing("a")], stop: stop) { event in
            if case .stepProgress = event { for _ in 0..<times { stop.raise() } }
        }
        #expect(report.outcome == (times == 1 ? .rolledBack : .interrupted))
        #expect(failures == ["NotAwaited"])
        world.cloud.setFault { _ in nil }
        if times == 2 { #expect(try await world.resume([Thing("a")], .forward).outcome == .applied) }
        #expect(world.cloud.objects.count == times - 1)
        try world.expectSettled()
    }

    @Test func `what is kept is waited for`() async throws {
        var options = World.options()
        options.onFailure = .keep
        let cloud = world.cloud
        let report = try await apply([Thing("a"), Thing("b")], options: options) { event in
            if case .stepFailed(StepName(Address("b"), .create), _, _) = event { cloud.free() }
        }
        #expect(report.outcome == .kept)
        #expect(report.done.map(\.step.address) == [Address("a")])
        #expect(cloud.objects.keys.sorted() == ["fake/a-a"])
    }
}
