import HTTPTypes
package import MartletHTTP
import MartletModel

/// Azure Resource Manager and the resource providers behind it (resource-manager RPC v1.0).
package struct ArmService: SandboxService {
    let settings: ArmSettings
    let catalog: ArmCatalog

    /// - Parameter clusters: What managed clusters run.
    package init(clusters: any SandboxClusterService, settings: ArmSettings = ArmSettings()) {
        self.settings = settings
        catalog = ArmCatalog(clusters: clusters, settings: settings)
    }

    package func operation(of request: SandboxRequest) -> String {
        let subject =
            switch ArmTarget(request.segments) {
            case .resource(let id): catalog.canonical(id).type
            case .list(let collection): catalog.canonicalType(collection.type)
            case .operation: "operation"
            case .groups: "Microsoft.Resources/resourceGroups"
            case .inventory: "Microsoft.Resources/resources"
            case .subscriptions, .subscription: "Microsoft.Resources/subscriptions"
            case .locations: "Microsoft.Resources/subscriptions/locations"
            case .namespaces, .namespace: "Microsoft.Resources/providers"
            case nil: "unknown"
            }
        return "\(request.method.rawValue) \(subject)"
    }

    package func respond(
        to request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        do throws(SandboxRefusal) {
            try checkHead(request)
            guard let target = ArmTarget(request.segments) else {
                throw ArmError(404, "InvalidResourceType", "There is no resource at '\(request.path)'.").refusal
            }
            try checkSubscription(request.segments)
            let reply = try respond(to: request, at: target, in: &transaction)
            // A rule wanted an operation to fail, but the answer was synchronous: so is the failure.
            if let failure = transaction.operationFailure, request.method != .get, request.method != .head {
                throw ArmError(409, failure.code, failure.message).refusal
            }
            return decorated(reply, request, transaction)
        } catch {
            throw SandboxRefusal(decorated(error.reply, request, transaction))
        }
    }

    package func failure(status: Int, code: String, message: String) -> HTTPReply {
        ArmError(status, code, message).reply
    }

    private func respond(
        to request: SandboxRequest, at target: ArmTarget, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        switch target {
        case .resource(let id): return try respond(to: request, at: catalog.canonical(id), in: &transaction)
        case .list(let collection):
            return request.method == .post
                ? try act(collection, request, in: &transaction) : try list(collection, request, in: transaction)
        case .groups(let subscription): return try groups(of: subscription, request, in: transaction)
        case .inventory(let scope): return try inventory(of: scope, request, in: transaction)
        case .operation(let view, let name): return try poll(name, view, request, in: transaction)
        case .subscriptions: return .json(.ok, ["value": []])
        case .subscription(let id): return .json(.ok, subscription(id))
        case .locations(let subscription): return .json(.ok, ArmRegion.list(subscription: subscription))
        case .namespaces(let subscription): return .json(.ok, namespaces(of: subscription, in: transaction))
        case .namespace(let subscription, let name):
            return try namespace(name, of: subscription, request, in: &transaction)
        }
    }

    private func respond(
        to request: SandboxRequest, at id: ArmID, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        switch request.method {
        case .get, .head: return try read(id, request, in: transaction)
        case .put: return try put(id, request, in: &transaction)
        case .patch: return try patch(id, request, in: &transaction)
        case .delete: return try delete(id, request, in: &transaction)
        default:
            throw ArmError(405, "MethodNotAllowed", "The method '\(request.method)' is not supported here.").refusal
        }
    }

    /// Versions from here on are not known: those of this year are.
    private static let newestVersion = "2027"

    /// What every request must have: a token and an api-version.
    private func checkHead(_ request: SandboxRequest) throws(SandboxRefusal) {
        guard let authorization = request.headers[.authorization], authorization.hasPrefix("Bearer ") else {
            throw ArmError(
                401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."
            ).refusal
        }
        guard let version = request.parameter("api-version"), !version.isEmpty else {
            throw ArmError(
                400, "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests."
            ).refusal
        }
        let date = String(version.prefix(10))
        guard date.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil,
            version.dropFirst(10).wholeMatch(of: /|-[a-z]*preview/) != nil
        else {
            throw ArmError(
                400, "InvalidApiVersionParameter", "The api-version '\(version)' is invalid."
            ).refusal
        }
        guard date < Self.newestVersion, date >= "2014" else {
            throw ArmError(
                400, "NoRegisteredProviderFound",
                "No registered resource provider found for API version '\(version)'."
            ).refusal
        }
    }

    private func checkSubscription(_ segments: [String]) throws(SandboxRefusal) {
        guard segments.first?.lowercased() == "subscriptions", segments.count > 1 else { return }
        guard segments[1].wholeMatch(of: /[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/) != nil else {
            throw ArmError(
                400, "InvalidSubscriptionId",
                "The provided subscription identifier '\(segments[1])' is malformed or invalid."
            ).refusal
        }
    }

    /// The headers of every answer.
    private func decorated(
        _ reply: HTTPReply, _ request: SandboxRequest, _ transaction: SandboxTransaction
    ) -> HTTPReply {
        var response = reply.response
        let digits = String(transaction.revision, radix: 16)
        let serial = String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
        response.headerFields[.xRequestID] = "00000000-0000-4000-8000-\(serial)"
        response.headerFields[.xCorrelationID] =
            request.headers[.xCorrelationID] ?? "00000000-0000-4000-9000-\(serial)"
        if request.headers[.xReturnClientID]?.lowercased() == "true" {
            response.headerFields[.xClientID] = request.headers[.xClientID]
        }
        response.headerFields[.date] = transaction.now.httpDate
        response.headerFields[.cacheControl] = "no-cache"
        let isRead = request.method == .get || request.method == .head
        response.headerFields[isRead ? .xRemainingReads : .xRemainingWrites] = "199"
        return HTTPReply(response, reply.body)
    }
}

extension HTTPField.Name {
    /// A header name that is known to be well formed.
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .via }

    static let xRequestID = known("x-ms-request-id")
    static let xCorrelationID = known("x-ms-correlation-request-id")
    static let xClientID = known("x-ms-client-request-id")
    static let xReturnClientID = known("x-ms-return-client-request-id")
    static let xRemainingReads = known("x-ms-ratelimit-remaining-subscription-reads")
    static let xRemainingWrites = known("x-ms-ratelimit-remaining-subscription-writes")
    static let azureAsyncOperation = known("Azure-AsyncOperation")
}
