import MartletHTTP
import MartletModel
import MartletProvider

/// What proves who is calling, right now.
struct Credential: Sendable, Hashable {
    /// The `Authorization` header; nil when the certificate says it all.
    var authorization: String?
    var identity: TransportOptions.ClientIdentity?
}

/// Gives credentials, and makes new ones when the old ones expire: tokens in files are read again, plugins run again.
actor CredentialSource {
    private let settings: ClusterSettings
    private let surroundings: KubernetesSurroundings
    private let authority: [UInt8]?
    private var cached: (credential: Credential, expiry: Int?)?
    private var isRefreshing = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Credentials are renewed this many seconds before they expire.
    private static let margin = 10
    /// Token files rotate: read again after this many seconds, as client-go does.
    private static let tokenFileAge = 60

    init(_ settings: ClusterSettings, authority: [UInt8]?, surroundings: KubernetesSurroundings) {
        self.settings = settings
        self.authority = authority
        self.surroundings = surroundings
    }

    /// The credential; concurrent callers wait for one refresh.
    func credential() async throws(ProviderError) -> Credential {
        while isRefreshing { await withCheckedContinuation { waiting.append($0) } }
        if let cached, cached.expiry.map({ surroundings.now() + Self.margin < $0 }) ?? true { return cached.credential }
        isRefreshing = true
        defer {
            isRefreshing = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        let fresh = try await refreshed()
        cached = fresh
        return fresh.credential
    }

    /// Forgets what the server did not accept. Answers whether a new try can be better.
    func invalidate() -> Bool {
        guard settings.user.plugin != nil || settings.user.tokenFile != nil, cached != nil else { return false }
        cached = nil
        return true
    }

    private func refreshed() async throws(ProviderError) -> (credential: Credential, expiry: Int?) {
        let user = settings.user
        var credential = Credential()
        if let certificate = user.certificate, let key = user.key {
            credential.identity = TransportOptions.ClientIdentity(
                certificateChain: try bytes(of: certificate), privateKey: try bytes(of: key)
            )
        }
        if let file = user.tokenFile {
            let text = String(decoding: try bytes(of: .file(file)), as: UTF8.self).filter { !$0.isWhitespace }
            credential.authorization = "Bearer \(text)"
            return (credential, surroundings.now() + Self.tokenFileAge)
        }
        if let token = user.token?.stringValue {
            credential.authorization = "Bearer \(token)"
        } else if let plugin = user.plugin {
            let given = try await run(plugin)
            credential.authorization = given.token.map { "Bearer \($0)" }
            if let certificate = given.certificate, let key = given.key {
                credential.identity = TransportOptions.ClientIdentity(certificateChain: certificate, privateKey: key)
            }
            return (credential, given.expiry)
        } else if let name = user.username {
            let pair = "\(name):\(user.password?.stringValue ?? "")"
            credential.authorization = "Basic \(Base64.encoded(Array(pair.utf8)))"
        }
        return (credential, nil)
    }

    private func bytes(of content: KubeconfigContent) throws(ProviderError) -> [UInt8] {
        try content.bytes(surroundings.readFile)
    }

    private func run(_ plugin: CredentialPlugin) async throws(ProviderError) -> PluginCredential {
        var environment = surroundings.environment
        for variable in plugin.environment { environment[variable.name] = variable.value }
        let request = plugin.request(cluster: settings.cluster, authority: authority)
        environment["KUBERNETES_EXEC_INFO"] = try? request.canonicalJSON(secrets: .reveal)
        let invocation = CommandInvocation(
            command: plugin.command, arguments: plugin.arguments, environment: environment
        )
        let outcome: CommandOutcome
        do {
            outcome = try await surroundings.runCommand(invocation)
        } catch {
            throw ProviderError(
                .authentication, code: "PluginMissing",
                message: "The credential plugin `\(plugin.command)` cannot be run.", hint: plugin.installHint
            )
        }
        guard outcome.succeeded else {
            throw ProviderError(
                .authentication, code: "PluginFailed",
                message: "The credential plugin `\(plugin.command)` failed: \(outcome.errorText.prefix(500))",
                hint: plugin.installHint
            )
        }
        do {
            return try plugin.credential(from: outcome.output)
        } catch {
            throw ProviderError(.authentication, code: "PluginAnswer", message: error.message, hint: error.hint)
        }
    }
}

extension KubeconfigContent {
    /// The bytes, from the file when they are in one.
    func bytes(_ readFile: @Sendable (String) throws -> [UInt8]?) throws(ProviderError) -> [UInt8] {
        switch self {
        case .bytes(let bytes): return bytes
        case .file(let path):
            guard let bytes = (try? readFile(path)).flatMap({ $0 }) else {
                throw ProviderError(
                    .authentication, code: "FileMissing",
                    message: "The file `\(path)`, which the kubeconfig names, cannot be read."
                )
            }
            return bytes
        }
    }
}
