import MartletState
import Synchronization

/// One process of a case: what meets its calls, and when it dies. A dead one writes nothing and calls nobody.
final class ModelProcess: Sendable {
    private struct State {
        var lifeLeft: Int?
        var isDead = false
        var durableWrites = 0
    }

    let number: Int
    let cloud: ModelCloud
    let clock: VirtualClock
    private let faults: FaultSchedule
    private let state: Mutex<State>
    /// Told of every durable write before it and after it, and of every write before it reaches the cloud.
    let onBegin: @Sendable () -> Void
    let onDurable: @Sendable () -> Void
    let onWrite: @Sendable (ModelCloud.Write) -> Void
    let onRunaway: @Sendable (String) -> Void

    init(
        number: Int, cloud: ModelCloud, clock: VirtualClock, faults: FaultSchedule, life: Int?,
        onBegin: @escaping @Sendable () -> Void, onDurable: @escaping @Sendable () -> Void,
        onWrite: @escaping @Sendable (ModelCloud.Write) -> Void,
        onRunaway: @escaping @Sendable (String) -> Void
    ) {
        self.number = number
        self.cloud = cloud
        self.clock = clock
        self.faults = faults
        self.onBegin = onBegin
        self.onDurable = onDurable
        self.onWrite = onWrite
        self.onRunaway = onRunaway
        state = Mutex(State(lifeLeft: life))
    }

    var isDead: Bool { state.withLock(\.isDead) }
    var durableWrites: Int { state.withLock(\.durableWrites) }

    func die() { state.withLock { $0.isDead = true } }

    /// For the store.
    func observe(_ moment: WriteMoment) throws(StateError) {
        guard !isDead else { throw .stopped }
        guard moment == .after else { return onBegin() }
        onDurable()
        let isDead = state.withLock { state in
            state.durableWrites += 1
            if let left = state.lifeLeft {
                state.lifeLeft = left - 1
                if left <= 1 { state.isDead = true }
            }
            return state.isDead
        }
        if isDead { throw .stopped }
    }

    /// A call that comes again and again ends the process: somebody retries for ever (I24).
    func fault(for verb: ModelCloud.Verb, name: String) -> Fault? {
        let (fault, attempt) = faults.next(verb, name)
        if attempt == Self.mostAttempts {
            onRunaway("\(verb) of `\(name)` was tried \(attempt) times")
            die()
        }
        return fault
    }

    private static let mostAttempts = 200
}

/// Counts calls over all processes of one operation and says which meets what.
final class FaultSchedule: Sendable {
    private let faults: [FaultPoint: Fault]
    private let counts = Mutex<[FaultPoint: Int]>([:])

    init(_ faults: [FaultPoint: Fault] = [:]) { self.faults = faults }

    func next(_ verb: ModelCloud.Verb, _ name: String) -> (fault: Fault?, attempt: Int) {
        let every = FaultPoint(name: name, verb: verb, attempt: 0)
        let attempt = counts.withLock { counts in
            counts[every, default: 0] += 1
            return counts[every] ?? 0
        }
        return (faults[FaultPoint(name: name, verb: verb, attempt: attempt)] ?? faults[every], attempt)
    }
}
