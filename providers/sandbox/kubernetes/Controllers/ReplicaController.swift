internal import MartletModel

/// Deployments make replica sets, replica sets make pods.
extension ClusterSession {
    mutating func reconcileDeployment(_ deployment: Value) {
        guard !deployment.isTerminating, let template = deployment.at("spec", "template") else { return }
        let hash = Self.hash(of: template)
        let sets = list("apps/replicasets", namespace: deployment.namespace).filter {
            $0.controller?["uid"]?.stringValue == deployment.uid
        }
        let wanted = deployment.at("spec", "replicas")?.intValue ?? 1
        let current = sets.first { $0.labels["pod-template-hash"]?.stringValue == hash }
        if let current {
            roll(deployment, current: current, old: sets.filter { $0.uid != current.uid }, wanted: wanted)
        } else if deployment.at("spec", "paused")?.boolValue != true || sets.isEmpty {
            createReplicaSet(of: deployment, hash: hash, replicas: wanted, revision: sets.count + 1)
            wake("apps/deployments", deployment, after: .seconds(Self.progressDeadline(of: deployment)))
        }
        setDeploymentStatus(deployment, hash: hash, wanted: wanted)
    }

    private mutating func createReplicaSet(of deployment: Value, hash: String, replicas: Int, revision: Int) {
        guard let kind = builtIn("ReplicaSet"), let owner = builtIn("Deployment") else { return }
        var template = deployment.at("spec", "template") ?? .null
        template.set(.string(hash), "metadata", "labels", "pod-template-hash")
        var selector = deployment.at("spec", "selector") ?? .null
        selector.set(.string(hash), "matchLabels", "pod-template-hash")
        let set: Value = [
            "metadata": [
                "annotations": ["deployment.kubernetes.io/revision": .string(String(revision))],
                "labels": .object(template.labels), "name": .string("\(deployment.name)-\(hash)"),
                "namespace": .string(deployment.namespace ?? ""),
            ],
            "spec": ["replicas": .int(replicas), "selector": selector, "template": template],
        ]
        spawn(set, kind: kind, owner: deployment, ownerKind: owner)
    }

    /// New pods first; old ones go when the new set is ready, or at once when the strategy says so.
    private mutating func roll(_ deployment: Value, current: Value, old: [Value], wanted: Int) {
        if current.at("spec", "replicas")?.intValue != wanted {
            store(current.setting(.int(wanted), at: "spec", "replicas"), in: "apps/replicasets")
        }
        let isRecreate = deployment.at("spec", "strategy", "type")?.stringValue == "Recreate"
        let ready = current.at("status", "readyReplicas")?.intValue ?? 0
        guard isRecreate || ready >= wanted else { return }
        for set in old where set.at("spec", "replicas")?.intValue != 0 {
            store(set.setting(0, at: "spec", "replicas"), in: "apps/replicasets")
        }
    }

    private mutating func setDeploymentStatus(_ deployment: Value, hash: String, wanted: Int) {
        let sets = list("apps/replicasets", namespace: deployment.namespace).filter {
            $0.controller?["uid"]?.stringValue == deployment.uid
        }
        func sum(_ field: String, _ sets: [Value]) -> Int {
            sets.reduce(0) { $0 + ($1.at("status", field)?.intValue ?? 0) }
        }
        let new = sets.filter { $0.labels["pod-template-hash"]?.stringValue == hash }
        let total = sum("replicas", sets)
        let ready = sum("readyReplicas", sets)
        let updated = sum("replicas", new)
        let isComplete = updated == wanted && total == wanted && sum("readyReplicas", new) == wanted
        let isAvailable =
            ready >= wanted
            - Self.share(deployment.at("spec", "strategy", "rollingUpdate", "maxUnavailable"), of: wanted)
        var status: Fields = ["observedGeneration": .int(deployment.generation)]
        for (field, count) in [
            ("replicas", total), ("updatedReplicas", updated), ("readyReplicas", ready), ("availableReplicas", ready),
            ("unavailableReplicas", max(0, wanted - ready)),
        ] where count > 0 {
            status[field] = .int(count)
        }
        var object = deployment
        let setName = new.first?.name ?? "\(deployment.name)-\(hash)"
        object.set(
            conditions(
                of: object, setting: "Available", isAvailable ? "True" : "False",
                isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                isAvailable
                    ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
                extra: ["lastUpdateTime": .string(now)]), "status", "conditions")
        let progress = progress(of: deployment, newest: new.first, named: setName, isComplete: isComplete)
        object.set(
            conditions(
                of: object, setting: "Progressing", progress.status, progress.reason, progress.message,
                extra: ["lastUpdateTime": .string(now)]), "status", "conditions")
        status["conditions"] = object.at("status", "conditions")
        var result = deployment
        let revision = new.first?.annotations["deployment.kubernetes.io/revision"]
        if let revision { result.set(revision, "metadata", "annotations", "deployment.kubernetes.io/revision") }
        result.set(.object(status), "status")
        store(result, in: "apps/deployments")
        if isAvailable, CustomResourceDefinition.condition("Available", of: deployment) != "True" {
            announceCertManager(result)
        }
    }

