internal import MartletProvider

/// Which failures of a call are worth another try, and when.
package struct RetryPolicy: Sendable, Hashable {
    /// How often a call is made at most.
    package var attempts: Int
    /// The pause before the second attempt; doubles with each.
    package var firstPause: Duration

    package init(attempts: Int = 4, firstPause: Duration = .seconds(1)) {
        self.attempts = attempts
        self.firstPause = firstPause
    }

    /// The pause after attempt `number` (from 1) failed with `error`; nil when it is final.
    ///
    /// The transport retries single requests; this is for whole steps: only where waiting helps and nothing was done.
    func pause(after number: Int, _ error: ProviderError) -> Duration? {
        guard number < attempts, error.kind == .throttled || error.kind == .transient else { return nil }
        return firstPause * (1 << min(number - 1, 10))
    }
}
