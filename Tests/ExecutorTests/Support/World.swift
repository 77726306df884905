import Foundation
import MartletExecutor
import MartletModel
import MartletPlanner
import MartletProvider
import MartletState
import Synchronization

/// A cloud, a state on disk, and the means to run against both; survives the deaths of its processes.
final class World: Sendable {
    let cloud = FakeCloud()
    let folder: String
    let events = Mutex<[ApplyEvent]>([])
    /// Whether things are no more than records of the state.
    private let isStateOnly: Bool

    init(isStateOnly: Bool = false) {
        self.isStateOnly = isStateOnly
        // Thousands of states are made and flushed: in memory where that is to be had.
        let memory = "/dev/shm"
        let base = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        folder = base + "/martlet-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var keys: StateKeySource { StateKeySource(variables: [:], defaultFile: folder + "/state.key") }

    func store(_ fate: Fate = Fate()) throws -> StateStore {
        try StateStore.open(
            path: folder + "/state.db", key: keys,
            observeWrite: { moment throws(StateError) in try fate.observe(moment) }
        )
    }

    func snapshot() throws -> Snapshot { try store().snapshot() }

    static let quick = RetryPolicy(attempts: 3, firstPause: .milliseconds(1))

    /// No heartbeat on a slow machine is taken for one of the durable writes that tests count.
    static func options(
        parallelism: Int = 10, onFailure: ExecutorOptions.OnFailure = .rollback
    ) -> ExecutorOptions {
        ExecutorOptions(
            parallelism: parallelism, onFailure: onFailure, retries: quick, heartbeat: .seconds(1_000_000_000)
        )
    }

    func executor(
        _ things: [Thing], fate: Fate = Fate(), options: ExecutorOptions = World.options(),
        stop: StopSignal = StopSignal(), parallelism: [ConnectionName: Int] = [:], configuration: Value = [:],
        onEvent: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) throws -> Executor {
        Executor(
            store: try store(fate),
            providers: ProviderRegistry([FakeProvider(cloud: cloud, fate: fate, isStateOnly: isStateOnly)]),
            program: FakeProgram(things: things, parallelism: parallelism, configuration: configuration),
            options: options, actor: "ada",
            now: { Timestamp(milliseconds: 1) },
            newLineage: { "lineage-1" }, stop: stop,
            emit: { event in
                self.events.withLock { $0.append(event) }
                onEvent(event)
            }
        )
    }

    func plan(_ things: [Thing], destroy: Bool = false) throws -> ApprovedPlan {
        var planner = TestPlanner(program: FakeProgram(things: things), snapshot: try snapshot())
        if destroy { planner.kind = .destroy }
        return try planner.approved()
    }

    @discardableResult
    func apply(
        _ things: [Thing], fate: Fate = Fate(), options: ExecutorOptions = World.options()
    ) async throws -> ApplyReport {
        try await executor(things, fate: fate, options: options).apply(try plan(things))
    }

    @discardableResult
    func destroy(_ things: [Thing], fate: Fate = Fate()) async throws -> ApplyReport {
        try await executor(things, fate: fate).apply(try plan(things, destroy: true))
    }

    @discardableResult
    func resume(
        _ things: [Thing], _ direction: ResumeDirection = .auto, fate: Fate = Fate(), skipping: Set<Address> = []
    ) async throws -> ApplyReport {
        try await executor(things, fate: fate).resume(direction, skipping: skipping)
    }
}
