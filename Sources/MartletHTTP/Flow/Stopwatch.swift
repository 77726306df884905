/// Measures time on an injected clock.
package struct Stopwatch: Sendable {
    private let read: @Sendable () -> Duration

    /// Starts now, by `clock`.
    package init(_ clock: any Clock<Duration>) { read = Self.reader(clock) }

    /// The time since the start.
    package var elapsed: Duration { read() }

    private static func reader<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}

extension Duration {
    /// The duration in seconds, fractions included.
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
