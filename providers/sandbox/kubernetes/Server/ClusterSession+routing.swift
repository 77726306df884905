internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

extension ClusterSession {
    /// Answers any request to the API server.
    mutating func answer(_ request: SandboxRequest) throws(KubernetesStatus) -> HTTPReply {
        guard request.body.count <= Self.bodyLimit else {
            throw KubernetesStatus(
                413, "RequestEntityTooLarge", "Request entity too large: limit is \(Self.bodyLimit)", details: [:])
        }
        switch request.segments.first {
        case "version": return .json(.ok, ClusterSpace.version(in: self))
        case "readyz", "livez", "healthz":
            return .bytes(.ok, Array("ok".utf8), contentType: "text/plain; charset=utf-8")
        case "openapi":
            let documents = OpenAPIDocuments(self)
            return documents.reply(request) ?? Self.pageNotFound
        case "api" where request.segments.count == 1: return DiscoveryDocuments(self).root(request, isCore: true)
        case "apis" where request.segments.count == 1: return DiscoveryDocuments(self).root(request, isCore: false)
        case "apis" where request.segments.count == 2:
            return DiscoveryDocuments(self).group(request.segments[1]).map { .json(.ok, $0) } ?? Self.pageNotFound
        case "api", "apis": return try answerResource(request)
        case nil:
            return .json(.ok, ["paths": ["/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version"]])
        default: return Self.pageNotFound
        }
    }

    private static let bodyLimit = 3 << 20

    /// What the API server's mux says of paths that no group serves: no Status, plain text.
    private static let pageNotFound = HTTPReply.bytes(
        .notFound, Array("404 page not found\n".utf8), contentType: "text/plain; charset=utf-8")

    private mutating func answerResource(_ request: SandboxRequest) throws(KubernetesStatus) -> HTTPReply {
        guard let target = ResourceTarget(request.segments) else { return Self.pageNotFound }
        guard let plural = target.plural else {
            return DiscoveryDocuments(self).version(group: target.group, version: target.version).map { .json(.ok, $0) }
                ?? Self.pageNotFound
        }
        if let review = try ReviewAnswers.reply(request, target) { return review }
        guard let kind = kind(group: target.group, version: target.version, plural: plural) else {
            let isKnown = DiscoveryDocuments(self).version(group: target.group, version: target.version) != nil
            guard isKnown else { return Self.pageNotFound }
            throw .resourceNotServed()
        }
        if kind.isNamespaced, target.namespace == nil, target.name != nil || request.method == .post {
            throw .resourceNotServed()
        }
        if !kind.isNamespaced, target.namespace != nil { throw .resourceNotServed() }
        let found = ResourceRequest(request: request, kind: kind, target: target)
        guard target.subresource.isEmpty else { return try answerSubresource(found) }
        return try answer(found)
    }

    private mutating func answer(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        guard let verb = ResourceVerb(request.request, hasName: request.target.name != nil) else {
            throw .methodNotAllowed()
        }
        switch verb {
        case .get: return try get(request)
        case .list: return try list(request)
        case .watch: return try watch(request)
        case .create:
            guard request.target.name == nil else { throw .methodNotAllowed() }
            return reply(try create(request), request)
        case .update: return reply(try replace(request), request)
        case .patch, .apply: return reply(try patch(request), request)
        case .delete: return .json(.ok, try delete(request))
        case .deletecollection: return try deleteCollection(request)
        }
    }

    /// The reply to a write: 201 when it created.
    func reply(_ outcome: WriteOutcome, _ request: ResourceRequest) -> HTTPReply {
        reply(
            outcome.isCreated ? .created : .ok, shown(outcome.object, as: request.kind), request,
            warnings: outcome.warnings)
    }

    private mutating func deleteCollection(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let options = try DeleteOptions(request.request)
        let doomed = selected(request, try ObjectSelection(request))
        if !options.isDryRun { for object in doomed { remove(object, kind: request.kind, options: options) } }
        return .json(
            .ok,
            [
                "apiVersion": .string(request.kind.apiVersion), "items": .tuple(doomed),
                "kind": .string("\(request.kind.kind)List"),
                "metadata": ["resourceVersion": .string(String(transaction.revision))],
            ])
    }
}
