import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// Asks GitHub Actions for a token that Entra accepts as an assertion
/// (https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect).
struct OIDCRequest: Sendable {
    let url: String
    let token: String
    let transport: any HTTPTransport

    func token() async throws(ProviderError) -> String {
        guard let base = AbsoluteURL(url) else { throw failure("`ACTIONS_ID_TOKEN_REQUEST_URL` is not a URL.") }
        var request = HTTPRequest(.get, base.appending(query: [("audience", "api://AzureADTokenExchange")]))
        request.headerFields[.authorization] = "Bearer \(token)"
        request.headerFields[.accept] = "application/json"
        let reply: WholeReply
        do {
            reply = try await transport.exchange(request, timeout: TokenAnswer.timeout)
        } catch {
            throw error.providerError(calling: base.host, isWrite: false)
        }
        let answer = try? Value(json: reply.body, duplicateKeys: .lastWins)
        guard reply.status == 200, let value = answer?["value"]?.stringValue else {
            throw failure("GitHub answered \(reply.status) without a token.")
        }
        return value
    }

    private func failure(_ message: String) -> ProviderError {
        ProviderError(
            .authentication, code: "OIDC", message: message,
            hint: "The workflow needs `permissions: {id-token: write}`."
        )
    }
}
