private import Synchronization

/// The sandbox's time.
///
/// In process it *jumps*: it stands still while anybody works, and when everything only waits it leaps to the earliest
/// deadline, so that a cluster that takes five minutes to create costs milliseconds. On loopback it *flows* with real
/// time, scaled.
package final class SandboxClock: Clock {
    /// How time passes.
    package enum Flow: Sendable, Hashable {
        /// From deadline to deadline, as soon as nobody works.
        case jumping
        /// Like real time, `factor` times as fast.
        case flowing(factor: Int)
    }

    private struct Time {
        var now: SandboxInstant
        /// Where the real clock stood when `now` was set; only when flowing.
        var anchor = ContinuousClock.now
        /// Counts everything that shows that somebody is at work.
        var activity = 0
        /// Requests that are being answered.
        var inFlight = 0
        var nextSleeper = 0
        var sleepers: [Int: SandboxInstant] = [:]
    }

    /// How much virtual time must be gained for each unit of real idleness: an hour's timeout is only believed after
    /// 180 idle milliseconds, a ten-second poll after half a millisecond.
    private static let idlenessRatio = 20_000

    package let flow: Flow
    private let time: Mutex<Time>

    package init(at now: SandboxInstant, flow: Flow = .jumping) {
        self.flow = flow
        time = Mutex(Time(now: now))
    }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package var now: SandboxInstant { time.withLock { now(of: $0) } }

    /// Moves time forward to `instant`; never back.
    package func advance(to instant: SandboxInstant) {
        time.withLock { time in
            time.now = max(now(of: time), instant)
            time.anchor = .now
            time.activity += 1
        }
    }

    package func sleep(until deadline: SandboxInstant, tolerance: Duration?) async throws {
        try await sleep(until: deadline) { false }
    }

    /// Sleeps until `deadline`, or until `isOver` answers true; it is asked every few milliseconds.
    package func sleep(until deadline: SandboxInstant, unless isOver: @Sendable () -> Bool) async throws {
        try Task.checkCancellation()
        let sleeper = time.withLock { time in
            time.nextSleeper += 1
            time.activity += 1
            time.sleepers[time.nextSleeper] = deadline
            return time.nextSleeper
        }
        defer { _ = time.withLock { $0.sleepers.removeValue(forKey: sleeper) } }
        while now < deadline, !isOver() {
            switch flow {
            case .jumping: try await idle(sleeper, until: deadline)
            case .flowing(let factor):
                try await Task.sleep(for: min(now.duration(to: deadline) / max(1, factor), .milliseconds(20)))
            }
        }
    }

    /// Runs `body` as work: time does not jump meanwhile.
    package func working<T, E: Error>(_ body: () throws(E) -> T) throws(E) -> T {
        time.withLock { time in
            time.inFlight += 1
            time.activity += 1
        }
        defer {
            time.withLock { time in
                time.inFlight -= 1
                time.activity += 1
            }
        }
        return try body()
    }

    /// Waits as long as the leap to `deadline` deserves, and leaps if nobody did anything meanwhile.
    private func idle(_ sleeper: Int, until deadline: SandboxInstant) async throws {
        let before = time.withLock { ($0.activity, $0.now) }
        let patience = before.1.duration(to: deadline) / Self.idlenessRatio
        try await Task.sleep(for: min(max(patience, .microseconds(200)), .milliseconds(500)))
        time.withLock { time in
            guard time.activity == before.0, time.inFlight == 0 else { return }
            guard time.sleepers.values.allSatisfy({ $0 >= deadline }) else { return }
            time.now = max(time.now, deadline)
            time.activity += 1
        }
    }

    private func now(of time: borrowing Time) -> SandboxInstant {
        switch flow {
        case .jumping: time.now
        case .flowing(let factor): time.now.advanced(by: (ContinuousClock.now - time.anchor) * factor)
        }
    }
}
