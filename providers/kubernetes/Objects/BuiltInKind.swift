/// What is known offline of the kinds that every cluster serves, and of a few that nearly every cluster does.
///
/// Scopes as of Kubernetes 1.36 (https://kubernetes.io/docs/reference/kubernetes-api/). Every other kind is asked for at
/// the cluster, or in the stack's own CustomResourceDefinitions.
package struct BuiltInKind: Sendable, Hashable {
    package let groupKind: GroupKind
    package let isNamespaced: Bool

    /// Nil for kinds that are not in the table.
    package static subscript(groupKind: GroupKind) -> BuiltInKind? { byGroupKind[groupKind] }

    /// The groups of Kubernetes itself that have a dot in their name.
    package static let groups: Set<String> = [
        "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "authentication.k8s.io",
        "authorization.k8s.io", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io",
        "flowcontrol.apiserver.k8s.io", "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io",
        "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io",
        "storagemigration.k8s.io",
    ]

    /// The groups that have a kind of this name, in byte order.
    package static func groups(of kind: String) -> [String] {
        byGroupKind.keys.filter { $0.kind == kind && $0.isBuiltIn }.map(\.group).sorted()
    }

    /// The names of all kinds in `group`.
    package static func kinds(in group: String) -> [String] {
        byGroupKind.keys.filter { $0.group == group }.map(\.kind).sorted()
    }

    private static let byGroupKind: [GroupKind: BuiltInKind] = {
        var table: [GroupKind: BuiltInKind] = [:]
        for (isNamespaced, kinds) in [(true, namespaced), (false, clusterScoped)] {
            for (group, names) in kinds {
                for name in names.split(separator: " ") {
                    let groupKind = GroupKind(group, String(name))
                    table[groupKind] = BuiltInKind(groupKind: groupKind, isNamespaced: isNamespaced)
                }
            }
        }
        return table
    }()

    private static let namespaced: [(group: String, kinds: String)] = [
        (
            "",
            """
            Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController \
            ResourceQuota Secret Service ServiceAccount
            """
        ),
        ("apps", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet"),
        ("authorization.k8s.io", "LocalSubjectAccessReview"),
        ("autoscaling", "HorizontalPodAutoscaler"),
        ("batch", "CronJob Job"),
        ("coordination.k8s.io", "Lease LeaseCandidate"),
        ("discovery.k8s.io", "EndpointSlice"),
        ("events.k8s.io", "Event"),
        ("networking.k8s.io", "Ingress NetworkPolicy"),
        ("policy", "PodDisruptionBudget"),
        ("rbac.authorization.k8s.io", "Role RoleBinding"),
        ("resource.k8s.io", "ResourceClaim ResourceClaimTemplate"),
        ("storage.k8s.io", "CSIStorageCapacity"),
        ("cert-manager.io", "Certificate CertificateRequest Issuer"),
        ("acme.cert-manager.io", "Challenge Order"),
        ("gateway.networking.k8s.io", "Gateway GRPCRoute HTTPRoute ReferenceGrant"),
        ("monitoring.coreos.com", "PodMonitor PrometheusRule ServiceMonitor"),
    ]

    private static let clusterScoped: [(group: String, kinds: String)] = [
        ("", "ComponentStatus Namespace Node PersistentVolume"),
        (
            "admissionregistration.k8s.io",
            """
            MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration \
            ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
            """
        ),
        ("apiextensions.k8s.io", "CustomResourceDefinition"),
        ("apiregistration.k8s.io", "APIService"),
        ("authentication.k8s.io", "SelfSubjectReview TokenReview"),
        ("authorization.k8s.io", "SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview"),
        ("certificates.k8s.io", "CertificateSigningRequest ClusterTrustBundle"),
        ("flowcontrol.apiserver.k8s.io", "FlowSchema PriorityLevelConfiguration"),
        ("networking.k8s.io", "IngressClass IPAddress ServiceCIDR"),
        ("node.k8s.io", "RuntimeClass"),
        ("rbac.authorization.k8s.io", "ClusterRole ClusterRoleBinding"),
        ("resource.k8s.io", "DeviceClass ResourceSlice"),
        ("scheduling.k8s.io", "PriorityClass"),
        ("storage.k8s.io", "CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass"),
        ("cert-manager.io", "ClusterIssuer"),
        ("gateway.networking.k8s.io", "GatewayClass"),
    ]
}

extension GroupKind {
    package static let namespace = GroupKind("", "Namespace")
    package static let pod = GroupKind("", "Pod")
    package static let service = GroupKind("", "Service")
    package static let serviceAccount = GroupKind("", "ServiceAccount")
    package static let secret = GroupKind("", "Secret")
    package static let configMap = GroupKind("", "ConfigMap")
    package static let volume = GroupKind("", "PersistentVolume")
    package static let volumeClaim = GroupKind("", "PersistentVolumeClaim")
    package static let deployment = GroupKind("apps", "Deployment")
    package static let statefulSet = GroupKind("apps", "StatefulSet")
    package static let daemonSet = GroupKind("apps", "DaemonSet")
    package static let replicaSet = GroupKind("apps", "ReplicaSet")
    package static let job = GroupKind("batch", "Job")
    package static let cronJob = GroupKind("batch", "CronJob")
    package static let autoscaler = GroupKind("autoscaling", "HorizontalPodAutoscaler")
    package static let ingress = GroupKind("networking.k8s.io", "Ingress")
    package static let ingressClass = GroupKind("networking.k8s.io", "IngressClass")
    package static let storageClass = GroupKind("storage.k8s.io", "StorageClass")
    package static let priorityClass = GroupKind("scheduling.k8s.io", "PriorityClass")
    package static let runtimeClass = GroupKind("node.k8s.io", "RuntimeClass")
    package static let role = GroupKind("rbac.authorization.k8s.io", "Role")
    package static let clusterRole = GroupKind("rbac.authorization.k8s.io", "ClusterRole")
    package static let roleBinding = GroupKind("rbac.authorization.k8s.io", "RoleBinding")
    package static let clusterRoleBinding = GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding")
    package static let definition = GroupKind("apiextensions.k8s.io", "CustomResourceDefinition")
    package static let apiService = GroupKind("apiregistration.k8s.io", "APIService")
    package static let mutatingWebhook = GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration")
    package static let validatingWebhook = GroupKind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")
}
