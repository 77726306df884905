package import MartletModel
import MartletProvider

/// Edges that follow from what objects name: a namespace before its members, a definition before its objects, a role
/// before its binding, a webhook's service and pods before the webhook, the webhook before what it judges.
///
/// Complexity: linear in the bodies and the edges found.
package struct KindEdges {
    private let nodes: [Node?]
    private var positions: [Key: Int] = [:]
    private var definitions: [GroupKind: Int] = [:]
    /// Webhook configurations by the custom group that they judge.
    private var webhooks: [String: [Int]] = [:]
    /// What runs behind a custom group: controllers and conversion webhooks.
    private var controllers: [String: [Int]] = [:]
    /// Workloads by namespace and the labels of their pods.
    private var workloads: [String: [Int]] = [:]
    private var edges: Set<Edge> = []

    /// One body that is known well enough to have edges.
    private struct Node {
        let position: Int
        let manifest: Manifest
        let namespace: String
        var kind: GroupKind { manifest.kind.groupKind }
        var body: Value { manifest.body }
    }

    /// An object by what it is called.
    private struct Key: Hashable {
        let kind: GroupKind
        let namespace: String
        let name: String
    }

    private struct Edge: Hashable {
        let before: Int
        let after: Int
    }

    /// The edges among `bodies`, by position, in order. Bodies whose kind or name is not known yet have none.
    package static func among(_ bodies: [Value?]) -> [(before: Int, after: Int)] {
        var index = KindEdges(bodies)
        for node in index.nodes { if let node { index.connect(node) } }
        return index.edges.map { ($0.before, $0.after) }.sorted { $0 < $1 }
    }

    private init(_ bodies: [Value?]) {
        nodes = bodies.enumerated().map { position, body in
            guard let body, let manifest = Manifest(body) else { return nil }
            let isNamespaced = BuiltInKind[manifest.kind.groupKind]?.isNamespaced ?? true
            let namespace = isNamespaced ? manifest.namespace ?? "" : ""
            return Node(position: position, manifest: manifest, namespace: namespace)
        }
        for node in nodes { if let node { register(node) } }
        for node in nodes { if let node { registerController(of: node) } }
    }

    private mutating func register(_ node: Node) {
        positions[Key(kind: node.kind, namespace: node.namespace, name: node.manifest.name)] = node.position
        if node.kind == .definition, let group = node.body.text("spec", "group"),
            let kind = node.body.text("spec", "names", "kind")
        {
            definitions[GroupKind(group, kind)] = node.position
        }
        if node.kind == .mutatingWebhook || node.kind == .validatingWebhook {
            for group in Self.judgedGroups(node.body) { webhooks[group, default: []].append(node.position) }
        }
        if node.kind.podSpecPath != nil { workloads[node.namespace, default: []].append(node.position) }
    }

    /// The custom groups that a webhook configuration names; a `*` is no reason to wait for it.
    private static func judgedGroups(_ body: Value) -> Set<String> {
        var groups: Set<String> = []
        for webhook in body["webhooks"]?.list ?? [] {
            for rule in webhook["rules"]?.list ?? [] {
                groups.formUnion((rule["apiGroups"]?.list ?? []).compactMap(\.stringValue))
            }
        }
        return groups.filter { $0 != "*" && !GroupKind($0, "").isBuiltIn }
    }

    /// A workload whose account may write the status or the finalizers of a custom group is that group's controller.
    private mutating func registerController(of binding: Node) {
        guard binding.kind == .roleBinding || binding.kind == .clusterRoleBinding,
            let role = role(of: binding).flatMap({ nodes[$0] })
        else { return }
        let groups = Self.controlledGroups(role.body)
        guard !groups.isEmpty else { return }
        let accounts = subjects(of: binding)
        for account in accounts {
            for position in workloads[account.namespace] ?? [] where accountName(of: position) == account.name {
                for group in groups { controllers[group, default: []] += [position, role.position, binding.position] }
            }
        }
    }

    private static func controlledGroups(_ role: Value) -> Set<String> {
        var groups: Set<String> = []
        for rule in role["rules"]?.list ?? [] {
            let resources = (rule["resources"]?.list ?? []).compactMap(\.stringValue)
            guard resources.contains(where: { $0.hasSuffix("/status") || $0.hasSuffix("/finalizers") }) else {
                continue
            }
            groups.formUnion((rule["apiGroups"]?.list ?? []).compactMap(\.stringValue))
        }
        return groups.filter { $0 != "*" && !GroupKind($0, "").isBuiltIn }
    }
}

// MARK: - Edges by kind

