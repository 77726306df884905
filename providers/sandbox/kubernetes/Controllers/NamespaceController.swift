internal import MartletModel

extension ClusterSession {
    /// What every namespace has; and how a namespace goes.
    mutating func reconcileNamespace(_ namespace: Value) {
        guard !namespace.isTerminating else { return emptyNamespace(namespace) }
        if object("core/serviceaccounts", namespace.name, "default") == nil, let kind = builtIn("ServiceAccount") {
            let metadata: Value = ["name": "default", "namespace": .string(namespace.name)]
            spawn(["metadata": metadata], kind: kind, owner: nil, ownerKind: nil)
        }
        if object("core/configmaps", namespace.name, "kube-root-ca.crt") == nil, let kind = builtIn("ConfigMap") {
            spawn(
                [
                    "data": ["ca.crt": .string(ClusterSpace.rootAuthority)],
                    "metadata": ["name": "kube-root-ca.crt", "namespace": .string(namespace.name)],
                ], kind: kind, owner: nil, ownerKind: nil)
        }
    }

    /// Deletes what is inside; the namespace goes when nothing is left.
    private mutating func emptyNamespace(_ namespace: Value) {
        // The deletion is seen by clients before anything happens: the controller takes a second.
        guard namespace.at("metadata", "deletionTimestamp")?.stringValue != now else { return }
        for (collection, object) in contents(of: namespace) where !object.isTerminating {
            guard let kind = kind(collection: collection) else { continue }
            remove(object, kind: kind, options: .background)
        }
        let rest = contents(of: namespace)
        guard rest.isEmpty else { return setRemaining(rest, of: namespace) }
        if namespace.finalizers.isEmpty { erase(namespace, from: "core/namespaces") }
    }

    private func contents(of namespace: Value) -> [(collection: String, object: Value)] {
        transaction.collections(of: space).filter { kind(collection: $0)?.isNamespaced ?? false }.flatMap {
            collection in
            list(collection, namespace: namespace.name).map { (collection, $0) }
        }
    }

    private mutating func setRemaining(_ rest: [(collection: String, object: Value)], of namespace: Value) {
        let counts = Dictionary(grouping: rest, by: \.collection).mapValues(\.count)
        let content = counts.sorted { $0.key < $1.key }.map { collection, count in
            let name = kind(collection: collection)?.qualifiedResource ?? collection
            return "\(name.contains(".") ? name : "\(name).") has \(count) resource instances"
        }
        let finalizers = Dictionary(grouping: rest.flatMap(\.object.finalizers)) { $0 }.mapValues(\.count)
        let held = finalizers.sorted { $0.key < $1.key }.map { "\($0.key) in \($0.value) resource instances" }
        var object = namespace
        object.set(
            conditions(
                of: object, setting: "NamespaceContentRemaining", "True", "SomeResourcesRemain",
                "Some resources are remaining: \(content.joined(separator: ", "))"), "status", "conditions")
        object.set(
            conditions(
                of: object, setting: "NamespaceFinalizersRemaining", held.isEmpty ? "False" : "True",
                held.isEmpty ? "ContentHasNoFinalizers" : "SomeFinalizersRemain",
                held.isEmpty
                    ? "All content-preserving finalizers finished"
                    : "Some content in the namespace has finalizers remaining: \(held.joined(separator: ", "))"),
            "status",
            "conditions")
        setStatus(object["status"] ?? .null, of: namespace, in: "core/namespaces")
    }
}
