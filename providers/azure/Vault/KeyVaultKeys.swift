import HTTPTypes
import MartletHTTP
import MartletModel
package import MartletProvider

/// Lets Azure Key Vault encrypt and decrypt small keys with a key that never leaves it
/// (https://learn.microsoft.com/rest/api/keyvault/keys/wrap-key/wrap-key).
package struct KeyVaultKeys: Sendable {
    /// RSAES-OAEP with SHA-256 (RFC 8017 section 7.1), which vaults and HSMs both have.
    package static let algorithm = "RSA-OAEP-256"
    private static let apiVersion = "7.4"
    private static let timeout = Duration.seconds(20)

    private let transport: any HTTPTransport
    private let credential: any AzureCredential

    /// - Parameter world: Signs in as the Azure provider does.
    package init(_ world: AzureProvider.World) throws(ProviderError) {
        let network: any HTTPTransport
        do {
            network = try world.transports.transport(
                TransportOptions(proxy: ProxySettings(environment: world.environment)))
        } catch {
            throw error.providerError(calling: "Azure Key Vault", isWrite: false)
        }
        transport = RetryingTransport(
            network, policy: Self.retry, clock: world.clock, randomness: world.randomness, now: world.now)
        if let given = world.credential {
            credential = given
        } else {
            let settings = try AzureSettings(.object(Fields()), environment: world.environment)
            credential = try settings.credential(world, transport: transport)
        }
    }

    /// Both calls only compute: they may be sent again.
    private static let retry: RetryPolicy = {
        var policy = RetryPolicy()
        policy.repeatable = [.get, .post]
        policy.attempts = 4
        policy.budget = .seconds(45)
        return policy
    }()

    /// Encrypts `key` with the vault's key; the answer names the version that did.
    package func wrap(
        _ key: [UInt8], with id: KeyVaultKeyID
    ) async throws(ProviderError) -> (id: KeyVaultKeyID, bytes: [UInt8]) {
        let id = try await current(id)
        let answer = try await call(.post, id, "/wrapkey", Self.body(key))
        return (id, try Self.bytes(answer))
    }

    /// Decrypts what ``wrap(_:with:)`` answered; `id` names the version.
    package func unwrap(_ bytes: [UInt8], with id: KeyVaultKeyID) async throws(ProviderError) -> [UInt8] {
        try Self.bytes(try await call(.post, id, "/unwrapkey", Self.body(bytes)))
    }

    /// The id with the version of now, where none is given: what was wrapped must be unwrapped with the same one.
    private func current(_ id: KeyVaultKeyID) async throws(ProviderError) -> KeyVaultKeyID {
        guard id.version == nil else { return id }
        let answer = try await call(.get, id, "", nil)
        guard let kid = answer["key"]?["kid"]?.stringValue.flatMap({ KeyVaultKeyID($0) }), kid.host == id.host,
            kid.version != nil
        else { throw Self.unreadable }
        return kid
    }

    private func call(
        _ method: HTTPRequest.Method, _ id: KeyVaultKeyID, _ operation: String, _ body: Value?
    ) async throws(ProviderError) -> Value {
        var reply = try await send(method, id, operation, body, renewing: false)
        if reply.status == 401 { reply = try await send(method, id, operation, body, renewing: true) }
        guard reply.status == 200 else { throw Self.refusal(ArmFault(reply), reply.status, id) }
        guard let answer = try? Value(json: reply.body, duplicateKeys: .lastWins) else { throw Self.unreadable }
        return answer
    }

    private func send(
        _ method: HTTPRequest.Method, _ id: KeyVaultKeyID, _ operation: String, _ body: Value?, renewing: Bool
    ) async throws(ProviderError) -> WholeReply {
        let url = AbsoluteURL(
            scheme: "https", authority: id.host, path: id.path + operation, query: "api-version=\(Self.apiVersion)")
        var request = HTTPRequest(method, url)
        let token = try await credential.token(for: id.scope, renewing: renewing)
        request.headerFields[.authorization] = "Bearer \(token.text)"
        request.headerFields[.accept] = "application/json"
        request.headerFields[.userAgent] = ArmClient.userAgent
        if body != nil { request.headerFields[.contentType] = "application/json" }
        let bytes = (try? body?.canonicalJSONBytes(secrets: .reveal)) ?? []
        do {
            return try await transport.exchange(request, body: bytes, timeout: Self.timeout)
        } catch {
            throw error.providerError(calling: id.host, isWrite: false)
        }
    }

    // MARK: - Bodies

    private static func body(_ bytes: [UInt8]) -> Value {
        ["alg": .string(algorithm), "value": .string(Base64.encodeURL(bytes))]
    }

    private static func bytes(_ answer: Value) throws(ProviderError) -> [UInt8] {
        guard let bytes = answer["value"]?.stringValue.flatMap({ Base64.decodeURL($0) }) else { throw unreadable }
        return bytes
    }

    private static let unreadable = ProviderError(
        .operationFailed, code: "UnknownAnswer", message: "Azure Key Vault answered in a form that is not known.")

    private static func refusal(_ fault: ArmFault, _ status: Int, _ id: KeyVaultKeyID) -> ProviderError {
        let hint: String? =
            switch status {
            case 401: "Sign in with `az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_CLIENT_SECRET."
            case 403:
                "The identity needs the role `Key Vault Crypto User` on the key, and the vault's firewall must let it in."
            case 404: "Check the id; a deleted key can be recovered while it is soft-deleted."
            default: nil
            }
        return ProviderError(
            status == 404 ? .notFound : status >= 500 ? .transient : .forbidden,
            code: fault.code, message: "`\(id)`: \(fault.message)", hint: hint, httpStatus: status)
    }
}
