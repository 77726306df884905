internal import MartletModel

/// The built-in kinds.
struct KubernetesSchemaTable: Sendable {
    /// In the order of discovery.
    let kinds: [ResourceKind]
    private let byPath: [String: ResourceKind]
    private let types: [String: SchemaNode]
    /// Entries of the tables that could not be read; empty, as a test asserts.
    let faults: [String]

    static let builtIn = KubernetesSchemaTable()

    private init() {
        var notation = SchemaNotation()
        for text in BuiltInTypes.texts { notation.read(text) }
        types = notation.types
        var kinds: [ResourceKind] = []
        var faults = notation.faults
        for line in Self.lines.split(separator: "\n") {
            if let kind = Self.kind(line, types: notation.types) {
                kinds.append(kind)
            } else {
                faults.append(String(line))
            }
        }
        self.kinds = kinds
        self.faults = faults
        byPath = Dictionary(kinds.map { ("\($0.apiVersion)/\($0.plural)", $0) }) { first, _ in first }
    }

    /// The kind served at `/apis/GROUP/VERSION/PLURAL`.
    func kind(group: String, version: String, plural: String) -> ResourceKind? {
        byPath["\(group.isEmpty ? version : "\(group)/\(version)")/\(plural)"]
    }

    func kind(apiVersion: String, kind: String) -> ResourceKind? {
        kinds.first { $0.kind == kind && $0.apiVersion == apiVersion }
    }

    func kind(named kind: String) -> ResourceKind? { kinds.first { $0.kind == kind } }

    func type(_ name: String) -> SchemaNode? { types[name] }

    /// `apiVersion Kind plural N|C shortNames categories subresources`, with `-` for none.
    private static let lines = """
        v1 Namespace namespaces C ns - status,finalize
        v1 Node nodes C no - status
        v1 Pod pods N po all status,log,eviction,exec,attach,portforward,binding,ephemeralcontainers
        v1 ReplicationController replicationcontrollers N rc all status,scale
        v1 Service services N svc all status
        v1 Endpoints endpoints N ep - -
        v1 ConfigMap configmaps N cm - -
        v1 Secret secrets N - - -
        v1 ServiceAccount serviceaccounts N sa - token
        v1 PersistentVolumeClaim persistentvolumeclaims N pvc - status
        v1 PersistentVolume persistentvolumes C pv - status
        v1 Event events N ev - -
        v1 ResourceQuota resourcequotas N quota - status
        v1 LimitRange limitranges N limits - -
        v1 PodTemplate podtemplates N - - -
        apps/v1 Deployment deployments N deploy all status,scale
        apps/v1 ReplicaSet replicasets N rs all status,scale
        apps/v1 StatefulSet statefulsets N sts all status,scale
        apps/v1 DaemonSet daemonsets N ds all status
        apps/v1 ControllerRevision controllerrevisions N - - -
        batch/v1 Job jobs N - all status
        batch/v1 CronJob cronjobs N cj all status
        autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers N hpa all status
        policy/v1 PodDisruptionBudget poddisruptionbudgets N pdb - status
        rbac.authorization.k8s.io/v1 Role roles N - - -
        rbac.authorization.k8s.io/v1 RoleBinding rolebindings N - - -
        rbac.authorization.k8s.io/v1 ClusterRole clusterroles C - - -
        rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings C - - -
        networking.k8s.io/v1 NetworkPolicy networkpolicies N netpol - -
        networking.k8s.io/v1 Ingress ingresses N ing - status
        networking.k8s.io/v1 IngressClass ingressclasses C - - -
        storage.k8s.io/v1 StorageClass storageclasses C sc - -
        storage.k8s.io/v1 CSIDriver csidrivers C - - -
        admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration validatingwebhookconfigurations C - api-extensions -
        admissionregistration.k8s.io/v1 MutatingWebhookConfiguration mutatingwebhookconfigurations C - api-extensions -
        admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy validatingadmissionpolicies C - api-extensions status
        admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings C - api-extensions -
        apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions C crd,crds api-extensions status
        apiregistration.k8s.io/v1 APIService apiservices C - api-extensions status
        coordination.k8s.io/v1 Lease leases N - - -
        scheduling.k8s.io/v1 PriorityClass priorityclasses C pc - -
        node.k8s.io/v1 RuntimeClass runtimeclasses C - - -
        discovery.k8s.io/v1 EndpointSlice endpointslices N - - -
        """

    private static func kind(_ line: Substring, types: [String: SchemaNode]) -> ResourceKind? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 7, let type = types[words[1]], case .object(var object) = type.shape else { return nil }
        let groupVersion = words[0].split(separator: "/").map(String.init)
        object.fields["apiVersion"] = SchemaNode(.string)
        object.fields["kind"] = SchemaNode(.string)
        return ResourceKind(
            group: groupVersion.count == 2 ? groupVersion[0] : "", version: groupVersion[groupVersion.count - 1],
            kind: words[1], plural: words[2], singular: words[1].lowercased(), shortNames: list(words[4]),
            categories: list(words[5]), isNamespaced: words[3] == "N", subresources: Set(list(words[6])),
            schema: SchemaNode(.object(object)))
    }

    private static func list(_ word: String) -> [String] {
        word == "-" ? [] : word.split(separator: ",").map(String.init)
    }
}
