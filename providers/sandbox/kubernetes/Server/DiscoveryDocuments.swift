internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

/// What is served: the aggregated documents and those from before them
/// (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api).
struct DiscoveryDocuments: Sendable {
    private static let aggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

    private let kinds: [ResourceKind]

    init(_ session: ClusterSession) {
        kinds = KubernetesSchemaTable.builtIn.kinds + Self.reviews + session.servedCustomKinds
    }

    /// `/api` or `/apis`.
    func root(_ request: SandboxRequest, isCore: Bool) -> HTTPReply {
        guard (request.headers[.accept] ?? "").contains("as=APIGroupDiscoveryList"),
            (request.headers[.accept] ?? "").contains("v=v2;") || (request.headers[.accept] ?? "").contains("v=v2,")
        else { return .json(.ok, isCore ? coreVersions(request) : groupList) }
        let document: Value = [
            "apiVersion": "apidiscovery.k8s.io/v2", "items": .tuple(isCore ? [aggregated("")] : groups.map(aggregated)),
            "kind": "APIGroupDiscoveryList", "metadata": .object(Fields()),
        ]
        let tag = "\"\(Digest(of: KubernetesJSON.bytes(document)).hex.uppercased())\""
        var headers = HTTPFields()
        headers[.eTag] = tag
        headers[.vary] = "Accept"
        if request.headers[.ifNoneMatch] == tag { return .empty(.notModified, headers: headers) }
        return .json(.ok, document, headers: headers, contentType: Self.aggregatedType)
    }

    /// `/apis/GROUP`; nil when there is no such group.
    func group(_ name: String) -> Value? { groups.contains(name) ? describe(name, isRoot: true) : nil }

    /// `/api/v1`, `/apis/GROUP/VERSION`; nil when it is not served.
    func version(group: String, version: String) -> Value? {
        let found = kinds.filter { $0.group == group && $0.version == version }
        guard let first = found.first else { return nil }
        return [
            "apiVersion": "v1", "groupVersion": .string(first.apiVersion), "kind": "APIResourceList",
            "resources": .tuple(found.flatMap(resources)),
        ]
    }

    /// Group names in the order in which they first occur.
    private var groups: [String] {
        var seen: Set<String> = []
        return kinds.map(\.group).filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private func versions(_ group: String) -> [String] {
        var seen: Set<String> = []
        return kinds.filter { $0.group == group }.map(\.version).filter { seen.insert($0).inserted }
    }

    // MARK: Aggregated

    private func aggregated(_ group: String) -> Value {
        .object([
            "metadata": group.isEmpty
                ? .object(["creationTimestamp": .null]) : ["creationTimestamp": .null, "name": .string(group)],
            "versions": .tuple(
                versions(group).map { version in
                    [
                        "freshness": "Current",
                        "resources": .tuple(
                            kinds.filter { $0.group == group && $0.version == version }.map(aggregated)),
                        "version": .string(version),
                    ]
                }),
        ])
    }

    private func aggregated(_ kind: ResourceKind) -> Value {
        .compact([
            "categories": strings(kind.categories),
            "resource": .string(kind.plural),
            "responseKind": responseKind(kind.kind, kind.group, kind.version),
            "scope": kind.isNamespaced ? "Namespaced" : "Cluster",
            "shortNames": strings(kind.shortNames), "singularResource": .string(kind.singular),
            "subresources": kind.subresources.isEmpty
                ? nil
                : .tuple(
                    kind.subresources.sorted().map { name in
                        [
                            "responseKind": subresourceKind(name, of: kind), "subresource": .string(name),
                            "verbs": .tuple(Self.verbs(ofSubresource: name).map { .string($0) }),
                        ]
                    }),
            "verbs": .tuple(verbs(of: kind).map { .string($0) }),
        ])
    }

    private func responseKind(_ kind: String, _ group: String, _ version: String) -> Value {
        ["group": .string(group), "kind": .string(kind), "version": .string(version)]
    }

    private func subresourceKind(_ name: String, of kind: ResourceKind) -> Value {
        switch name {
        case "scale": responseKind("Scale", "autoscaling", "v1")
        case "eviction": responseKind("Eviction", "policy", "v1")
        case "token": responseKind("TokenRequest", "authentication.k8s.io", "v1")
        default: responseKind(kind.kind, kind.group, kind.version)
        }
    }

    private static func verbs(ofSubresource name: String) -> [String] {
        switch name {
        case "log": ["get"]
        case "eviction", "token", "binding": ["create"]
        case "exec", "attach", "portforward": ["create", "get"]
        case "finalize": ["update"]
        default: ["get", "patch", "update"]
        }
    }

    private func verbs(of kind: ResourceKind) -> [String] {
        kind.collection.hasPrefix("authorization.k8s.io/") || kind.collection.hasPrefix("authentication.k8s.io/")
            ? ["create"] : ResourceKind.verbs
    }

    // MARK: Legacy

    private func resources(_ kind: ResourceKind) -> [Value] {
        let own = Value.compact([
            "categories": strings(kind.categories), "kind": .string(kind.kind), "name": .string(kind.plural),
            "namespaced": .bool(kind.isNamespaced), "shortNames": strings(kind.shortNames),
            "singularName": .string(kind.singular), "verbs": .tuple(verbs(of: kind).map { .string($0) }),
        ])
        let parts = kind.subresources.sorted().map { name in
            let type = subresourceKind(name, of: kind)
            return Value.compact([
                "group": type["group"], "kind": type["kind"], "name": .string("\(kind.plural)/\(name)"),
                "namespaced": .bool(kind.isNamespaced), "singularName": "",
                "verbs": .tuple(Self.verbs(ofSubresource: name).map { .string($0) }), "version": type["version"],
            ])
        }
        return [own] + parts
    }

    private func coreVersions(_ request: SandboxRequest) -> Value {
        [
            "kind": "APIVersions",
            "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": .string(request.base)]],
            "versions": ["v1"],
        ]
    }

    private var groupList: Value {
        ["apiVersion": "v1", "groups": .tuple(groups.map { describe($0, isRoot: false) }), "kind": "APIGroupList"]
    }

    private func describe(_ group: String, isRoot: Bool) -> Value {
        let versions = versions(group).map { version -> Value in
            ["groupVersion": .string("\(group)/\(version)"), "version": .string(version)]
        }
        return .compact([
            "apiVersion": isRoot ? "v1" : nil, "kind": isRoot ? "APIGroup" : nil, "name": .string(group),
            "preferredVersion": versions.first, "versions": .tuple(versions),
        ])
    }

    private func strings(_ list: [String]) -> Value? { list.isEmpty ? nil : .tuple(list.map { .string($0) }) }

    /// Kinds that are only asked, never kept.
    static let reviews: [ResourceKind] = [
        ("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews"),
        ("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        ("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews"),
        ("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews"),
        ("authentication.k8s.io", "TokenReview", "tokenreviews"),
    ].map { group, kind, plural in
        ResourceKind(
            group: group, version: "v1", kind: kind, plural: plural, singular: kind.lowercased(), shortNames: [],
            categories: [], isNamespaced: false, subresources: [], schema: .untyped)
    }
}
