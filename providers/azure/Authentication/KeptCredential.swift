import MartletHTTP
import MartletProvider
import Synchronization

/// Keeps tokens until five minutes before their end; one sign-in at a time, whatever the number of callers.
final class KeptCredential: AzureCredential {
    private static let margin = 300

    private let source: any AzureCredential
    private let now: @Sendable () -> Int
    private let kept = Mutex<[String: AccessToken]>([:])
    private let turn: Throttle

    init(_ source: any AzureCredential, clock: any Clock<Duration>, now: @escaping @Sendable () -> Int) {
        self.source = source
        self.now = now
        turn = Throttle(ThrottleLimit(concurrent: 1), clock: clock)
    }

    func token(for scope: String, renewing: Bool) async throws(ProviderError) -> AccessToken {
        if !renewing, let good = good(scope) { return good }
        do {
            try await turn.enter()
        } catch {
            throw ProviderError(.cancelled, code: "Cancelled", message: "The sign-in was cancelled.")
        }
        defer { turn.leave() }
        if !renewing, let good = good(scope) { return good }
        let token = try await source.token(for: scope, renewing: renewing)
        kept.withLock { $0[scope] = token }
        return token
    }

    private func good(_ scope: String) -> AccessToken? {
        let time = now()
        return kept.withLock { $0[scope] }.flatMap { $0.expiry - time > Self.margin ? $0 : nil }
    }
}
