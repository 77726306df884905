package import MartletModel

/// Where an object is: cluster, kind, namespace and name. The version of the API is not part of it.
package struct ObjectReference: Sendable, Hashable {
    package let cluster: ClusterName
    package let groupKind: GroupKind
    /// Nil for objects of the whole cluster, and where only the cluster can tell.
    package let namespace: String?
    package let name: String

    package init(cluster: ClusterName, groupKind: GroupKind, namespace: String?, name: String) {
        self.cluster = cluster
        self.groupKind = groupKind
        self.namespace = namespace
        self.name = name
    }

    /// `cluster/group/kind/namespace/name`, with `core` for the core group and `-` for no namespace. Names hold no slash.
    package var identity: Identity {
        let group = groupKind.group.isEmpty ? "core" : groupKind.group
        return Identity("\(cluster)/\(group)/\(groupKind.kind)/\(namespace ?? "-")/\(name)")
    }

    /// Nil when `identity` is not one of ours.
    package init?(_ identity: Identity) {
        let parts = identity.text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        cluster = ClusterName(parts[0])
        groupKind = GroupKind(parts[1] == "core" ? "" : parts[1], parts[2])
        namespace = parts[3] == "-" ? nil : parts[3]
        name = parts[4]
    }
}

extension ObjectReference: CustomStringConvertible {
    /// `Deployment team/web`; without the cluster, for people.
    package var description: String {
        "\(groupKind.kind) \(namespace.map { "\($0)/" } ?? "")\(name)"
    }
}

/// What tells clusters apart offline: a digest of the API server's address, so that a kubeconfig that is pointed at another
/// cluster cannot touch the objects of the first (docs/decisions/0801-cluster-name.md).
package struct ClusterName: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    init(_ text: String) { self.text = text }

    /// From the server's address, scheme and port made explicit.
    package init(server: ServerAddress) {
        text = "k8s-\(Digest(of: server.description).hex.prefix(12))"
    }

    package var description: String { text }
}
