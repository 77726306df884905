/// Fields that the API server refuses to change in place, by kind.
///
/// The server's own answer in a dry run has the last word; this table is what is known without asking (Kubernetes 1.36,
/// each tried against a real server).
package enum ImmutableFields {
    /// Whether a change at `path` (names of fields, `[]` for elements) of an object of `kind` forces a replacement.
    ///
    /// - Parameter isFrozen: Whether the live ConfigMap or Secret says `immutable: true`.
    package static func contains(_ path: [String], of kind: GroupKind, isFrozen: Bool) -> Bool {
        if isFrozen, kind == .configMap || kind == .secret {
            return ["data", "binaryData", "immutable"].contains(path.first ?? "")
        }
        guard let rule = rules[kind] else { return false }
        let covers = { (prefix: String) in path.starts(with: prefix.split(separator: ".").map(String.init)) }
        return rule.immutable.contains(where: covers) && !rule.except.contains(where: covers)
    }

    private struct Rule {
        var immutable: [String]
        var except: [String] = []
    }

    private static let rules: [GroupKind: Rule] = [
        .deployment: Rule(immutable: ["spec.selector"]),
        .daemonSet: Rule(immutable: ["spec.selector"]),
        .replicaSet: Rule(immutable: ["spec.selector"]),
        .statefulSet: Rule(
            immutable: ["spec"],
            except: [
                "spec.replicas", "spec.ordinals", "spec.template", "spec.updateStrategy", "spec.revisionHistoryLimit",
                "spec.persistentVolumeClaimRetentionPolicy", "spec.minReadySeconds",
            ]
        ),
        .job: Rule(immutable: ["spec.template", "spec.selector", "spec.completions", "spec.completionMode"]),
        .service: Rule(immutable: ["spec.clusterIP", "spec.clusterIPs"]),
        .volumeClaim: Rule(
            immutable: ["spec"], except: ["spec.resources.requests", "spec.volumeAttributesClassName"]
        ),
        .volume: Rule(
            immutable: ["spec"],
            except: [
                "spec.capacity", "spec.accessModes", "spec.persistentVolumeReclaimPolicy", "spec.mountOptions",
                "spec.storageClassName", "spec.claimRef", "spec.volumeAttributesClassName", "spec.nodeAffinity",
            ]
        ),
        .roleBinding: Rule(immutable: ["roleRef"]),
        .clusterRoleBinding: Rule(immutable: ["roleRef"]),
        .priorityClass: Rule(immutable: ["value", "preemptionPolicy"]),
        .secret: Rule(immutable: ["type"]),
        .storageClass: Rule(immutable: ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"]),
        .ingressClass: Rule(immutable: ["spec.controller"]),
        .runtimeClass: Rule(immutable: ["handler"]),
        .definition: Rule(immutable: ["spec.scope", "spec.group", "spec.names.plural", "spec.names.kind"]),
        GroupKind("storage.k8s.io", "CSIDriver"): Rule(
            immutable: ["spec"],
            except: [
                "spec.podInfoOnMount", "spec.requiresRepublish", "spec.storageCapacity", "spec.tokenRequests",
                "spec.seLinuxMount", "spec.fsGroupPolicy",
            ]
        ),
        .pod: Rule(
            immutable: ["spec"],
            except: [
                "spec.containers.[].image", "spec.initContainers.[].image", "spec.activeDeadlineSeconds",
                "spec.tolerations", "spec.terminationGracePeriodSeconds",
            ]
        ),
    ]

    /// Why replacing or deleting an object of `kind` loses data, as a clause; nil when it does not.
    package static func dataLoss(of kind: GroupKind) -> String? {
        switch kind {
        case .definition: "every object of the kind that it defines is deleted with it, in all namespaces"
        case .volumeClaim: "its volume may be deleted with it"
        case .volume: "its data may become unreachable"
        default: nil
        }
    }
}
