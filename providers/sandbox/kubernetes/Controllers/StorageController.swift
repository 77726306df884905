internal import MartletModel

/// Claims get volumes: at once, or when a pod wants them.
extension ClusterSession {
    mutating func reconcileClaim(_ claim: Value) {
        if claim.isTerminating { return releaseClaim(claim) }
        if claim.at("status", "phase")?.stringValue == "Bound" { return expand(claim) }
        guard claim.at("spec", "volumeName") == nil else { return bind(claim) }
        let name = claim.at("spec", "storageClassName")?.stringValue ?? ""
        guard let storage = object("storage.k8s.io/storageclasses", nil, name) else { return }
        let waits = storage["volumeBindingMode"]?.stringValue == "WaitForFirstConsumer"
        guard !waits || isWanted(claim) else { return }
        provision(claim, storage)
    }

    mutating func reconcileVolume(_ volume: Value) {
        guard !volume.isTerminating else { return }
        for claim in list("core/persistentvolumeclaims")
        where claim.at("spec", "volumeName")?.stringValue == volume.name {
            unsettled.append(key("core/persistentvolumeclaims", of: claim))
        }
    }

    /// Whether the claims of a pod are bound; those that wait for a consumer get their volumes now.
    mutating func claimsAreReady(of pod: Value, on node: Value) -> Bool {
        var areReady = true
        for volume in pod.at("spec", "volumes")?.elements ?? [] {
            guard let name = volume.at("persistentVolumeClaim", "claimName")?.stringValue else { continue }
            guard let claim = object("core/persistentvolumeclaims", pod.namespace, name) else {
                areReady = false
                continue
            }
            if claim.at("status", "phase")?.stringValue != "Bound" {
                reconcileClaim(claim)
                let bound = object("core/persistentvolumeclaims", pod.namespace, name)
                areReady = areReady && bound?.at("status", "phase")?.stringValue == "Bound"
            }
        }
        return areReady
    }

    func defaultStorageClass(_ claim: inout Value) {
        guard claim.at("spec", "storageClassName") == nil else { return }
        let standard = list("storage.k8s.io/storageclasses").first {
            $0.annotations["storageclass.kubernetes.io/is-default-class"]?.stringValue == "true"
        }
        if let standard { claim.set(.string(standard.name), "spec", "storageClassName") }
    }

    private func isWanted(_ claim: Value) -> Bool {
        list("core/pods", namespace: claim.namespace).contains { pod in
            (pod.at("spec", "volumes")?.elements ?? []).contains {
                $0.at("persistentVolumeClaim", "claimName")?.stringValue == claim.name
            }
        }
    }

    private mutating func provision(_ claim: Value, _ storage: Value) {
        guard let kind = builtIn("PersistentVolume") else { return }
        let name = "pvc-\(claim.uid)"
        let size = claim.at("spec", "resources", "requests", "storage") ?? "1Gi"
        spawn(
            [
                "metadata": [
                    "annotations": ["pv.kubernetes.io/provisioned-by": storage["provisioner"] ?? ""],
                    "finalizers": ["kubernetes.io/pv-protection"], "name": .string(name),
                ],
                "spec": [
                    "accessModes": claim.at("spec", "accessModes") ?? ["ReadWriteOnce"], "capacity": ["storage": size],
                    "claimRef": [
                        "apiVersion": "v1", "kind": "PersistentVolumeClaim", "name": .string(claim.name),
                        "namespace": .string(claim.namespace ?? ""), "uid": .string(claim.uid),
                    ],
                    "csi": ["driver": storage["provisioner"] ?? "", "volumeHandle": .string("/sandbox/disks/\(name)")],
                    "persistentVolumeReclaimPolicy": storage["reclaimPolicy"] ?? "Delete",
                    "storageClassName": .string(storage.name),
                    "volumeMode": claim.at("spec", "volumeMode") ?? "Filesystem",
                ],
                "status": ["phase": "Bound"],
            ], kind: kind, owner: nil, ownerKind: nil)
        var bound = claim
        bound.set(.string(name), "spec", "volumeName")
        bound.set("yes", "metadata", "annotations", "pv.kubernetes.io/bind-completed")
        bound.set(
            [
                "accessModes": claim.at("spec", "accessModes") ?? .tuple([]), "capacity": ["storage": size],
                "phase": "Bound",
            ],
            "status")
        store(bound, in: "core/persistentvolumeclaims")
        for pod in list("core/pods", namespace: claim.namespace) where pod.at("spec", "nodeName") == nil {
            unsettled.append(key("core/pods", of: pod))
        }
    }

    /// Binds a claim to the volume that it names.
    private mutating func bind(_ claim: Value) {
        guard let name = claim.at("spec", "volumeName")?.stringValue,
            var volume = object("core/persistentvolumes", nil, name)
        else { return }
        if let owner = volume.at("spec", "claimRef", "uid")?.stringValue, owner != claim.uid { return }
        volume.set(
            [
                "apiVersion": "v1", "kind": "PersistentVolumeClaim", "name": .string(claim.name),
                "namespace": .string(claim.namespace ?? ""), "uid": .string(claim.uid),
            ], "spec", "claimRef")
        volume.set("Bound", "status", "phase")
        store(volume, in: "core/persistentvolumes")
        let status = Value.compact([
            "accessModes": volume.at("spec", "accessModes"), "capacity": volume.at("spec", "capacity"),
            "phase": "Bound",
        ])
        setStatus(status, of: claim, in: "core/persistentvolumeclaims")
    }

    /// Grows the volume of a claim that asks for more.
    private mutating func expand(_ claim: Value) {
        guard let wanted = claim.at("spec", "resources", "requests", "storage"),
            wanted != claim.at("status", "capacity", "storage"),
            let name = claim.at("spec", "volumeName")?.stringValue,
            let volume = object("core/persistentvolumes", nil, name)
        else { return }
        store(volume.setting(wanted, at: "spec", "capacity", "storage"), in: "core/persistentvolumes")
        store(claim.setting(wanted, at: "status", "capacity", "storage"), in: "core/persistentvolumeclaims")
    }

    /// Lets a claim go that no pod uses, and its volume with it when that is the policy.
    private mutating func releaseClaim(_ claim: Value) {
        let isUsed = list("core/pods", namespace: claim.namespace).contains { pod in
            PodStatus.isActive(pod)
                && (pod.at("spec", "volumes")?.elements ?? []).contains {
                    $0.at("persistentVolumeClaim", "claimName")?.stringValue == claim.name
                }
        }
        guard !isUsed else { return }
        if let name = claim.at("spec", "volumeName")?.stringValue,
            let volume = object("core/persistentvolumes", nil, name)
        {
            if volume.at("spec", "persistentVolumeReclaimPolicy")?.stringValue == "Delete" {
                erase(volume, from: "core/persistentvolumes")
            } else {
                store(volume.setting("Released", at: "status", "phase"), in: "core/persistentvolumes")
            }
        }
        dropFinalizer("kubernetes.io/pvc-protection", of: claim, in: "core/persistentvolumeclaims")
    }
}
