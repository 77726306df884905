internal import MartletModel

/// One kind in one version, as discovery shows it.
struct ResourceKind: Sendable {
    /// Empty for the core group.
    let group: String
    let version: String
    let kind: String
    let plural: String
    let singular: String
    let shortNames: [String]
    let categories: [String]
    let isNamespaced: Bool
    let subresources: Set<String>
    /// The type of the whole object.
    let schema: SchemaNode
    /// What a CRD adds; nil for built-in kinds.
    var custom: CustomKind?

    /// What only custom kinds have.
    struct CustomKind: Sendable {
        struct Column: Sendable {
            let name: String
            let type: String
            let format: String
            let priority: Int
            let summary: String
            let path: JSONPath?
        }

        let columns: [Column]
        let specReplicasPath: [String]?
        let statusReplicasPath: [String]?
        let selectorPath: [String]?
        let storageVersion: String
        /// Changes whenever the CRD does.
        let fingerprint: String
    }

    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// `deployments.apps`, `configmaps`.
    var qualifiedResource: String { group.isEmpty ? plural : "\(plural).\(group)" }
    /// `Deployment.apps`, `ConfigMap`.
    var qualifiedKind: String { group.isEmpty ? kind : "\(kind).\(group)" }
    var collection: String { Self.collection(group, plural) }
    var hasStatus: Bool { subresources.contains("status") }
    /// Whether a write of the spec counts up `metadata.generation`.
    var countsGenerations: Bool { custom != nil || Self.generational.contains(kind) }

    static func collection(_ group: String, _ plural: String) -> String {
        group.isEmpty ? "core/\(plural)" : "\(group)/\(plural)"
    }

    private static let generational: Set<String> = [
        "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "Ingress", "NetworkPolicy",
        "PodDisruptionBudget", "CustomResourceDefinition", "ValidatingWebhookConfiguration",
        "MutatingWebhookConfiguration", "PriorityClass", "EndpointSlice", "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding", "ReplicationController", "IngressClass", "Pod",
    ]

    func details(name: String, asKind: Bool = false) -> Fields {
        var details: Fields = ["kind": .string(asKind ? kind : plural)]
        if !name.isEmpty { details["name"] = .string(name) }
        if !group.isEmpty { details["group"] = .string(group) }
        return details
    }

    /// The verbs that discovery names.
    static let verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

    /// Fields that a write to `subresource` leaves alone and never owns.
    func ignoredFields(subresource: String) -> PathSet {
        var ignored = PathSet()
        guard hasStatus else { return ignored }
        if subresource == "status" {
            for field in schema.declaredFields where !["status", "metadata", "apiVersion", "kind"].contains(field) {
                ignored[.field(field)] = PathSet(isMember: true)
            }
        } else {
            ignored[.field("status")] = PathSet(isMember: true)
        }
        return ignored
    }
}

extension SchemaNode {
    var declaredFields: [String] {
        if case .object(let object) = shape { return object.fields.keys.sorted { $0.precedesInBytes($1) } }
        return []
    }
}
