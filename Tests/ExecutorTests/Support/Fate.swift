import MartletState
import Synchronization

/// Decides when the process of a test dies: after so many durable writes, or at so many calls. A dead process writes
/// nothing and calls nobody.
final class Fate: Sendable {
    private struct State {
        var writesLeft: Int?
        var callsLeft: Int?
        var isDead = false
        var writes = 0
        var calls = 0
    }

    private let state: Mutex<State>

    init(afterWrites writes: Int? = nil, atCall calls: Int? = nil) {
        state = Mutex(State(writesLeft: writes, callsLeft: calls))
    }

    var isDead: Bool { state.withLock(\.isDead) }
    var writes: Int { state.withLock(\.writes) }
    var calls: Int { state.withLock(\.calls) }

    func kill() { state.withLock { $0.isDead = true } }

    /// For the store.
    func observe(_ moment: WriteMoment) throws(StateError) {
        let isDead = state.withLock { state in
            guard !state.isDead else { return true }
            guard moment == .after else { return false }
            state.writes += 1
            if let left = state.writesLeft {
                state.writesLeft = left - 1
                state.isDead = left <= 1
            }
            return state.isDead
        }
        if isDead { throw .stopped }
    }

    /// For the cloud: whether this very call is the last.
    func diesAtThisCall() -> Bool {
        state.withLock { state in
            state.calls += 1
            guard let left = state.callsLeft else { return false }
            state.callsLeft = left - 1
            return left == 1
        }
    }
}
