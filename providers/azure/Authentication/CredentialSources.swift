import MartletHTTP
import MartletProvider

/// Where a token can come from, as configuration and environment say. Holds secrets: never printed.
///
/// In this order: client secret, certificate, token file, GitHub's OIDC, managed identity, the Azure CLI. Managed identity
/// only when asked for: probing for it would stall every other machine (reference/azure.md B2).
struct CredentialSources: Sendable, Hashable, CustomStringConvertible {
    var clientSecret: String?
    var certificatePath: String?
    var tokenFile: String?
    var tokenRequestURL: String?
    var tokenRequestToken: String?
    var usesManagedIdentity: Bool
    var usesCLI: Bool
    var authorityHost: String?

    init(_ read: ConfigurationReader) {
        clientSecret = read.text("client_secret", "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET")
        certificatePath = read.text(
            "client_certificate_path", "ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH")
        tokenFile = read.text("oidc_token_file", "ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE")
        let usesOIDC = read.flag("use_oidc", "ARM_USE_OIDC") ?? false
        tokenRequestURL = usesOIDC ? read.text(nil, "ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL") : nil
        tokenRequestToken = usesOIDC ? read.text(nil, "ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN") : nil
        usesManagedIdentity = read.flag("use_managed_identity", "ARM_USE_MSI") ?? false
        usesCLI = read.flag("use_cli", "ARM_USE_CLI") ?? true
        authorityHost = read.text(nil, "AZURE_AUTHORITY_HOST")
    }

    var description: String { "<credential sources>" }
}

extension AzureSettings {
    /// The credential that the sources lead to, with its tokens kept until they near their end.
    func credential(
        _ world: AzureProvider.World, transport: any HTTPTransport
    ) throws(ProviderError) -> any AzureCredential {
        KeptCredential(try source(world, transport), clock: world.clock, now: world.now)
    }

    private func source(
        _ world: AzureProvider.World, _ transport: any HTTPTransport
    ) throws(ProviderError) -> any AzureCredential {
        if let assertion = assertion(world, transport) {
            guard let tenant, let clientID else { throw Self.missing("tenant_id and client_id", "for this sign-in") }
            let authority = sources.authorityHost.flatMap { AbsoluteURL($0)?.authority } ?? cloud.login
            return ClientCredential(
                tenant: tenant, clientID: clientID, authority: authority, assertion: assertion, transport: transport,
                now: world.now)
        }
        if sources.usesManagedIdentity {
            return ManagedIdentityCredential(
                clientID: clientID, transport: transport, clock: world.clock, now: world.now)
        }
        guard sources.usesCLI else {
            throw Self.missing("a credential", "and `use_cli` is false")
        }
        return AzureCLICredential(run: CommandRunner.system, subscription: subscription, tenant: tenant, now: world.now)
    }

    private func assertion(_ world: AzureProvider.World, _ transport: any HTTPTransport) -> ClientProof? {
        if let secret = sources.clientSecret { return .secret(secret) }
        if let path = sources.certificatePath {
            let certificate = CertificateAssertion(
                path: path, readFile: world.readFile, randomness: world.randomness, now: world.now)
            return .assertion { (client, url) throws(ProviderError) in
                try certificate.token(clientID: client, audience: url)
            }
        }
        if let path = sources.tokenFile {
            let readFile = world.readFile
            return .assertion { (_, _) throws(ProviderError) in try TokenFile.read(path, readFile) }
        }
        if let url = sources.tokenRequestURL, let token = sources.tokenRequestToken {
            let request = OIDCRequest(url: url, token: token, transport: transport)
            return .assertion { (_, _) async throws(ProviderError) in try await request.token() }
        }
        return nil
    }

    private static func missing(_ what: String, _ why: String) -> ProviderError {
        ProviderError(
            .authentication, code: "NoCredential",
            message: "There is no way to sign in to Azure: \(what) missing \(why).",
            hint: "Run `az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_CLIENT_SECRET."
        )
    }
}
