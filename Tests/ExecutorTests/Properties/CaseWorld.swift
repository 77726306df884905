import Foundation
import MartletExecutor
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import MartletState
import Synchronization

/// The cloud, the disk and the clock of one case; survives the deaths of its processes.
final class CaseWorld: Sendable {
    let cloud: ModelCloud
    let clock = VirtualClock()
    let witness: Witness
    let folder: String
    let secret: String
    private let said = Mutex<[String]>([])
    private let processes = Mutex(0)

    static let marker = StackIdentity(stack: "props")

    init(seed: UInt64, cloud: ModelCloud = ModelCloud()) {
        self.cloud = cloud
        secret = Blueprint.canary(seed)
        let memory = "/dev/shm"
        let base = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        let folder = base + "/martlet-case-\(UUID().uuidString)"
        self.folder = folder
        witness = Witness(cloud: cloud, window: StateWindow(path: folder + "/state.db", key: Self.key))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The same world as it is now, to try something else in.
    func copy(seed: UInt64) throws -> CaseWorld {
        let other = CaseWorld(seed: seed, cloud: cloud.copy())
        if FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.copyItem(atPath: folder, toPath: other.folder)
        }
        return other
    }

    /// Given by the environment: a key in a file would be looked for, file and state, before each reading.
    private static let key = [UInt8](repeating: 0x5A, count: 32)

    private static func open(
        _ folder: String, observe: @escaping StateStore.WriteObserver = { (_) throws(StateError) in }
    ) throws(StateError) -> StateStore {
        let variables = ["MARTLET_STATE_KEY": String(repeating: "5a", count: key.count)]
        let key = StateKeySource(variables: variables, defaultFile: folder + "/state.key")
        return try StateStore.open(path: folder + "/state.db", key: key, observeWrite: observe)
    }

    func store() throws -> StateStore { try Self.open(folder) }

    func checkpoint() throws -> Checkpoint { try witness.checkpoint() }

    /// What is open, and whether anything is left to do.
    func isPending() throws -> Bool { try RunStatus(of: store()).isPending }

    // MARK: Processes

    func process(_ faults: FaultSchedule = FaultSchedule(), life: Int? = nil) -> ModelProcess {
        let number = processes.withLock { count in
            count += 1
            return count
        }
        cloud.beginProcess()
        witness.beginProcess()
        return ModelProcess(
            number: number, cloud: cloud, clock: clock, faults: faults, life: life,
            onBegin: { [witness] in witness.beginDurable() }, onDurable: { [witness] in witness.durable() },
            onWrite: { [witness] in witness.writing($0) },
            onRunaway: { [witness] in witness.report(.termination, $0) }
        )
    }

    func executor(
        _ process: ModelProcess, _ program: any StackProgram, _ options: ExecutorOptions,
        stop: StopSignal = StopSignal(), onEvent: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) throws -> Executor {
        Executor(
            store: try Self.open(folder) { moment throws(StateError) in try process.observe(moment) },
            providers: ProviderRegistry([ModelProvider(process: process)]), program: program, options: options,
            actor: "ada", clock: clock, now: { Timestamp(milliseconds: 1) }, newLineage: { "lineage-1" }, stop: stop,
            emit: { [self] event in
                hear(event)
                onEvent(event)
            }
        )
    }

    static func options(_ step: Step) -> ExecutorOptions {
        ExecutorOptions(
            parallelism: step.parallelism, onFailure: step.keeps ? .keep : .rollback,
            retries: RetryPolicy(attempts: 3, firstPause: .seconds(1)), heartbeat: .seconds(1_000_000_000)
        )
    }

    // MARK: Planning

    /// What a process works toward: the stack as it is written, or a stored revision as the state keeps it.
    func program(_ stack: Blueprint, returningTo revision: Int?) throws -> any StackProgram {
        let loaded = try stack.program(secret: secret)
        guard let revision else { return loaded }
        let store = try store()
        let current = try store.snapshot()
        let entry = try store.history().first { $0.number == revision }
        let evaluation = loaded.evaluate { current.records[$0.address]?.attributes ?? .unknown(Unknown()) }
        return RevisionProgram(
            try store.snapshot(revision: revision), from: current,
            registry: ProviderRegistry([ModelProvider(process: process())]), identity: loaded.identity,
            folder: loaded.folder, inputs: (entry?.configuration, entry?.variables),
            declared: Dictionary(
                evaluation.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first }),
            history: store.snapshots(backFrom: current)
        )
    }

    func plan(_ program: any StackProgram, _ options: PlanOptions) async throws -> PlannerOutput {
        let process = process()
        let registry = ProviderRegistry([ModelProvider(process: process)])
        let input = PlannerInput(
            program: program, snapshot: try store().snapshot(), registry: registry, options: options,
            haltedObjects: try store().openDeployment()?.objects ?? []
        )
        return await PlanningSession(input).plan()
    }

    // MARK: Secrets

    /// Notes what a user would read.
    func say(_ text: String) { said.withLock { $0.append(text) } }

    private func hear(_ event: ApplyEvent) {
        switch event {
        case .stepFailed(_, _, let failure): say("\(failure)")
        case .stepProgress(let step, let note): say("\(step.address) \(note)")
        case .finished(let report):
            for item in report.needsAttention + [report.firstFailure].compactMap(\.self) { say("\(item)") }
        default: break
        }
    }

    /// Where the secret stands in clear; empty when nowhere.
    func leaks() -> [String] {
        let needle = Data(secret.utf8)
        var leaks = said.withLock { $0 }.filter { $0.contains(secret) }.prefix(1).map { "said: \($0)" }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            if bytes.range(of: needle) != nil { leaks.append("in \(name)") }
        }
        return leaks
    }
}
