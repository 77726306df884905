package import MartletModel

/// A manifest whose kind and name are known: what a body of `kubernetes.object` is once it can be sent.
package struct Manifest: Sendable, Hashable {
    package let kind: ObjectKind
    /// As written; nil when the manifest has none.
    package let namespace: String?
    package let name: String
    /// As written.
    package let body: Value

    /// Nil while `apiVersion`, `kind`, the name or the namespace is missing or unknown.
    package init?(_ body: Value) {
        guard let kind = Self.kind(of: body), let name = body.at("metadata", "name")?.stringValue, !name.isEmpty else {
            return nil
        }
        let namespace = body.at("metadata", "namespace")
        if let namespace, !namespace.isNull, namespace.stringValue == nil { return nil }
        self.kind = kind
        self.name = name
        self.namespace = namespace?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        self.body = body
    }

    /// The kind alone, which is often known before the name is.
    package static func kind(of body: Value) -> ObjectKind? {
        guard let apiVersion = body["apiVersion"]?.stringValue, let kind = body["kind"]?.stringValue,
            !apiVersion.isEmpty, !kind.isEmpty
        else { return nil }
        return ObjectKind(apiVersion: apiVersion, kind: kind)
    }

    /// Where the object is.
    ///
    /// - Parameters:
    ///   - isNamespaced: The kind's scope, or nil where only the cluster knows: then a missing namespace stays missing.
    ///   - defaultNamespace: For objects of namespaces that name none.
    package func reference(in cluster: ClusterName, isNamespaced: Bool?, defaultNamespace: String) -> ObjectReference {
        let place: String? =
            switch isNamespaced {
            case true?: namespace ?? defaultNamespace
            case false?: nil
            case nil: namespace
            }
        return ObjectReference(cluster: cluster, groupKind: kind.groupKind, namespace: place, name: name)
    }
}
