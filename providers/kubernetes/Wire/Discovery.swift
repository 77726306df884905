private import MartletHTTP
package import MartletModel

/// What a cluster serves: every kind, under which path, in which versions.
///
/// https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
package struct Discovery: Sendable, Hashable {
    /// One kind in one version.
    package struct Resource: Sendable, Hashable {
        package let kind: ObjectKind
        /// As in paths: `deployments`.
        package let plural: String
        package let isNamespaced: Bool
        package let verbs: Set<String>
    }

    /// Versions of each kind, the server's favourite first.
    private var resources: [GroupKind: [Resource]] = [:]
    /// Groups whose server does not answer.
    package private(set) var staleGroups: Set<String> = []

    package init() {}

    /// The kind in the version asked for; nil when it is not served.
    package subscript(kind: ObjectKind) -> Resource? {
        resources[kind.groupKind]?.first { $0.kind.version == kind.version }
    }

    /// The kind in the server's favourite version.
    package subscript(groupKind: GroupKind) -> Resource? { resources[groupKind]?.first }

    /// Each kind once, in its favourite version, in order.
    package var kinds: [Resource] {
        resources.values.compactMap(\.first).sorted { $0.kind.groupKind < $1.kind.groupKind }
    }

    /// The versions in which a kind is served.
    package func versions(of groupKind: GroupKind) -> [String] { (resources[groupKind] ?? []).map(\.kind.apiVersion) }

    package mutating func add(_ resource: Resource) { resources[resource.kind.groupKind, default: []].append(resource) }

    /// Adds an `APIGroupDiscoveryList`: what `/api` and `/apis` say in one answer each (v2, v2beta1).
    package mutating func add(aggregated list: Value) {
        for group in list["items"]?.list ?? [] {
            let name = group.text("metadata", "name") ?? ""
            for version in group["versions"]?.list ?? [] {
                if version.text("freshness") == "Stale" { staleGroups.insert(name) }
                for resource in version["resources"]?.list ?? [] {
                    add(aggregated: resource, group: name, version: version.text("version") ?? "")
                }
            }
        }
    }

    private mutating func add(aggregated resource: Value, group: String, version: String) {
        guard let plural = resource.text("resource"), let kind = resource.text("responseKind", "kind") else { return }
        add(
            Resource(
                kind: ObjectKind(
                    group: resource.text("responseKind", "group").flatMap { $0.isEmpty ? nil : $0 } ?? group,
                    version: resource.text("responseKind", "version").flatMap { $0.isEmpty ? nil : $0 } ?? version,
                    kind: kind
                ),
                plural: plural, isNamespaced: resource.text("scope") == "Namespaced",
                verbs: Set((resource["verbs"]?.list ?? []).compactMap(\.stringValue))
            )
        )
    }

    /// Adds an `APIResourceList`: what `/api/v1` or `/apis/GROUP/VERSION` says. Subresources are passed over.
    package mutating func add(legacy list: Value) {
        guard let groupVersion = list.text("groupVersion") else { return }
        for resource in list["resources"]?.list ?? [] {
            guard let plural = resource.text("name"), !plural.contains("/"), let kind = resource.text("kind") else {
                continue
            }
            add(
                Resource(
                    kind: ObjectKind(apiVersion: groupVersion, kind: kind), plural: plural,
                    isNamespaced: resource["namespaced"]?.boolValue ?? false,
                    verbs: Set((resource["verbs"]?.list ?? []).compactMap(\.stringValue))
                )
            )
        }
    }
}

extension Discovery.Resource {
    /// The path of the kind's list, in a namespace or over all of them.
    package func listPath(namespace: String?) -> String {
        let root = kind.group.isEmpty ? "/api/\(kind.version)" : "/apis/\(kind.group)/\(kind.version)"
        guard isNamespaced, let namespace else { return "\(root)/\(plural)" }
        return "\(root)/namespaces/\(namespace.percentEncoded(.pathSegment))/\(plural)"
    }

    /// The path of one object.
    package func path(namespace: String?, name: String) -> String {
        "\(listPath(namespace: namespace))/\(name.percentEncoded(.pathSegment))"
    }
}
