private import Synchronization

/// How many calls may be made: at once, and a second.
package struct ThrottleLimit: Sendable, Hashable {
    /// The most calls in flight.
    package var concurrent: Int
    /// Calls that may be made in one burst; nil for no limit of rate.
    package var burst: Int?
    /// Calls a second after the burst.
    package var perSecond: Double

    package init(concurrent: Int, burst: Int? = nil, perSecond: Double = 0) {
        self.concurrent = concurrent
        self.burst = burst
        self.perSecond = perSecond
    }
}

/// A token bucket and a bound on concurrency: callers wait their turn, first come first served.
package final class Throttle: Sendable {
    private let limit: ThrottleLimit
    private let clock: any Clock<Duration>
    private let watch: Stopwatch
    private let queue = Mutex(Queue())

    package init(_ limit: ThrottleLimit, clock: any Clock<Duration>) {
        self.limit = limit
        self.clock = clock
        watch = Stopwatch(clock)
    }

    /// Takes a place. Throws `CancellationError`, without a place, when the task is cancelled while it waits. Every place
    /// taken must be given back.
    package func enter() async throws {
        let turn = queue.withLock { $0.nextTurn() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome = queue.withLock { $0.arrive(turn, continuation, limit.concurrent, Task.isCancelled) }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            queue.withLock { $0.remove(turn) }?.resume(throwing: CancellationError())
        }
        let delay = queue.withLock { $0.reserveToken(limit, elapsed: watch.elapsed) }
        guard delay > .zero else { return }
        do {
            try await clock.sleep(for: delay)
        } catch {
            leave()
            throw error
        }
    }

    /// Gives a place back, to the caller who has waited longest.
    package func leave() {
        queue.withLock { $0.leave() }?.resume()
    }

    private struct Queue {
        private var running = 0
        private var turns = 0
        private var waiting: [(turn: Int, continuation: CheckedContinuation<Void, any Error>)] = []
        /// When the bucket is full again, as time since the start.
        private var fullAt: Duration = .zero

        mutating func nextTurn() -> Int {
            turns += 1
            return turns
        }

        /// Enters, is refused, or waits (nil).
        mutating func arrive(
            _ turn: Int, _ continuation: CheckedContinuation<Void, any Error>, _ limit: Int, _ isCancelled: Bool
        ) -> Result<Void, any Error>? {
            if isCancelled { return .failure(CancellationError()) }
            if running < limit {
                running += 1
                return .success(())
            }
            waiting.append((turn, continuation))
            return nil
        }

        mutating func remove(_ turn: Int) -> CheckedContinuation<Void, any Error>? {
            waiting.firstIndex { $0.turn == turn }.map { waiting.remove(at: $0).continuation }
        }

        mutating func leave() -> CheckedContinuation<Void, any Error>? {
            if waiting.isEmpty {
                running -= 1
                return nil
            }
            return waiting.removeFirst().continuation
        }

        /// The generic cell rate algorithm: one instant stands for the bucket's fill. Returns how long to wait.
        mutating func reserveToken(_ limit: ThrottleLimit, elapsed: Duration) -> Duration {
            guard let burst = limit.burst, limit.perSecond > 0 else { return .zero }
            let interval = Duration.seconds(1 / limit.perSecond)
            fullAt = max(fullAt, elapsed) + interval
            return max(.zero, fullAt - interval * burst - elapsed)
        }
    }
}
