import MartletModel

/// Which kinds come before which: edges run only from an earlier kind to a later one, so that they never make a cycle.
enum KindOrder {
    /// The place of a kind. Kinds of one place are never ordered among themselves.
    static func rank(of kind: GroupKind) -> Int { ranks[kind] ?? (kind.isBuiltIn ? otherBuiltIn : customResource) }

    private static let otherBuiltIn = 3
    private static let customResource = 16

    private static let ranks: [GroupKind: Int] = {
        let order: [[GroupKind]] = [
            [.namespace],
            [
                .priorityClass, .runtimeClass, GroupKind("", "ResourceQuota"), GroupKind("", "LimitRange"),
                GroupKind("networking.k8s.io", "NetworkPolicy"),
            ],
            [.definition],
            [.storageClass, .ingressClass, .volume],
            [.serviceAccount],
            [.secret],
            [.configMap],
            [.role, .clusterRole],
            [.roleBinding, .clusterRoleBinding],
            [.volumeClaim],
            [.service],
            [
                .deployment, .statefulSet, .daemonSet, .replicaSet, .job, .cronJob, .pod,
                GroupKind("", "ReplicationController"),
            ],
            [.autoscaler, GroupKind("policy", "PodDisruptionBudget")],
            [.ingress],
            [.apiService],
            [.mutatingWebhook, .validatingWebhook],
        ]
        var ranks: [GroupKind: Int] = [:]
        for (rank, kinds) in order.enumerated() {
            for kind in kinds { ranks[kind] = rank }
        }
        return ranks
    }()
}
