internal import Synchronization

/// The user's wish to stop, raised by signals: the first rolls back, the second leaves things as they are to be resumed.
/// The third ends the process and is the caller's.
package final class StopSignal: Sendable {
    package enum Level: Int, Sendable, Hashable, Comparable {
        case goOn
        /// Start nothing more, wait for what is in flight, roll back.
        case rollBack
        /// Start nothing more, wait for what is in flight, leave the rest to `resume`.
        case leave

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Waiter {
        let level: Level
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var level = Level.goOn
        var waiters: [Int: Waiter] = [:]
        var cancelled: Set<Int> = []
        var lastWaiter = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var level: Level { state.withLock(\.level) }

    /// Raises the level by one, up to ``Level/leave``.
    package func raise() {
        let released = state.withLock { state in
            state.level = Level(rawValue: state.level.rawValue + 1) ?? .leave
            let released = state.waiters.filter { $0.value.level < state.level }
            for id in released.keys { state.waiters[id] = nil }
            return released.values.map(\.continuation)
        }
        for continuation in released { continuation.resume() }
    }

    /// Returns once the level is above `level`, or the task is cancelled.
    func isRaised(above level: Level) async {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.level > level || state.cancelled.remove(id) != nil { return true }
                    state.waiters[id] = Waiter(level: level, continuation: continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                if let waiter = state.waiters.removeValue(forKey: id) { return Optional(waiter) }
                state.cancelled.insert(id)
                return nil
            }
            waiter?.continuation.resume()
        }
    }
}
