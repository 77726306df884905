import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// Asks the machine's own metadata service for a token of its managed identity
/// (https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
struct ManagedIdentityCredential: AzureCredential {
    let clientID: String?
    let transport: any HTTPTransport
    let clock: any Clock<Duration>
    let now: @Sendable () -> Int

    private static let attempts = 6

    func token(for scope: String, renewing: Bool) async throws(ProviderError) -> AccessToken {
        let resource = scope.hasSuffix("/.default") ? String(scope.dropLast("/.default".count)) : scope
        var query = [(name: "api-version", value: "2018-02-01"), (name: "resource", value: resource)]
        if let clientID { query.append((name: "client_id", value: clientID)) }
        let path = "/metadata/identity/oauth2/token"
        let url = AbsoluteURL(scheme: "http", authority: "169.254.169.254", path: path).appending(query: query)
        var request = HTTPRequest(.get, url)
        request.headerFields[.of("Metadata")] = "true"
        var attempt = 0
        while true {
            attempt += 1
            do {
                return try await TokenAnswer.send(request, [], transport, now: now())
            } catch {
                // The service says 404 and 410 while it starts or is being updated, for up to 70 s.
                guard attempt < Self.attempts, [404, 410].contains(error.httpStatus) else {
                    throw Self.explained(error)
                }
                try await pause(.seconds(1 << attempt))
            }
        }
    }

    private func pause(_ duration: Duration) async throws(ProviderError) {
        do {
            try await clock.sleep(for: duration)
        } catch {
            throw ProviderError(.cancelled, code: "Cancelled", message: "The sign-in was cancelled.")
        }
    }

    private static func explained(_ error: ProviderError) -> ProviderError {
        var error = error
        error.kind = error.kind == .transient ? .transient : .authentication
        error.hint = error.hint ?? "This machine has no such managed identity, or no metadata service."
        return error
    }
}
