import MartletHTTP

/// How much of a step's time is left.
struct Deadline: Sendable {
    private let watch: Stopwatch
    private let limit: Duration

    init(_ limit: Duration, by clock: any Clock<Duration>) {
        watch = Stopwatch(clock)
        self.limit = limit
    }

    var elapsed: Duration { watch.elapsed }
    var isOver: Bool { watch.elapsed >= limit }
    var left: Duration { max(.zero, limit - watch.elapsed) }

    /// The limit in seconds, for messages.
    var seconds: Int { Int(limit.components.seconds) }
}
