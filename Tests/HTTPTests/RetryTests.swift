import HTTPTypes
import MartletHTTP
import MartletProvider
import TestSupport
import Testing

/// Which outcomes are tried again, and how long it takes.
struct RetryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let outcome: RetryPolicy.Outcome
        let method: HTTPRequest.Method
        let isRetried: Bool
        var testDescription: String { "\(method) \(outcome)" }
    }

    static let cases: [Case] = [
        Case(outcome: .status(503, retryAfter: nil), method: .get, isRetried: true),
        Case(outcome: .status(503, retryAfter: nil), method: .put, isRetried: true),
        Case(outcome: .status(503, retryAfter: nil), method: .post, isRetried: false),
        Case(outcome: .status(429, retryAfter: nil), method: .post, isRetried: true),
        Case(outcome: .status(404, retryAfter: nil), method: .get, isRetried: false),
        Case(outcome: .status(200, retryAfter: nil), method: .get, isRetried: false),
        Case(outcome: .failure(.notSent), method: .post, isRetried: true),
        Case(outcome: .failure(.connectionLost), method: .post, isRetried: false),
        Case(outcome: .failure(.connectionLost), method: .delete, isRetried: true),
        Case(outcome: .failure(.timeout), method: .put, isRetried: true),
        Case(outcome: .failure(.timeout), method: .patch, isRetried: false),
        Case(outcome: .failure(.tls), method: .get, isRetried: false),
        Case(outcome: .failure(.cancelled), method: .get, isRetried: false),
    ]

    @Test(arguments: cases)
    func `the policy tries again what cannot do harm`(_ row: Case) {
        let delay = RetryPolicy().delay(after: row.outcome, of: row.method, attempt: 1, elapsed: .zero, random: 0.5)
        #expect((delay != nil) == row.isRetried)
    }

    @Test func `delays double up to the longest and never fall below half a step`() {
        let policy = RetryPolicy()
        for attempt in 1...12 {
            let step = min(Duration.seconds(30), .milliseconds(500) * (1 << (attempt - 1)))
            #expect(policy.backoff(attempt: attempt, random: 0) == step / 2)
            #expect(policy.backoff(attempt: attempt, random: 0.999) < step)
        }
    }

    @Test func `the server's Retry-After wins when it is longer`() {
        let delay = RetryPolicy().delay(
            after: .status(429, retryAfter: .seconds(17)), of: .get, attempt: 1, elapsed: .zero, random: 0)
        #expect(delay == .seconds(17))
    }

    @Test func `nothing is tried again beyond the budget`() {
        let delay = RetryPolicy().delay(
            after: .status(503, retryAfter: .seconds(100)), of: .get, attempt: 1, elapsed: .seconds(30), random: 0)
        #expect(delay == nil)
    }

    @Test(arguments: [
        ("120", 0, 120), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_770, 7),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 800_000_000, 0), ("Thu, 01 Jan 1970 00:00:10 GMT", 0, 10),
        ("Tue, 29 Feb 2028 12:00:00 GMT", 1_835_438_399, 1),
    ])
    func `Retry-After holds seconds or a date`(_ text: String, _ now: Int, _ seconds: Int) throws {
        #expect(try #require(RetryAfter(text)).delay(now: now) == .seconds(seconds))
    }

    @Test(arguments: ["", "-1", "soon", "Sun, 06 Nov 1994", "1.5"])
    func `anything else in Retry-After counts for nothing`(_ text: String) {
        #expect(RetryAfter(text) == nil)
    }

    private func retrying(_ transport: ScriptedTransport, _ clock: SteppingClock) -> RetryingTransport {
        RetryingTransport(transport, clock: clock, randomness: Randomness { 0 }, now: { 0 })
    }

    @Test func `a call is repeated until it is answered`() async throws {
        let clock = SteppingClock()
        let transport = ScriptedTransport([
            ScriptedTransport.failure(.notSent), ScriptedTransport.status(503),
            ScriptedTransport.status(429, [.of("Retry-After"): "9"]), ScriptedTransport.status(200),
        ])
        let reply = try await retrying(transport, clock).exchange(HTTPRequest(.get, url), timeout: .seconds(5))
        #expect(reply.status == 200)
        #expect(transport.requests.count == 4)
        #expect(clock.sleeps == [.milliseconds(250), .milliseconds(500), .seconds(9)])
    }

    @Test func `an answer that may have been acted on is never called unsent`() async {
        let clock = SteppingClock()
        let lost = ScriptedTransport.failure(.connectionLost)
        let transport = ScriptedTransport([lost] + Array(repeating: ScriptedTransport.failure(.notSent), count: 5))
        await #expect(throws: TransportError(.connectionLost, "scripted")) {
            _ = try await retrying(transport, clock).exchange(HTTPRequest(.put, url), timeout: .seconds(5))
        }
    }

    @Test(arguments: [
        (TransportError.Kind.notSent, ProviderError.Effect.none), (.connectionLost, .possible), (.timeout, .possible),
        (.tls, .none),
    ])
    func `a write without an answer may have happened`(_ kind: TransportError.Kind, _ effect: ProviderError.Effect) {
        let error = TransportError(kind, "x")
        #expect(error.providerError(calling: "h", isWrite: true).effect == effect)
        #expect(error.providerError(calling: "h", isWrite: false).effect == .none)
    }

    private var url: AbsoluteURL { AbsoluteURL(scheme: "https", authority: "h") }
}