extension KindEdges {
    private mutating func connect(_ node: Node) {
        require(.namespace, "", node.namespace, before: node)
        switch node.kind {
        case .roleBinding, .clusterRoleBinding: connectBinding(node)
        case .ingress: connectIngress(node)
        case .volumeClaim:
            require(.storageClass, "", node.body.text("spec", "storageClassName"), before: node)
            require(.volume, "", node.body.text("spec", "volumeName"), before: node)
        case .autoscaler:
            if let target = node.body.at("spec", "scaleTargetRef"), let kind = Manifest.kind(of: target) {
                require(kind.groupKind, node.namespace, target.text("name"), before: node)
            }
        case .apiService:
            requireBackend(node.body.at("spec", "service"), before: node)
        case .mutatingWebhook, .validatingWebhook:
            for webhook in node.body["webhooks"]?.list ?? [] {
                requireBackend(webhook.at("clientConfig", "service"), before: node)
            }
        case let kind where kind.podSpecPath != nil: connectPods(of: node)
        case let kind where !kind.isBuiltIn: connectCustom(node)
        default: break
        }
    }

    private mutating func connectCustom(_ node: Node) {
        if let definition = definitions[node.kind] {
            add(definition, before: node)
            requireBackend(
                nodes[definition]?.body.at("spec", "conversion", "webhook", "clientConfig", "service"), before: node
            )
        }
        for position in webhooks[node.kind.group] ?? [] { add(position, before: node) }
        for position in controllers[node.kind.group] ?? [] { add(position, before: node) }
    }

    private mutating func connectBinding(_ node: Node) {
        if let role = role(of: node) { add(role, before: node) }
        for account in subjects(of: node) {
            require(.serviceAccount, account.namespace, account.name, before: node)
            // The pods of an account start with its rights, and keep them until they are gone.
            for position in workloads[account.namespace] ?? [] where accountName(of: position) == account.name {
                if let workload = nodes[position] { add(node.position, before: workload) }
            }
        }
    }

    private mutating func connectIngress(_ node: Node) {
        require(.ingressClass, "", node.body.text("spec", "ingressClassName"), before: node)
        for tls in node.body.at("spec", "tls")?.list ?? [] {
            require(.secret, node.namespace, tls.text("secretName"), before: node)
        }
        var backends = [node.body.at("spec", "defaultBackend")]
        for rule in node.body.at("spec", "rules")?.list ?? [] {
            backends += (rule.at("http", "paths")?.list ?? []).map { $0["backend"] }
        }
        for backend in backends { require(.service, node.namespace, backend?.text("service", "name"), before: node) }
    }

    private mutating func connectPods(of node: Node) {
        guard let path = node.kind.podSpecPath, let spec = node.body.value(at: ValuePath(path.map { .key($0) })) else {
            return
        }
        for (kind, name) in PodReferences.of(spec) {
            let isNamespaced = BuiltInKind[kind]?.isNamespaced ?? true
            require(kind, isNamespaced ? node.namespace : "", name, before: node)
        }
    }

    /// The service that a webhook or an aggregated API is called through, and the pods behind it.
    private mutating func requireBackend(_ service: Value?, before node: Node) {
        guard let name = service?.text("name"), let namespace = service?.text("namespace"),
            let position = positions[Key(kind: .service, namespace: namespace, name: name)]
        else { return }
        add(position, before: node)
        guard let selector = nodes[position]?.body.at("spec", "selector")?.fields, !selector.isEmpty else { return }
        for workload in workloads[namespace] ?? [] where podLabels(of: workload, contain: selector) {
            add(workload, before: node)
        }
    }

    private func podLabels(of position: Int, contain selector: Fields) -> Bool {
        guard let node = nodes[position], let path = node.kind.podSpecPath?.dropLast() else { return false }
        let labels = node.body.value(at: ValuePath(path.map { .key($0) }))?.at("metadata", "labels")
        return selector.allSatisfy { labels?.text($0.key) != nil && labels?.text($0.key) == $0.value.stringValue }
    }

    private func role(of binding: Node) -> Int? {
        guard let name = binding.body.text("roleRef", "name") else { return nil }
        let isCluster = binding.body.text("roleRef", "kind") == "ClusterRole"
        let namespace = isCluster ? "" : binding.namespace
        return positions[Key(kind: isCluster ? .clusterRole : .role, namespace: namespace, name: name)]
    }

    private func subjects(of binding: Node) -> [(namespace: String, name: String)] {
        (binding.body["subjects"]?.list ?? []).compactMap { subject in
            guard subject.text("kind") == "ServiceAccount", let name = subject.text("name") else { return nil }
            return (subject.text("namespace") ?? binding.namespace, name)
        }
    }

    private func accountName(of position: Int) -> String? {
        guard let node = nodes[position], let path = node.kind.podSpecPath else { return nil }
        return node.body.value(at: ValuePath(path.map { .key($0) }))?.text("serviceAccountName") ?? "default"
    }

    private mutating func require(_ kind: GroupKind, _ namespace: String, _ name: String?, before node: Node) {
        guard let name, !name.isEmpty, let position = positions[Key(kind: kind, namespace: namespace, name: name)]
        else {
            return
        }
        add(position, before: node)
    }

    /// Only from an earlier kind to a later one.
    private mutating func add(_ position: Int, before node: Node) {
        guard let first = nodes[position], KindOrder.rank(of: first.kind) < KindOrder.rank(of: node.kind) else {
            return
        }
        edges.insert(Edge(before: position, after: node.position))
    }
}
