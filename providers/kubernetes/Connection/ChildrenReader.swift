import MartletModel

/// Reads what explains an object's state. Whatever cannot be read is left out: it only serves to explain.
struct ChildrenReader: Sendable {
    let connection: KubernetesConnection
    let place: KubernetesConnection.Place

    func children(of object: Value) async -> ObjectChildren {
        var children = ObjectChildren()
        switch place.reference.groupKind {
        case .volumeClaim: children.storageClass = await storageClass(of: object)
        case let kind where kind.podSpecPath != nil && kind != .pod: children.pods = await pods(of: object)
        default: return children
        }
        children.events = await events(of: object)
        return children
    }

    private func pods(of object: Value) async -> [Value] {
        guard let labels = object.at("spec", "selector", "matchLabels")?.fields, !labels.isEmpty else { return [] }
        let selector = labels.map { "\($0.key)=\($0.value.stringValue ?? "")" }.joined(separator: ",")
        return await list(.pod, [APICall.Item("labelSelector", selector)])
    }

    private func events(of object: Value) async -> [Value] {
        guard let uid = object.text("metadata", "uid") else { return [] }
        let events = await list(
            GroupKind("", "Event"), [APICall.Item("fieldSelector", "involvedObject.uid=\(uid),type=Warning")]
        )
        return events.sorted { ($0.text("lastTimestamp") ?? "") > ($1.text("lastTimestamp") ?? "") }
    }

    /// The class that the claim names, or the default one.
    private func storageClass(of claim: Value) async -> Value? {
        let classes = await list(.storageClass, [])
        if let name = claim.text("spec", "storageClassName") {
            return classes.first { $0.text("metadata", "name") == name }
        }
        let annotation = "storageclass.kubernetes.io/is-default-class"
        return classes.first { $0.text("metadata", "annotations", annotation) == "true" }
    }

    private func list(_ kind: GroupKind, _ selector: [APICall.Item]) async -> [Value] {
        guard let known = try? await connection.discovery.discovery(), let resource = known[kind] else { return [] }
        let path = resource.listPath(namespace: place.namespace)
        return (try? await connection.list(resource, at: path, selector: selector)) ?? []
    }
}
