internal import MartletModel

/// Defaults that the schema table cannot say: those that depend on other fields
/// (k8s.io/kubernetes/pkg/apis/*/v1/defaults.go describes them all).
enum ObjectDefaults {
    static func fill(_ object: Value, kind: ResourceKind) -> Value {
        guard kind.custom == nil else { return object }
        var object = object
        switch kind.qualifiedResource {
        case "pods": object.edit("spec") { PodDefaults.fill(&$0) }
        case "deployments.apps": fillDeployment(&object)
        case "replicasets.apps", "replicationcontrollers": fillTemplate(&object, "spec", "template", "spec")
        case "statefulsets.apps": fillStatefulSet(&object)
        case "daemonsets.apps": fillDaemonSet(&object)
        case "jobs.batch": fillJob(&object, at: "spec")
        case "cronjobs.batch": fillTemplate(&object, "spec", "jobTemplate", "spec", "template", "spec")
        case "services": fillService(&object)
        case "secrets": fillSecret(&object)
        case "namespaces": fillNamespace(&object)
        case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io":
            fillBinding(&object)
        case "networkpolicies.networking.k8s.io": fillNetworkPolicy(&object)
        case "customresourcedefinitions.apiextensions.k8s.io": fillCustomResourceDefinition(&object)
        case "persistentvolumeclaims": fillClaim(&object)
        case "persistentvolumes": object.fill("Available", "status", "phase")
        case "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io":
            object.editEach("webhooks") { webhook in
                webhook.editEach("rules") { $0.fill("*", "scope") }
            }
        default: break
        }
        return object
    }

    private static func fillTemplate(_ object: inout Value, _ path: String...) {
        var template: Value? = object
        for key in path { template = template?[key] }
        guard var spec = template else { return }
        PodDefaults.fill(&spec)
        object = object.setting(spec, at: path[...])
    }

    private static func fillDeployment(_ object: inout Value) {
        fillTemplate(&object, "spec", "template", "spec")
        guard object.at("spec", "strategy", "type")?.stringValue == "RollingUpdate" else { return }
        object.fill("25%", "spec", "strategy", "rollingUpdate", "maxSurge")
        object.fill("25%", "spec", "strategy", "rollingUpdate", "maxUnavailable")
    }

    private static func fillStatefulSet(_ object: inout Value) {
        fillTemplate(&object, "spec", "template", "spec")
        if object.at("spec", "updateStrategy", "type")?.stringValue == "RollingUpdate" {
            object.fill(0, "spec", "updateStrategy", "rollingUpdate", "partition")
        }
        object.editEach("spec", "volumeClaimTemplates") { claim in
            claim.fill("v1", "apiVersion")
            claim.fill("PersistentVolumeClaim", "kind")
            claim.fill("Pending", "status", "phase")
        }
    }

    private static func fillDaemonSet(_ object: inout Value) {
        fillTemplate(&object, "spec", "template", "spec")
        guard object.at("spec", "updateStrategy", "type")?.stringValue == "RollingUpdate" else { return }
        object.fill(0, "spec", "updateStrategy", "rollingUpdate", "maxSurge")
        object.fill(1, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable")
    }

    private static func fillJob(_ object: inout Value, at spec: String) {
        fillTemplate(&object, spec, "template", "spec")
        if object.at(spec, "completions") == nil, object.at(spec, "parallelism") == nil {
            object.set(1, spec, "completions")
        }
        object.fill(1, spec, "parallelism")
        let replacement: Value = object.at(spec, "podFailurePolicy") == nil ? "TerminatingOrFailed" : "Failed"
        object.fill(replacement, spec, "podReplacementPolicy")
        guard object.at(spec, "manualSelector")?.boolValue != true else { return }
        let uid = Value.string(object.uid)
        object.fill(
            .object(["batch.kubernetes.io/controller-uid": uid]), spec, "selector", "matchLabels")
        for (key, value) in [
            ("batch.kubernetes.io/controller-uid", uid), ("controller-uid", uid),
            ("batch.kubernetes.io/job-name", .string(object.name)), ("job-name", .string(object.name)),
        ] {
            object.fill(value, spec, "template", "metadata", "labels", key)
        }
    }

    private static func fillService(_ object: inout Value) {
        let type = object.at("spec", "type")?.stringValue
        object.editEach("spec", "ports") { port in
            if let number = port["port"] { port.fill(number, "targetPort") }
        }
        guard type != "ExternalName" else { return }
        if object.at("spec", "sessionAffinity")?.stringValue == "ClientIP" {
            object.fill(10_800, "spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds")
        }
        object.fill("Cluster", "spec", "internalTrafficPolicy")
        object.fill(["IPv4"], "spec", "ipFamilies")
        object.fill("SingleStack", "spec", "ipFamilyPolicy")
        if type == "NodePort" || type == "LoadBalancer" {
            object.fill("Cluster", "spec", "externalTrafficPolicy")
        } else {
            object.set(nil, "spec", "externalTrafficPolicy")
        }
        if type == "LoadBalancer" {
            object.fill(true, "spec", "allocateLoadBalancerNodePorts")
        } else {
            object.set(nil, "spec", "allocateLoadBalancerNodePorts")
        }
    }

    /// `stringData` is written into `data` and never read back.
    private static func fillSecret(_ object: inout Value) {
        if object["type"]?.stringValue == "" { object.set("Opaque", "type") }
        guard let text = object["stringData"]?.fields else { return }
        for field in text {
            object.set(.string(Base64.encode(Array((field.value.stringValue ?? "").utf8))), "data", field.key)
        }
        object.set(nil, "stringData")
    }

    private static func fillNamespace(_ object: inout Value) {
        object.set(.string(object.name), "metadata", "labels", "kubernetes.io/metadata.name")
        object.fill("Active", "status", "phase")
        if !object.isTerminating { object.fill(["kubernetes"], "spec", "finalizers") }
    }

    private static func fillBinding(_ object: inout Value) {
        object.editEach("subjects") { subject in
            switch subject["kind"]?.stringValue {
            case "User", "Group": subject.fill("rbac.authorization.k8s.io", "apiGroup")
            default:
                if subject["apiGroup"]?.stringValue == "" { subject.set(nil, "apiGroup") }
            }
        }
    }

    private static func fillNetworkPolicy(_ object: inout Value) {
        guard object.at("spec", "policyTypes") == nil else { return }
        let types: [Value] = object.at("spec", "egress") == nil ? ["Ingress"] : ["Ingress", "Egress"]
        object.set(.tuple(types), "spec", "policyTypes")
    }

    private static func fillCustomResourceDefinition(_ object: inout Value) {
        object.fill("None", "spec", "conversion", "strategy")
        if let kind = object.at("spec", "names", "kind")?.stringValue {
            object.fill(.string(kind.lowercased()), "spec", "names", "singular")
            object.fill(.string("\(kind)List"), "spec", "names", "listKind")
        }
    }

    private static func fillClaim(_ object: inout Value) {
        object.fill("Pending", "status", "phase")
        let finalizer = "kubernetes.io/pvc-protection"
        if !object.isTerminating, !object.finalizers.contains(finalizer) {
            object.set(.tuple((object.finalizers + [finalizer]).map { .string($0) }), "metadata", "finalizers")
        }
        if let size = object.at("spec", "resources", "requests", "storage") {
            object.set(Quantity.canonical(size), "spec", "resources", "requests", "storage")
        }
    }
}
