package import HTTPTypes

/// Which calls are tried again, and when: a pure value.
///
/// Delays grow by half-jittered exponential backoff: half of the step is certain, the other half random, so that many
/// callers neither return in step nor return at once.
package struct RetryPolicy: Sendable, Hashable {
    /// Statuses that say "later", for methods in ``repeatable``. 429 is tried again for every method: nothing was done.
    package var statuses: Set<Int> = [408, 429, 500, 502, 503, 504]
    /// Methods that may be sent again although the first one may have arrived.
    package var repeatable: Set<HTTPRequest.Method> = [.get, .head, .options, .put, .delete]
    package var firstDelay: Duration = .milliseconds(500)
    package var longestDelay: Duration = .seconds(30)
    /// The most calls, the first included.
    package var attempts = 6
    /// No call starts after this much time.
    package var budget: Duration = .seconds(120)

    package init() {}

    /// One call and no more.
    package static let none: RetryPolicy = {
        var policy = RetryPolicy()
        policy.attempts = 1
        return policy
    }()

    /// How a call ended.
    package enum Outcome: Sendable, Hashable {
        case status(Int, retryAfter: Duration?)
        case failure(TransportError.Kind)
    }

    /// How long to wait before the next call; nil to take this outcome as the answer.
    ///
    /// - Parameters:
    ///   - attempt: How many calls were made, this one included.
    ///   - elapsed: Time since the first call began.
    ///   - random: A number from 0 up to 1.
    package func delay(
        after outcome: Outcome, of method: HTTPRequest.Method, attempt: Int, elapsed: Duration, random: Double
    ) -> Duration? {
        guard attempt < attempts, mayRepeat(outcome, of: method) else { return nil }
        var delay = backoff(attempt: attempt, random: random)
        if case .status(_, let retryAfter?) = outcome { delay = max(delay, retryAfter) }
        return elapsed + delay <= budget ? delay : nil
    }

    /// The wait after `attempt` calls when the server asks for none.
    package func backoff(attempt: Int, random: Double) -> Duration {
        let step = min(longestDelay, firstDelay * (1 << min(attempt - 1, 20)))
        return step / 2 + step * (random / 2)
    }

    private func mayRepeat(_ outcome: Outcome, of method: HTTPRequest.Method) -> Bool {
        switch outcome {
        case .status(429, _): statuses.contains(429)
        case .status(let status, _): statuses.contains(status) && repeatable.contains(method)
        case .failure(.notSent): true
        case .failure(.connectionLost), .failure(.timeout): repeatable.contains(method)
        case .failure(.tls), .failure(.tooLarge), .failure(.cancelled): false
        }
    }
}
