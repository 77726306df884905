/// How server-side apply treats a list: what `x-kubernetes-list-type` says of it.
package enum ListRule: Sendable, Hashable {
    /// Replaced as a whole.
    case atomic
    /// Elements are values; order has no meaning.
    case set
    /// Elements are objects that are told apart by these fields.
    case keyed([String])

    /// The rule of the list at `path` in an object of `kind`; the path names fields, with `[]` for an element.
    ///
    /// The built-in kinds' keyed lists as of Kubernetes 1.36; every other list is atomic. A custom resource's lists are
    /// taken as atomic too: the server's dry run knows better, and is asked before anything is written.
    package static func rule(of kind: GroupKind, at path: [String]) -> ListRule {
        if path == ["metadata", "finalizers"] { return .set }
        if path == ["metadata", "ownerReferences"] { return .keyed(["uid"]) }
        guard kind.isBuiltIn else { return .atomic }
        if path.first == "status" { return path.last == "conditions" ? .keyed(["type"]) : .atomic }
        if let rule = byKind[kind]?[path.joined(separator: ".")] { return rule }
        guard let podSpec = kind.podSpecPath, path.starts(with: podSpec) else { return .atomic }
        return inPodSpec[path.dropFirst(podSpec.count).joined(separator: ".")] ?? .atomic
    }

    private static let byKind: [GroupKind: [String: ListRule]] = [
        .service: ["spec.ports": .keyed(["port", "protocol"])],
        .serviceAccount: ["secrets": .keyed(["name"]), "imagePullSecrets": .atomic],
        .mutatingWebhook: ["webhooks": .keyed(["name"])],
        .validatingWebhook: ["webhooks": .keyed(["name"])],
        GroupKind("resource.k8s.io", "ResourceClaim"): ["spec.devices.requests": .atomic],
    ]

    private static let inPodSpec: [String: ListRule] = {
        var rules: [String: ListRule] = [
            "volumes": .keyed(["name"]),
            "imagePullSecrets": .keyed(["name"]),
            "hostAliases": .keyed(["ip"]),
            "topologySpreadConstraints": .keyed(["topologyKey", "whenUnsatisfiable"]),
            "resourceClaims": .keyed(["name"]),
            "schedulingGates": .keyed(["name"]),
        ]
        for containers in ["containers", "initContainers", "ephemeralContainers"] {
            rules[containers] = .keyed(["name"])
            rules["\(containers).[].ports"] = .keyed(["containerPort", "protocol"])
            rules["\(containers).[].env"] = .keyed(["name"])
            rules["\(containers).[].volumeMounts"] = .keyed(["mountPath"])
            rules["\(containers).[].volumeDevices"] = .keyed(["devicePath"])
            rules["\(containers).[].resources.claims"] = .keyed(["name"])
        }
        return rules
    }()
}

extension GroupKind {
    /// Where the kind keeps the specification of its pods; nil when it makes none.
    package var podSpecPath: [String]? {
        switch self {
        case .pod: ["spec"]
        case .deployment, .statefulSet, .daemonSet, .replicaSet, .job, GroupKind("", "ReplicationController"):
            ["spec", "template", "spec"]
        case GroupKind("", "PodTemplate"): ["template", "spec"]
        case .cronJob: ["spec", "jobTemplate", "spec", "template", "spec"]
        default: nil
        }
    }
}
