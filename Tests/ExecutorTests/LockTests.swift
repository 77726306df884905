import MartletExecutor
import MartletModel
import MartletState
import Synchronization
import Testing

/// I23 Locks: two engines never interleave their writes, and one that has lost its lease cannot commit.
struct LockTests {
    private let world = World()
    private static let now = Timestamp(milliseconds: 1)

    @Test(arguments: 1...3)
    func `nobody gets in while a run is at work`(call number: Int) async throws {
        let (world, refusals) = (world, Count())
        world.cloud.setFault { call in
            guard call.number == number else { return nil }
            do throws(StateError) {
                let store = try StateStore.open(path: world.folder + "/state.db", key: world.keys)
                _ = try store.acquireLease(owner: "grace", lineage: "lineage-1", now: Self.now)
            } catch {
                if case .held = error { refusals.increase() }
            }
            return nil
        }
        #expect(try await world.apply(ApplyTests.three).outcome == .applied)
        #expect(refusals.value == 1)
        world.expectCloud(ApplyTests.three)
        try world.expectSettled()
    }

    @Test(arguments: 1...3)
    func `a run whose lease was taken away writes nothing more and commits nothing`(call number: Int) async throws {
        let world = world
        world.cloud.setFault { call in
            guard call.number == number else { return nil }
            let epoch = (try? world.store().leaseHolder())?.epoch ?? 0
            _ = try? world.store().unlock(epoch: epoch, now: Self.now)
            return nil
        }
        let error = await #expect(throws: ExecutorError.self) { try await world.apply(ApplyTests.three) }
        guard case .state(.fenced)? = error else {
            Issue.record("the run was not fenced: \(String(describing: error))")
            return
        }
        world.cloud.setFault { _ in nil }
        #expect(world.cloud.calls.count == number)
        #expect(try world.snapshot().revision == 0)
        try world.expectSound()
        #expect(try await world.resume(ApplyTests.three).outcome == .rolledBack)
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }
}

/// Counts from any thread.
private final class Count: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func increase() { count.withLock { $0 += 1 } }
}
