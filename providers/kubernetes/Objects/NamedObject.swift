import MartletModel

/// An object as people name it for `import`: `apps/v1/Deployment/team/web`, `v1/Namespace/team`, or, where the manifest
/// says the rest, as kubectl prints it: `deployment.apps/web`, `configmap/settings`.
struct NamedObject: Sendable, Hashable {
    let groupKind: GroupKind
    /// Nil for objects of the whole cluster, and where the connection's own is meant.
    let namespace: String?
    let name: String

    /// Nil when the text is none of these forms, or another object than the manifest's kind.
    init?(_ text: String, like manifest: Manifest?) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        if let version = parts.prefix(2).firstIndex(where: Self.isVersion) {
            let rest = parts[(version + 1)...]
            guard rest.count == 2 || rest.count == 3, let kind = rest.first, let last = rest.last else { return nil }
            groupKind = GroupKind(version == 1 ? parts[0] : "", kind)
            namespace = rest.count == 3 ? rest[rest.startIndex + 1] : nil
            name = last
        } else {
            guard parts.count == 2, let manifest, Self.names(manifest.kind.groupKind).contains(parts[0].lowercased())
            else {
                return nil
            }
            groupKind = manifest.kind.groupKind
            namespace = manifest.namespace
            name = parts[1]
        }
    }

    /// `v1`, `v1beta1`: https://kubernetes.io/docs/reference/using-api/#api-versioning
    private static func isVersion(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count >= 2 && bytes[0] == UInt8(ascii: "v")
            && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[1])
    }

    /// How kubectl prints and takes a kind.
    private static func names(_ kind: GroupKind) -> [String] {
        let singular = kind.kind.lowercased()
        let names = [singular, singular + "s", singular + "es"]
        return names + names.map { "\($0).\(kind.group)" }
    }

    func reference(in cluster: ClusterName, defaultNamespace: String) -> ObjectReference {
        let isNamespaced = BuiltInKind[groupKind]?.isNamespaced
        let place = namespace ?? (isNamespaced == true ? defaultNamespace : nil)
        return ObjectReference(cluster: cluster, groupKind: groupKind, namespace: place, name: name)
    }
}
