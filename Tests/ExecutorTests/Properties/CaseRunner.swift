import MartletExecutor
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState
import Synchronization

/// Plays a case from its first step to an empty cloud, and says which invariants did not hold.
final class CaseRunner {
    let test: Case
    let world: CaseWorld
    /// Uids of objects that the stack has left behind on purpose.
    private var released: Set<String> = []
    /// Whether comparisons that cost a second run are made.
    private let isThorough: Bool

    init(_ test: Case, isThorough: Bool = false) {
        self.test = test
        self.isThorough = isThorough
        world = CaseWorld(seed: test.seed)
    }

    var witness: Witness { world.witness }

    /// The violations, in the order in which they were seen.
    func run() async -> [Violation] {
        do {
            for step in test.steps {
                try await StepRunner(step, world, released: released, isThorough: isThorough).run(&released)
                guard witness.violations.isEmpty else { return witness.violations }
            }
            try await finish()
        } catch {
            witness.report(.termination, "the run ended with \(error)")
        }
        return witness.violations
    }

    // MARK: The end of every case

    /// Whatever happened, the stack gets to where it should be, and then to nothing (I2, I27).
    private func finish() async throws {
        guard var last = test.steps.last else { return }
        if try last.recovery != .none || !isHalted() { try await settle(last.stack) }
        try removeForeign()
        last = Step(last.stack.permissive)
        var runner = StepRunner(last, world, released: released, isThorough: isThorough)
        try await runner.run(&released, isFinal: true)
        if runner.waitsForResume {
            try await settle(last.stack)
            runner = StepRunner(last, world, released: released, isThorough: isThorough)
            try await runner.run(&released, isFinal: true)
            witness.require(!runner.waitsForResume, .destroyFromAnywhere, "after a resume another one is asked for")
        }
        // An object that was dropped from the stack while it was protected stays: that is what protection is for.
        guard !runner.isProtected else { return }
        guard witness.violations.isEmpty else { return }
        var destroy = last
        destroy.operation = .destroy
        destroy.stack.nodes = destroy.stack.nodes.map { node in
            var node = node
            node.retainsOnDestroy = false
            return node
        }
        try await StepRunner(destroy, world, released: released, isThorough: false).run(&released, isFinal: true)
        let left = world.cloud.objects.filter {
            $0.value.marker == CaseWorld.marker && !released.contains($0.value.uid)
        }
        witness.require(
            left.isEmpty, .destroyFromAnywhere, "left after destroy: \(left.keys.sorted().map(\.identity))"
        )
        try checkRevisions()
    }

    /// Whether a run waits that a new plan may pass by.
    private func isHalted() throws -> Bool {
        guard let open = try world.checkpoint().open else { return false }
        return open.halt != nil && !open.steps.contains { $0.outcome == nil }
    }

    /// Without faults a resume ends, and a second one has nothing to do (I11, I24).
    private func settle(_ stack: Blueprint) async throws {
        var revision: Int?
        if case .rollback(let target)? = try world.store().openDeployment()?.start.kind { revision = target }
        let program = try world.program(stack, returningTo: revision)
        let options = ExecutorOptions(heartbeat: .seconds(1_000_000_000))
        for _ in 0..<4 {
            guard try world.isPending() else { return }
            _ = try witness.resumesOlderRun()
            let report = try await world.executor(world.process(), program, options).resume()
            witness.collectHazards()
            if report.outcome == .rollbackIncomplete { return }
        }
        let open = try world.store().openDeployment()
        witness.report(.termination, "four resumes without faults left \(open?.phase.rawValue ?? "tombstones") open")
    }

    /// Others clear away what is theirs, and what the stack has left behind.
    private func removeForeign() throws {
        let recorded = try world.checkpoint().snapshot.lineages
        for (key, object) in world.cloud.objects {
            let isLeft = released.contains(object.uid) && !recorded.contains(object.uid)
            if isLeft || object.marker != CaseWorld.marker { world.cloud.tamper(key) { $0 = nil } }
        }
    }

    /// Every prior revision loads (I26).
    private func checkRevisions() throws {
        let store = try world.store()
        for revision in try store.history() {
            let snapshot = try store.snapshot(revision: revision.number)
            witness.require(
                snapshot.revision == revision.number, .stateIntegrity, "revision \(revision.number) is another one"
            )
        }
    }
}
