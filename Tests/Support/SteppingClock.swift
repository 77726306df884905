import Synchronization

/// A clock on which every sleep ends at once and moves time: waits are measured, never waited for.
///
/// For code with one waiter at a time; concurrent sleepers add up.
package final class SteppingClock: Clock, Sendable {
    /// Time since the clock was made.
    package struct Instant: InstantProtocol, Sendable, Hashable {
        package var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let state = Mutex<(now: Duration, sleeps: [Duration])>((.zero, []))

    package init() {}

    package var now: Instant { Instant(offset: state.withLock { $0.now }) }

    package var minimumResolution: Duration { .nanoseconds(1) }

    /// Every wait so far.
    package var sleeps: [Duration] { state.withLock { $0.sleeps } }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.sleeps.append(deadline.offset - state.now)
            state.now = max(state.now, deadline.offset)
        }
    }
}
