import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// How an application proves that it is itself.
enum ClientProof: Sendable {
    case secret(String)
    /// A signed statement, made anew for each request from the client id and the token URL.
    case assertion(@Sendable (_ clientID: String, _ tokenURL: String) async throws(ProviderError) -> String)
}

/// Signs an application in with Entra: OAuth 2.0 client credentials, by secret or by assertion
/// (RFC 6749 section 4.4, RFC 7523 section 2.2;
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
struct ClientCredential: AzureCredential {
    let tenant: String
    let clientID: String
    let authority: String
    let assertion: ClientProof
    let transport: any HTTPTransport
    let now: @Sendable () -> Int

    func token(for scope: String, renewing: Bool) async throws(ProviderError) -> AccessToken {
        let url = AbsoluteURL(
            scheme: "https", authority: authority,
            path: "/\(tenant.percentEncoded(.pathSegment))/oauth2/v2.0/token")
        var form = [("grant_type", "client_credentials"), ("client_id", clientID), ("scope", scope)]
        switch assertion {
        case .secret(let secret): form.append(("client_secret", secret))
        case .assertion(let make):
            form.append(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
            form.append(("client_assertion", try await make(clientID, url.description)))
        }
        var request = HTTPRequest(.post, url)
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        request.headerFields[.accept] = "application/json"
        let text = form.map { "\($0.0)=\($0.1.percentEncoded(.form))" }.joined(separator: "&")
        return try await TokenAnswer.send(request, Array(text.utf8), transport, now: now())
    }
}

/// Reads the answer of a token service.
enum TokenAnswer {
    static let timeout = Duration.seconds(30)

    static func send(
        _ request: HTTPRequest, _ body: [UInt8], _ transport: any HTTPTransport, now: Int
    ) async throws(ProviderError) -> AccessToken {
        let reply: WholeReply
        do {
            reply = try await transport.exchange(request, body: body, timeout: timeout)
        } catch {
            throw error.providerError(calling: request.authority ?? "the token service", isWrite: false)
        }
        let answer = try? Value(json: reply.body, duplicateKeys: .lastWins)
        guard reply.status == 200, let token = answer?["access_token"]?.stringValue else {
            throw refusal(reply, answer)
        }
        return AccessToken(token, expiry: expiry(answer, now))
    }

    /// `expires_in` in seconds, or `expires_on` as a time; text or number, as services differ.
    private static func expiry(_ answer: Value?, _ now: Int) -> Int {
        func number(_ key: String) -> Int? {
            answer?[key]?.intValue ?? answer?[key]?.stringValue.flatMap { Int($0) }
        }
        return number("expires_on") ?? now + (number("expires_in") ?? 300)
    }

    private static func refusal(_ reply: WholeReply, _ answer: Value?) -> ProviderError {
        let description = answer?["error_description"]?.stringValue ?? "The token service answered \(reply.status)."
        let code = description.split(separator: ":").first.map(String.init).flatMap {
            $0.hasPrefix("AADSTS") ? $0 : nil
        }
        let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? description
        return ProviderError(
            reply.status >= 500 ? .transient : .authentication,
            code: code ?? answer?["error"]?.stringValue ?? "SignInFailed", message: line,
            hint: code.flatMap { hints[$0] }, httpStatus: reply.status
        )
    }

    private static let hints: [String: String] = [
        "AADSTS7000215": "The client secret is wrong: use its value, not its id.",
        "AADSTS7000222": "The client secret has expired: make a new one.",
        "AADSTS700016": "The application is not in this tenant: check `client_id` and `tenant_id`.",
        "AADSTS700024": "The assertion has expired: check this machine's clock.",
        "AADSTS90002": "There is no such tenant: check `tenant_id`.",
        "AADSTS70021": "No federated credential of the application matches the token's issuer, subject and audience.",
        "AADSTS700211": "No federated credential of the application has the token's issuer.",
        "AADSTS700213": "No federated credential of the application has the token's subject.",
    ]
}
