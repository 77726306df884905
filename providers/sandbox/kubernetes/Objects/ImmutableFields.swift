internal import MartletModel

/// Fields that an update may not change, in the words of the API server.
enum ImmutableFields {
    static func faults(from live: Value, to object: Value, kind: ResourceKind) -> [FieldFault] {
        switch kind.qualifiedResource {
        case "deployments.apps", "daemonsets.apps", "replicasets.apps":
            return unchanged(["spec", "selector"], live, object)
        case "statefulsets.apps": return statefulSet(live, object)
        case "jobs.batch":
            return unchanged(["spec", "selector"], live, object) + unchanged(["spec", "completions"], live, object)
                + unchanged(["spec", "completionMode"], live, object) + unchanged(["spec", "template"], live, object)
        case "secrets": return unchanged(["type"], live, object) + frozen(live, object, ["data", "type", "immutable"])
        case "configmaps": return frozen(live, object, ["data", "binaryData", "immutable"])
        case "services": return service(live, object)
        case "persistentvolumeclaims": return claim(live, object)
        case "persistentvolumes": return volume(live, object)
        case "storageclasses.storage.k8s.io":
            return ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"].flatMap { field in
                live[field] == object[field]
                    ? [] : [FieldFault.forbidden(field, "updates to \(field) are forbidden.: field is immutable")]
            }
        case "ingressclasses.networking.k8s.io": return unchanged(["spec", "controller"], live, object)
        case "runtimeclasses.node.k8s.io": return unchanged(["handler"], live, object)
        case "csidrivers.storage.k8s.io":
            return unchanged(["spec", "attachRequired"], live, object)
                + unchanged(["spec", "volumeLifecycleModes"], live, object)
        case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io":
            guard live["roleRef"] != object["roleRef"] else { return [] }
            return [.invalid("roleRef", object["roleRef"] ?? .null, "cannot change roleRef")]
        case "priorityclasses.scheduling.k8s.io":
            guard live["value"] != object["value"] else { return [] }
            return [.forbidden("value", "may not be changed in an update.")]
        case "pods": return pod(live, object)
        case "customresourcedefinitions.apiextensions.k8s.io":
            return unchanged(["spec", "scope"], live, object) + unchanged(["spec", "group"], live, object)
                + unchanged(["spec", "names", "plural"], live, object)
                + unchanged(["spec", "names", "kind"], live, object) + storedVersions(live, object)
        default: return []
        }
    }

    private static func unchanged(_ path: [String], _ live: Value, _ object: Value) -> [FieldFault] {
        let old = path.reduce(Optional(live)) { $0?[$1] }
        let new = path.reduce(Optional(object)) { $0?[$1] }
        guard old != new else { return [] }
        return [.invalid(path.joined(separator: "."), new ?? .null, "field is immutable")]
    }

    /// A version in which objects were ever stored stays until somebody has rewritten them and said so in the status.
    private static func storedVersions(_ live: Value, _ object: Value) -> [FieldFault] {
        let versions = Set((object.at("spec", "versions")?.elements ?? []).compactMap { $0["name"]?.stringValue })
        let stored = (object.at("status", "storedVersions") ?? live.at("status", "storedVersions"))?.elements ?? []
        return stored.enumerated().compactMap { index, version in
            guard let name = version.stringValue, !versions.contains(name) else { return nil }
            return .invalid("status.storedVersions[\(index)]", version, "must appear in spec.versions")
        }
    }

    private static func statefulSet(_ live: Value, _ object: Value) -> [FieldFault] {
        func fixed(_ value: Value) -> Value {
            var spec = value["spec"] ?? .null
            for field in [
                "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
                "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
            ] {
                spec.set(nil, field)
            }
            return spec
        }
        guard fixed(live) != fixed(object) else { return [] }
        return [
            .forbidden(
                "spec",
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
                    + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
            )
        ]
    }

    /// What `immutable: true` freezes.
    private static func frozen(_ live: Value, _ object: Value, _ fields: [String]) -> [FieldFault] {
        guard live["immutable"]?.boolValue == true else { return [] }
        return fields.filter { live[$0] != object[$0] }.map {
            .forbidden($0, "field is immutable when `immutable` is set")
        }
    }

    private static func service(_ live: Value, _ object: Value) -> [FieldFault] {
        guard object.at("spec", "type")?.stringValue != "ExternalName",
            live.at("spec", "type")?.stringValue != "ExternalName"
        else { return [] }
        let old = live.at("spec", "clusterIP")
        let new = object.at("spec", "clusterIP")
        guard let old, old != new else { return [] }
        return [.invalid("spec.clusterIPs[0]", [new ?? .null], "may not change once set")]
    }

    private static func claim(_ live: Value, _ object: Value) -> [FieldFault] {
        func fixed(_ value: Value) -> Value {
            var spec = value["spec"] ?? .null
            spec.set(nil, "resources", "requests")
            spec.set(nil, "volumeAttributesClassName")
            if live.at("spec", "volumeName") == nil { spec.set(nil, "volumeName") }
            if live.at("spec", "storageClassName") == nil { spec.set(nil, "storageClassName") }
            return spec
        }
        guard fixed(live) != fixed(object) else { return [] }
        return [
            .forbidden(
                "spec",
                "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"
            )
        ]
    }

    private static func volume(_ live: Value, _ object: Value) -> [FieldFault] {
        let sources = ["csi", "hostPath", "nfs", "local", "azureDisk", "azureFile"]
        guard sources.contains(where: { live.at("spec", $0) != object.at("spec", $0) }) else { return [] }
        return [.forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation")]
    }

    private static func pod(_ live: Value, _ object: Value) -> [FieldFault] {
        func fixed(_ value: Value) -> Value {
            var spec = value["spec"] ?? .null
            for list in ["containers", "initContainers"] { spec.editEach(list) { $0.set(nil, "image") } }
            for field in [
                "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "ephemeralContainers",
                "nodeName",
                "schedulingGates",
            ] {
                spec.set(nil, field)
            }
            return spec
        }
        guard fixed(live) != fixed(object) else { return [] }
        return [
            .forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)")
        ]
    }
}
