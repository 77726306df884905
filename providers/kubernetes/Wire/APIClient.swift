import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// Sends calls to one API server: credentials, throttling and passing trouble are dealt with here.
struct APIClient: Sendable {
    let settings: ClusterSettings
    private let surroundings: KubernetesSurroundings
    private let credentials: CredentialSource
    private let options: TransportOptions
    private let transports: TransportCache
    private let retries: RetryPolicy

    /// How long the head of an answer may take: webhooks may take 30 seconds of it.
    private static let timeout = Duration.seconds(60)
    private static let userAgent = "martlet"

    init(_ settings: ClusterSettings, surroundings: KubernetesSurroundings) throws(ProviderError) {
        self.settings = settings
        self.surroundings = surroundings
        let roots = try settings.cluster.authority?.bytes(surroundings.readFile)
        options = TransportOptions(
            roots: roots, serverName: settings.cluster.serverName,
            skipsVerification: settings.cluster.skipsVerification,
            proxy: try Self.proxy(settings.cluster, environment: surroundings.environment)
        )
        credentials = CredentialSource(settings, authority: roots, surroundings: surroundings)
        transports = TransportCache(surroundings.transports)
        var retries = RetryPolicy()
        retries.attempts = 10
        retries.firstDelay = .milliseconds(200)
        retries.longestDelay = .seconds(10)
        // Every call of ours is idempotent: server-side apply, deletes by uid, dry runs.
        retries.repeatable.formUnion([.patch, .post])
        self.retries = retries
    }

    private static func proxy(
        _ cluster: KubeconfigCluster, environment: [String: String]
    ) throws(ProviderError) -> ProxySettings? {
        guard let text = cluster.proxy else { return ProxySettings(environment: environment) }
        guard let url = AbsoluteURL(text) else {
            throw ProviderError(
                .unsupported, code: "Proxy", message: "The cluster's `proxy-url` is not an http or https address."
            )
        }
        return ProxySettings(host: url.host, port: url.port)
    }

    var clock: any Clock<Duration> { surroundings.clock }

    /// The host and port, for messages.
    var host: String { settings.cluster.server.authority }

    /// The answer's value; tried again while the trouble may pass.
    func send(_ call: APICall) async throws(APIFailure) -> Value {
        let watch = Stopwatch(surroundings.clock)
        var attempt = 0
        var mayRenew = true
        while true {
            attempt += 1
            let outcome = await sendOnce(call)
            guard case .failure(let failure) = outcome else { return try outcome.get() }
            if failure.failureClass == .expiredCredential, mayRenew, await credentials.invalidate() {
                mayRenew = false
                continue
            }
            let delay = retries.delay(
                after: failure.outcome, of: call.method, attempt: attempt, elapsed: watch.elapsed,
                random: surroundings.randomness.unit()
            )
            guard failure.isWorthRetrying, let delay else { throw failure }
            try await pause(delay)
        }
    }

    /// The value, or nil when the object is not there.
    func find(_ call: APICall) async throws(APIFailure) -> Value? {
        do {
            return try await send(call)
        } catch {
            if error.failureClass == .notFound || error.failureClass == .namespaceMissing { return nil }
            throw error
        }
    }

    /// The answer as it comes, for watches.
    func stream(_ call: APICall) async throws(APIFailure) -> HTTPReplyBody {
        let reply = try await exchange(call)
        guard reply.response.status.kind == .successful else { throw try await refusal(reply) }
        return reply.body
    }

    func pause(_ delay: Duration) async throws(APIFailure) {
        do {
            try await surroundings.clock.sleep(for: delay)
        } catch {
            throw .unanswered(TransportError(.cancelled, "the call was cancelled"))
        }
    }

    private func sendOnce(_ call: APICall) async -> Result<Value, APIFailure> {
        do {
            let reply = try await exchange(call)
            guard reply.response.status.kind == .successful else { return .failure(try await refusal(reply)) }
            let whole = try await collected(reply)
            guard let value = try? KubernetesJSON.value(whole.body) else {
                let broken = TransportError(.connectionLost, "the answer is not valid JSON")
                return .failure(.unanswered(broken))
            }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private func collected(_ reply: HTTPReply) async throws(APIFailure) -> WholeReply {
        do {
            return try await reply.collect(limit: 512 << 20)
        } catch {
            throw .unanswered(error)
        }
    }

    private func refusal(_ reply: HTTPReply) async throws(APIFailure) -> APIFailure {
        let status = StatusReply(try await collected(reply))
        return .refused(status, FailureClass(status))
    }

    private func exchange(_ call: APICall) async throws(APIFailure) -> HTTPReply {
        let credential: Credential
        do {
            credential = try await credentials.credential()
        } catch {
            throw .impossible(error)
        }
        let request = request(for: call, credential)
        do {
            let body = try call.body.map { (body) throws(APIFailure) in try Self.bytes(body) } ?? []
            var options = options
            options.clientIdentity = credential.identity
            return try await transports.transport(options).send(request, body: body, timeout: Self.timeout)
        } catch let error as TransportError {
            throw .unanswered(error)
        } catch let error as APIFailure {
            throw error
        } catch {
            throw .unanswered(TransportError(.cancelled, "the call was cancelled"))
        }
    }

    private static func bytes(_ body: Value) throws(APIFailure) -> [UInt8] {
        do {
            return try KubernetesJSON.bytes(body)
        } catch {
            throw .impossible(
                ProviderError(.bug, code: "Body", message: "The body of a request cannot be written: \(error).")
            )
        }
    }

    private func request(for call: APICall, _ credential: Credential) -> HTTPRequest {
        let server = settings.cluster.server
        let base = AbsoluteURL(scheme: server.scheme, authority: server.authority, path: server.path + call.path)
        let url = base.appending(query: call.query.map { ($0.name, $0.value) })
        var request = HTTPRequest(call.method, url)
        request.headerFields[.accept] = call.accept
        request.headerFields[.userAgent] = Self.userAgent
        if call.body != nil { request.headerFields[.contentType] = call.contentType }
        if let authorization = credential.authorization { request.headerFields[.authorization] = authorization }
        if let impersonation = settings.user.impersonation { impersonation.add(to: &request.headerFields) }
        return request
    }
}

extension KubeconfigUser.Impersonation {
    /// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
    fileprivate func add(to fields: inout HTTPFields) {
        fields[.of("Impersonate-User")] = user
        if let uid { fields[.of("Impersonate-Uid")] = uid }
        for group in groups { fields.append(HTTPField(name: .of("Impersonate-Group"), value: group)) }
        for entry in extra {
            guard let name = HTTPField.Name("Impersonate-Extra-\(entry.key.percentEncoded(.query))") else { continue }
            for value in entry.values { fields.append(HTTPField(name: name, value: value)) }
        }
    }
}

extension APIFailure {
    /// Whether the same call may succeed a little later.
    fileprivate var isWorthRetrying: Bool {
        switch self {
        case .refused(_, let failureClass): failureClass.remedy == .retry
        case .unanswered(let error): error.kind != .cancelled && error.kind != .tls
        case .impossible: false
        }
    }

    fileprivate var outcome: RetryPolicy.Outcome {
        switch self {
        // A race for a quota is a 409 that is tried again as a 503 would be.
        case .refused(let reply, _):
            .status(reply.code == 409 ? 503 : reply.code, retryAfter: reply.retryAfter.map { .seconds($0) })
        case .unanswered(let error): .failure(error.kind)
        case .impossible: .failure(.cancelled)
        }
    }
}
