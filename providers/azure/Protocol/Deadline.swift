import MartletHTTP

/// The time that a step has left, on an injected clock.
struct Deadline: Sendable {
    private let watch: Stopwatch
    private let limit: Duration
    private let clock: any Clock<Duration>

    init(_ limit: Duration, clock: any Clock<Duration>) {
        self.limit = limit
        self.clock = clock
        watch = Stopwatch(clock)
    }

    var elapsed: Duration { watch.elapsed }

    var remaining: Duration { limit - watch.elapsed }

    var limitText: String { "\(Int(limit.inSeconds)) s" }

    /// Sleeps; false when the time would run out first.
    func sleep(_ duration: Duration) async throws(CancellationError) -> Bool {
        guard duration < remaining else { return false }
        do {
            try await clock.sleep(for: duration)
        } catch {
            throw CancellationError()
        }
        return true
    }
}