    private static func progressDeadline(of deployment: Value) -> Int {
        deployment.at("spec", "progressDeadlineSeconds")?.intValue ?? 600
    }

    /// The condition `Progressing`: false once the newest replica set has had its time.
    private func progress(
        of deployment: Value, newest: Value?, named name: String, isComplete: Bool
    ) -> (status: String, reason: String, message: String) {
        if isComplete {
            return ("True", "NewReplicaSetAvailable", "ReplicaSet \"\(name)\" has successfully progressed.")
        }
        let seconds = Int(transaction.now.nanoseconds / 1_000_000_000)
        let made = newest?.at("metadata", "creationTimestamp")?.stringValue.flatMap(Timestamp.seconds) ?? seconds
        let last = (deployment.at("status", "conditions")?.elements ?? []).first {
            $0["type"]?.stringValue == "Progressing"
        }
        // A set that was complete once and is being scaled gets its time again.
        let begun =
            switch last?["reason"]?.stringValue {
            case "NewReplicaSetAvailable": seconds
            case "ReplicaSetUpdated": max(made, last?["lastUpdateTime"]?.stringValue.flatMap(Timestamp.seconds) ?? made)
            default: made
            }
        guard seconds >= begun + Self.progressDeadline(of: deployment) else {
            return ("True", "ReplicaSetUpdated", "ReplicaSet \"\(name)\" is progressing.")
        }
        return ("False", "ProgressDeadlineExceeded", "ReplicaSet \"\(name)\" has timed out progressing.")
    }

    mutating func reconcileReplicaSet(_ set: Value) {
        guard !set.isTerminating else { return }
        let wanted = set.at("spec", "replicas")?.intValue ?? 1
        let pods = pods(of: set)
        let active = pods.filter(PodStatus.isActive)
        if active.count < wanted {
            for _ in active.count..<wanted { createPod(of: set, kindName: "ReplicaSet", suffix: nil) }
        } else if active.count > wanted, let kind = builtIn("Pod") {
            // The youngest and those not ready go first.
            let order = active.sorted { left, right in
                (
                    PodStatus.isReady(left) ? 1 : 0, left.at("metadata", "creationTimestamp")?.stringValue ?? "",
                    left.name
                )
                    < (
                        PodStatus.isReady(right) ? 1 : 0, right.at("metadata", "creationTimestamp")?.stringValue ?? "",
                        right.name
                    )
            }
            for pod in order.prefix(active.count - wanted) { remove(pod, kind: kind, options: .background) }
        }
        let current = self.pods(of: set).filter(PodStatus.isActive)
        let ready = current.count(where: PodStatus.isReady)
        var status: Fields = ["observedGeneration": .int(set.generation), "replicas": .int(current.count)]
        if !current.isEmpty { status["fullyLabeledReplicas"] = .int(current.count) }
        if ready > 0 {
            status["readyReplicas"] = .int(ready)
            status["availableReplicas"] = .int(ready)
        }
        setStatus(.object(status), of: set, in: "apps/replicasets")
    }

    // MARK: Shared by everything that makes pods

    /// The pods that `owner` controls.
    func pods(of owner: Value) -> [Value] {
        list("core/pods", namespace: owner.namespace).filter { $0.controller?["uid"]?.stringValue == owner.uid }
    }

    /// A new pod from the template of `owner`; with no suffix its name ends in random letters.
    mutating func createPod(
        of owner: Value, kindName: String, suffix: String?, change: (inout Value) -> Void = { _ in }
    ) {
        guard let kind = builtIn("Pod"), let ownerKind = builtIn(kindName),
            let template = owner.at("spec", "template")
        else { return }
        let ending = suffix ?? transaction.newText(5, of: Self.nameAlphabet)
        var pod: Value = ["metadata": template["metadata"] ?? .object(Fields()), "spec": template["spec"] ?? .null]
        pod.set(.string("\(owner.name)-\(ending)"), "metadata", "name")
        pod.set(.string(owner.namespace ?? ""), "metadata", "namespace")
        pod.set("Pending", "status", "phase")
        pod.set(.string(PodStatus.qualityClass(of: pod)), "status", "qosClass")
        pod.fill("default", "spec", "serviceAccountName")
        pod.fill(true, "spec", "enableServiceLinks")
        change(&pod)
        spawn(pod, kind: kind, owner: owner, ownerKind: ownerKind)
    }

    /// Ten letters that name a template.
    static func hash(of template: Value) -> String {
        let letters = Array(nameAlphabet.utf8)
        let digest = Digest(of: KubernetesJSON.bytes(template)).hex.utf8.prefix(10)
        return String(decoding: digest.map { letters[Int($0) % letters.count] }, as: UTF8.self)
    }

    /// `25%` or `1` of `total`.
    static func share(_ value: Value?, of total: Int) -> Int {
        if let number = value?.intValue { return number }
        guard let text = value?.stringValue, text.hasSuffix("%"), let percent = Int(text.dropLast()) else { return 0 }
        return total * percent / 100
    }
}
