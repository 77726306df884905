package import HTTPTypes

/// Sends a request again as a ``RetryPolicy`` says.
///
/// When every call failed, the error of the call that may have arrived wins over one that surely did not, so that the
/// caller never takes "may have happened" for "did not happen".
package struct RetryingTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let policy: RetryPolicy
    private let clock: any Clock<Duration>
    private let randomness: Randomness
    private let now: @Sendable () -> Int

    /// - Parameter now: Seconds since 1970, for `Retry-After` dates.
    package init(
        _ base: any HTTPTransport, policy: RetryPolicy = RetryPolicy(), clock: any Clock<Duration>,
        randomness: Randomness, now: @escaping @Sendable () -> Int
    ) {
        self.base = base
        self.policy = policy
        self.clock = clock
        self.randomness = randomness
        self.now = now
    }

    package func send(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async throws(TransportError) -> HTTPReply {
        let watch = Stopwatch(clock)
        var attempt = 0
        var inDoubt: TransportError?
        while true {
            attempt += 1
            let answer = await attemptOnce(request, body: body, timeout: timeout)
            if case .failure(let error) = answer, error.mayHaveArrived { inDoubt = inDoubt ?? error }
            let delay = policy.delay(
                after: outcome(of: answer), of: request.method, attempt: attempt, elapsed: watch.elapsed,
                random: randomness.unit()
            )
            guard let delay else {
                if case .failure(let error) = answer, !error.mayHaveArrived, let inDoubt { throw inDoubt }
                return try answer.get()
            }
            try await sleep(delay)
        }
    }

    private func attemptOnce(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async -> Result<HTTPReply, TransportError> {
        do {
            return .success(try await base.send(request, body: body, timeout: timeout))
        } catch {
            return .failure(error)
        }
    }

    private func outcome(of answer: Result<HTTPReply, TransportError>) -> RetryPolicy.Outcome {
        switch answer {
        case .success(let reply):
            let after = reply.response.headerFields[.retryAfterField].flatMap { RetryAfter($0) }
            return .status(reply.response.status.code, retryAfter: after?.delay(now: now()))
        case .failure(let error):
            return .failure(error.kind)
        }
    }

    private func sleep(_ delay: Duration) async throws(TransportError) {
        do {
            try await clock.sleep(for: delay)
        } catch {
            throw TransportError(.cancelled, "The call was cancelled while it waited to be tried again.")
        }
    }
}
