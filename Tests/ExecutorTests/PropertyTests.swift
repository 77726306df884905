import Foundation
import MartletExecutor
import MartletModel
import MartletState
import Testing

/// Random graphs × edits × faults × deaths: whatever happens, the run ends in one of the states that it may end in, and the
/// stack can always go on from there (engine.md §3).
///
/// `MARTLET_PROPERTY_CASES` sets how many cases run, `MARTLET_PROPERTY_SEED` where they begin.
struct PropertyTests {
    private static func setting(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    static let seeds: [UInt64] = {
        let first = setting("MARTLET_PROPERTY_SEED") ?? 1
        return (0..<(setting("MARTLET_PROPERTY_CASES") ?? 90)).map { first + $0 }
    }()

    /// Batches, so that cases run side by side without a line of output for each.
    static let batches: [[UInt64]] = stride(from: 0, to: seeds.count, by: 30).map {
        Array(seeds[$0..<min($0 + 30, seeds.count)])
    }

    @Test(arguments: batches)
    func everyRunEndsWhereItMayAndCanGoOn(_ seeds: [UInt64]) async throws {
        for seed in seeds {
            do { try await check(RandomCase(seed: seed), "seed \(seed)") } catch {
                Issue.record(error, "seed \(seed)")
            }
        }
    }

    private func check(_ test: RandomCase, _ seed: Comment) async throws {
        let world = World()
        try await world.apply(test.before)
        let (objects, snapshot) = (world.cloud.objects, try world.snapshot())
        let start = world.cloud.calls.count
        world.cloud.setFault { test.faults[$0.number - start] }
        var outcome = try await run(world, test, seed)
        try world.expectSound(seed)
        world.cloud.setFault { _ in nil }
        if outcome == .rollbackIncomplete || outcome == .cleanupPending {
            outcome = try await world.resume(test.after.map(\.unlimited)).outcome
        }
        switch outcome {
        case .applied:
            try world.expectSettled(seed)
            world.expectCloud(test.after, seed)
        case .rolledBack where test.isIrreversible:
            #expect(Set(world.cloud.objects.keys) == Set(objects.keys), seed)
        case .rolledBack:
            #expect(world.cloud.objects == objects, seed)
            #expect(try world.snapshot() == snapshot, seed)
            try world.expectSettled(seed)
        case .kept, .rollbackIncomplete, .cleanupPending, .interrupted:
            Issue.record("ended \(outcome), \(seed)")
        }
        try await goOn(world, test.after.map(\.unlimited), seed)
    }

    /// The last step, through as many deaths as the case has.
    private func run(_ world: World, _ test: RandomCase, _ seed: Comment) async throws -> ApplyReport.Outcome {
        var lives = test.lives[...]
        var options = ExecutorOptions(parallelism: test.parallelism, retries: World.quick)
        options.heartbeat = .seconds(3600)
        while true {
            let fate = Fate(afterWrites: lives.popFirst())
            do {
                let executor = try world.executor(test.after, fate: fate, options: options)
                if try world.store().openDeployment() != nil { return try await executor.resume().outcome }
                let plan = try world.plan(test.isDestroy ? test.before : test.after, destroy: test.isDestroy)
                return try await executor.apply(plan).outcome
            } catch let error as ExecutorError {
                guard error == .state(.stopped) else { throw error }
                try world.expectSound(seed)
            }
        }
    }

    /// From wherever the run has ended, a plain apply gets there, a second one has nothing to do, and a destroy leaves
    /// nothing (I2, I27).
    private func goOn(_ world: World, _ things: [Thing], _ seed: Comment) async throws {
        #expect(try await world.apply(things).outcome == .applied, seed)
        world.expectCloud(things, seed)
        try world.expectSettled(seed)
        let calls = world.cloud.calls.count
        try await world.apply(things)
        #expect(world.cloud.calls.count == calls, seed)
        #expect(try await world.destroy(things).outcome == .applied, seed)
        #expect(world.cloud.objects.isEmpty, seed)
        try world.expectSettled(seed)
    }
}
