internal import HTTPTypes
internal import MartletModel

/// What a path below `/api` or `/apis` names.
struct ResourceTarget: Sendable {
    let group: String
    let version: String
    /// Nil for the discovery document of the version.
    let plural: String?
    let namespace: String?
    let name: String?
    /// Empty for the object itself.
    let subresource: String

    /// Nil when the path is no path of a resource.
    init?(_ segments: [String]) {
        var rest = segments[...]
        switch rest.popFirst() {
        case "api":
            group = ""
            guard let version = rest.popFirst() else { return nil }
            self.version = version
        case "apis":
            guard let group = rest.popFirst(), let version = rest.popFirst() else { return nil }
            self.group = group
            self.version = version
        default: return nil
        }
        // `/namespaces/NAME/PLURAL…` is inside a namespace, `/namespaces/NAME[/status]` is the namespace.
        if rest.first == "namespaces", rest.count >= 3, !["status", "finalize"].contains(rest[rest.startIndex + 2]) {
            namespace = rest[rest.startIndex + 1]
            rest = rest.dropFirst(2)
        } else {
            namespace = nil
        }
        plural = rest.popFirst()
        name = rest.popFirst()
        subresource = rest.popFirst() ?? ""
        guard rest.isEmpty || subresource == "proxy" else { return nil }
    }
}

/// What a request does, in the words of RBAC.
enum ResourceVerb: String, Sendable {
    case get
    case list
    case watch
    case create
    case update
    case patch
    case apply
    case delete
    case deletecollection

    /// Nil for methods that no resource knows.
    init?(_ request: SandboxRequest, hasName: Bool) {
        switch request.method {
        case .get:
            let isWatch = request.parameter("watch").map { $0 == "true" || $0 == "1" } ?? false
            self = isWatch ? .watch : hasName ? .get : .list
        case .post: self = .create
        case .put: self = .update
        case .patch: self = request.mediaType == PatchType.apply.rawValue ? .apply : .patch
        case .delete: self = hasName ? .delete : .deletecollection
        default: return nil
        }
    }
}

/// The content types of PATCH.
enum PatchType: String, Sendable {
    case apply = "application/apply-patch+yaml"
    case merge = "application/merge-patch+json"
    case json = "application/json-patch+json"
    case strategic = "application/strategic-merge-patch+json"
}
