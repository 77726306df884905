import Synchronization

/// A clock that stands still. Naps (pauses between attempts, baking) pass at once and move it; longer sleeps end when
/// somebody moves it past them: so that a time limit is met by what hangs, and by nothing else.
final class VirtualClock: Clock, Sendable {
    struct Instant: InstantProtocol, Sendable, Hashable {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let deadline: Duration
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Duration.zero
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var last = 0
    }

    private let state = Mutex(State())
    static let longestNap = Swift.Duration.seconds(60)

    var now: Instant { Instant(offset: state.withLock(\.now)) }
    let minimumResolution = Swift.Duration.nanoseconds(1)

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now += duration
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let isNap = state.withLock { state in
            guard deadline.offset - state.now <= Self.longestNap else { return false }
            state.now = max(state.now, deadline.offset)
            return true
        }
        if !isNap { await wait(until: deadline.offset) }
        try Task.checkCancellation()
    }

    private func wait(until deadline: Duration) async {
        let id = state.withLock { state in
            state.last += 1
            return state.last
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.now >= deadline || state.cancelled.remove(id) != nil { return true }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                if let sleeper = state.sleepers.removeValue(forKey: id) { return Optional(sleeper) }
                state.cancelled.insert(id)
                return nil
            }
            sleeper?.continuation.resume()
        }
    }
}
