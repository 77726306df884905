import CryptoExtras
import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import TestSupport
import Testing

@testable import AzureProvider

/// What each way of signing in asks, and that no token or secret is ever shown.
struct AuthenticationTests {
    typealias Line = ScriptedArm.Line

    private static let scope = "https://management.azure.com/.default"

    private func credential(
        _ lines: [Line], _ configuration: Value = [:], environment: [String: String] = [:],
        files: [String: String] = [:], clock: SteppingClock = SteppingClock()
    ) throws -> (any AzureCredential, RecordingTransport) {
        let recording = RecordingTransport(lines)
        let world = AzureProvider.World(
            transports: FixedTransportSource(recording), clock: clock, randomness: Randomness { 1 }, now: { 1000 },
            environment: environment,
            readFile: { path in
                struct Missing: Error {}
                guard let text = files[path] else { throw Missing() }
                return Array(text.utf8)
            })
        let settings = try AzureSettings(configuration, environment: environment)
        return (try settings.credential(world, transport: recording), recording)
    }

    private static let token: Value = ["access_token": "TOKEN", "expires_in": 3600, "token_type": "Bearer"]

    @Test func `a client secret is posted as a form`() async throws {
        let (credential, transport) = try credential(
            [Line("POST /oauth2/v2.0/token", 200, Self.token)],
            ["tenant_id": "t", "client_id": "c", "client_secret": "s&p/="])
        let token = try await credential.token(for: Self.scope, renewing: false)
        #expect(token.text == "TOKEN")
        #expect(token.expiry == 4600)
        #expect(transport.asked.first?.url == "https://login.microsoftonline.com/t/oauth2/v2.0/token")
        #expect(
            transport.asked.first?.body
                == "grant_type=client_credentials&client_id=c&scope=https%3A%2F%2Fmanagement.azure.com%2F.default"
                + "&client_secret=s%26p%2F%3D")
    }

    @Test func `a token file is an assertion and is read each time`() async throws {
        let (credential, transport) = try credential(
            [Line("POST /oauth2/v2.0/token", 200, Self.token)], [:],
            environment: ["AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c", "AZURE_FEDERATED_TOKEN_FILE": "/token"],
            files: ["/token": "aaa.bbb.ccc\n"])
        _ = try await credential.token(for: Self.scope, renewing: false)
        #expect(transport.asked.first?.body.contains("&client_assertion=aaa.bbb.ccc") == true)
        #expect(transport.asked.first?.body.contains("client_assertion_type=urn%3Aietf%3A") == true)
    }

    @Test func `GitHub's token is asked for first`() async throws {
        let (credential, transport) = try credential(
            [Line("GET /oidc", 200, ["value": "gh.jwt.x"]), Line("POST /oauth2/v2.0/token", 200, Self.token)],
            ["tenant_id": "t", "client_id": "c", "use_oidc": true],
            environment: [
                "ACTIONS_ID_TOKEN_REQUEST_URL": "https://pipelines/oidc?v=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "R",
            ])
        _ = try await credential.token(for: Self.scope, renewing: false)
        #expect(transport.asked.first?.url == "https://pipelines/oidc?v=1&audience=api%3A%2F%2FAzureADTokenExchange")
        #expect(transport.asked.last?.body.contains("client_assertion=gh.jwt.x") == true)
    }

    @Test func `a managed identity is asked of the machine, which may be slow to start`() async throws {
        let clock = SteppingClock()
        let path = "/metadata/identity/oauth2/token"
        let (credential, transport) = try credential(
            [
                Line("GET \(path)", 404), Line("GET \(path)", 410),
                Line("GET \(path)", 200, ["access_token": "T", "expires_on": "9999"]),
            ], ["use_managed_identity": true, "client_id": "c"], clock: clock)
        let token = try await credential.token(for: Self.scope, renewing: false)
        #expect(token.expiry == 9999)
        #expect(clock.sleeps == [.seconds(2), .seconds(4)])
        #expect(
            transport.asked.first?.url
                == "http://169.254.169.254\(path)?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com"
                + "&client_id=c")
    }

    @Test func `a certificate signs an assertion that its key verifies`() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let pem = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n\(key.pemRepresentation)\n"
        let assertion = CertificateAssertion(
            path: "/c.pem", readFile: { _ in Array(pem.utf8) }, randomness: Randomness { 5 }, now: { 1000 })
        let parts = try assertion.token(clientID: "c", audience: "https://login/x").split(separator: ".")
        #expect(parts.count == 3)
        let claims = try Value(json: try #require(decoded(parts[1])))
        #expect(claims["iss"] == "c")
        #expect(claims["exp"] == 1600)
        #expect(try Value(json: try #require(decoded(parts[0])))["alg"] == "PS256")
        let signature = _RSA.Signing.RSASignature(rawRepresentation: try #require(decoded(parts[2])))
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        #expect(key.publicKey.isValidSignature(signature, for: signed, padding: .PSS))
    }

    private func decoded(_ text: Substring) -> [UInt8]? {
        var base64 = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while base64.count % 4 != 0 { base64 += "=" }
        return Base64.decode(base64)
    }

    @Test func `tokens are kept until five minutes before their end`() async throws {
        let (credential, transport) = try credential(
            [
                Line("POST /oauth2/v2.0/token", 200, Self.token), Line("POST /oauth2/v2.0/token", 200, Self.token),
                Line("POST /oauth2/v2.0/token", 200, ["access_token": "short", "expires_in": 200]),
                Line("POST /oauth2/v2.0/token", 200, ["access_token": "next", "expires_in": 200]),
            ], ["tenant_id": "t", "client_id": "c", "client_secret": "s"])
        for _ in 0..<3 { _ = try await credential.token(for: Self.scope, renewing: false) }
        #expect(transport.asked.count == 1)
        _ = try await credential.token(for: Self.scope, renewing: true)
        #expect(transport.asked.count == 2)
        _ = try await credential.token(for: "other", renewing: false)
        #expect(try await credential.token(for: "other", renewing: false).text == "next")
    }

    @Test(arguments: [("AADSTS7000215: Invalid client secret.", true), ("AADSTS1: Other.", false)])
    func `a refusal carries Entra's code and a hint for the common ones`(_ text: String, _ hasHint: Bool) async throws {
        let (credential, _) = try credential(
            [Line("POST /oauth2/v2.0/token", 401, ["error": "invalid_client", "error_description": .string(text)])],
            ["tenant_id": "t", "client_id": "c", "client_secret": "PLANTED"])
        let error = await #expect(throws: ProviderError.self) {
            try await credential.token(for: Self.scope, renewing: false)
        }
        #expect(error?.kind == .authentication)
        #expect(error.map { "\($0)" }?.contains("PLANTED") == false)
        #expect((error?.hint != nil) == hasHint)
    }

    @Test func `the CLI is asked by tenant or by subscription, never both`() async throws {
        func arguments(_ tenant: String?) -> [String] {
            AzureCLICredential(
                run: CommandRunner { _, _ in CommandOutput(status: 1, output: "", errors: "") }, subscription: "sub",
                tenant: tenant, now: { 0 }
            ).arguments(Self.scope)
        }
        #expect(arguments(nil).suffix(2) == ["--subscription", "sub"])
        #expect(arguments("t").suffix(2) == ["--tenant", "t"])
    }

    @Test func `the CLI's answer is a token, and its complaint a hint`() async throws {
        let good = AzureCLICredential(
            run: CommandRunner { _, _ in
                CommandOutput(status: 0, output: #"{"accessToken":"T","expires_on":5}"#, errors: "")
            }, subscription: nil, tenant: nil, now: { 0 })
        #expect(try await good.token(for: Self.scope, renewing: false).expiry == 5)
        let bad = AzureCLICredential(
            run: CommandRunner { _, _ in CommandOutput(status: 1, output: "", errors: "Please run az login\nmore") },
            subscription: nil, tenant: nil, now: { 0 })
        let error = await #expect(throws: ProviderError.self) { try await bad.token(for: Self.scope, renewing: false) }
        #expect(error?.message == "The Azure CLI gave no token. It says: Please run az login")
    }

    @Test func `a token prints nothing of itself`() {
        let token = AccessToken("PLANTED", expiry: 1)
        #expect(!"\(token)".contains("PLANTED"))
        #expect(!String(reflecting: token).contains("PLANTED"))
    }

    @Test(arguments: [
        ("", "https://management.azure.com"), ("usgovernment", "https://management.usgovcloudapi.net"),
        ("china", "https://management.chinacloudapi.cn"),
    ])
    func `each cloud has its own addresses`(_ name: String, _ url: String) throws {
        #expect(try #require(AzureCloud(named: name)).resourceManager == url)
        #expect(AzureCloud(named: "moon") == nil)
    }

    @Test func `configuration wins over ARM_ variables, and those over AZURE_ variables`() throws {
        let both = ["ARM_SUBSCRIPTION_ID": "arm", "AZURE_SUBSCRIPTION_ID": "azure"]
        #expect(try AzureSettings(["subscription_id": "own"], environment: both).subscription == "own")
        #expect(try AzureSettings(["subscription_id": ""], environment: both).subscription == "arm")
        #expect(try AzureSettings([:], environment: ["AZURE_SUBSCRIPTION_ID": "azure"]).subscription == "azure")
    }
}

/// A script of answers that keeps whole URLs and bodies as text.
final class RecordingTransport: HTTPTransport {
    private let script: ScriptedArm
    private let kept = Kept<(url: String, body: String)>()

    init(_ lines: [ScriptedArm.Line]) { script = ScriptedArm(lines) }

    var asked: [(url: String, body: String)] { kept.all }

    func send(_ request: HTTPRequest, body: [UInt8], timeout: Duration) async throws(TransportError) -> HTTPReply {
        let url = "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")"
        kept.append((url, String(decoding: body, as: UTF8.self)))
        return try await script.send(request, body: body, timeout: timeout)
    }
}
