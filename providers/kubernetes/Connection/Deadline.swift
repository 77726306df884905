import MartletHTTP

/// How much of a step's time is left.
struct Deadline: Sendable {
    private let watch: Stopwatch
    private let limit: Duration
    private let total: Duration

    init(_ limit: Duration, by clock: any Clock<Duration>) {
        watch = Stopwatch(clock)
        // A little earlier than the step's own end, so that what is known of the trouble is told.
        self.limit = limit - min(.seconds(1), limit / 50)
        total = limit
    }

    var elapsed: Duration { watch.elapsed }
    var isOver: Bool { watch.elapsed >= limit }
    var left: Duration { max(.zero, limit - watch.elapsed) }

    /// The limit in seconds, for messages.
    var seconds: Int { Int(total.components.seconds) }
}
