internal import MartletModel

extension ClusterSession {
    /// Lets every controller look at what changed, and at what that changes, until nothing does.
    mutating func settle() {
        while !unsettled.isEmpty {
            let batch = unsettled
            unsettled = []
            var seen: Set<SandboxKey> = []
            for key in batch where seen.insert(key).inserted { reconcile(key) }
        }
    }

    private mutating func reconcile(_ key: SandboxKey) {
        let object = transaction[key]?.body
        if let object, object.isTerminating, object.finalizers.contains("foregroundDeletion") {
            advanceForegroundDeletion(of: object, in: key.collection)
        }
        switch key.collection {
        case "core/namespaces": if let object { reconcileNamespace(object) }
        case "core/pods":
            if let object { reconcilePod(object) }
            reconcileAround(pod: object, name: key.name)
        case "core/services":
            if let object { reconcileService(object) }
        case "core/secrets": if object != nil { announceSecret() }
        case "core/nodes": for set in list("apps/daemonsets") { reconcileDaemonSet(set) }
        case "core/persistentvolumeclaims": if let object { reconcileClaim(object) }
        case "core/persistentvolumes": if let object { reconcileVolume(object) }
        case "apps/deployments": if let object { reconcileDeployment(object) }
        case "apps/replicasets":
            if let object { reconcileReplicaSet(object) }
            if let owner = object.flatMap({ ownerDeployment(of: $0) }) { reconcileDeployment(owner) }
        case "apps/statefulsets": if let object { reconcileStatefulSet(object) }
        case "apps/daemonsets": if let object { reconcileDaemonSet(object) }
        case "batch/jobs": if let object { reconcileJob(object) }
        case "policy/poddisruptionbudgets": if let object { reconcileDisruptionBudget(object) }
        case "autoscaling/horizontalpodautoscalers": if let object { reconcileAutoscaler(object) }
        case "apiextensions.k8s.io/customresourcedefinitions": if let object { reconcileDefinition(object) }
        case "apiregistration.k8s.io/apiservices": if let object { reconcileAPIService(object) }
        case "admissionregistration.k8s.io/mutatingwebhookconfigurations",
            "admissionregistration.k8s.io/validatingwebhookconfigurations":
            if let object { injectAuthority(into: object, collection: key.collection) }
        case "cert-manager.io/issuers", "cert-manager.io/clusterissuers":
            if let object { reconcileIssuer(object, collection: key.collection) }
        case "cert-manager.io/certificates": if let object { reconcileCertificate(object) }
        default: break
        }
    }

    private func ownerDeployment(of replicaSet: Value) -> Value? {
        guard let name = replicaSet.controller?["name"]?.stringValue else { return nil }
        return object("apps/deployments", replicaSet.namespace, name)
    }

    /// What a pod belongs to, or belonged to.
    private mutating func reconcileAround(pod: Value?, name: String) {
        let namespace = String(name.prefix { $0 != "/" })
        if let pod, let owner = pod.controller, let known = object(owner: owner, of: pod) {
            unsettled.append(key(known.collection, of: known.value))
        } else if pod == nil {
            // The pod is gone, and with it the name of its owner: everything that may miss it looks.
            for collection in ["apps/replicasets", "apps/statefulsets", "apps/daemonsets", "batch/jobs"] {
                for owner in list(collection, namespace: namespace) { unsettled.append(key(collection, of: owner)) }
            }
        }
        if pod == nil {
            for claim in list("core/persistentvolumeclaims", namespace: namespace) where claim.isTerminating {
                unsettled.append(key("core/persistentvolumeclaims", of: claim))
            }
        }
        for service in list("core/services", namespace: namespace) { reconcileEndpoints(of: service) }
        for budget in list("policy/poddisruptionbudgets", namespace: namespace) { reconcileDisruptionBudget(budget) }
    }

    /// Deletes dependents first, then the owner that waits for them.
    private mutating func advanceForegroundDeletion(of owner: Value, in collection: String) {
        let dependents = dependents(of: owner)
        for (collection, dependent) in dependents where !dependent.isTerminating {
            guard let kind = kind(collection: collection) else { continue }
            remove(dependent, kind: kind, options: .foreground)
        }
        if self.dependents(of: owner).isEmpty { dropFinalizer("foregroundDeletion", of: owner, in: collection) }
    }
}

/// Writing what controllers write.
extension ClusterSession {
    /// Stores `status` when it differs.
    mutating func setStatus(_ status: Value, of object: Value, in collection: String) {
        guard object["status"] != status else { return }
        store(object.setting(status, at: "status"), in: collection)
    }

    /// A new object of a built-in kind, with defaults, owned by `owner`.
    mutating func spawn(_ template: Value, kind: ResourceKind, owner: Value?, ownerKind: ResourceKind?) {
        var object = template
        object.set(.string(kind.apiVersion), "apiVersion")
        object.set(.string(kind.kind), "kind")
        object.set(.string(transaction.newUUID()), "metadata", "uid")
        object.set(.string(now), "metadata", "creationTimestamp")
        if kind.countsGenerations { object.set(1, "metadata", "generation") }
        if let owner, let ownerKind {
            object.set(
                [
                    [
                        "apiVersion": .string(ownerKind.apiVersion), "blockOwnerDeletion": true, "controller": true,
                        "kind": .string(ownerKind.kind), "name": .string(owner.name), "uid": .string(owner.uid),
                    ]
                ], "metadata", "ownerReferences")
        }
        object = ObjectDefaults.fill(kind.schema.filled(object), kind: kind)
        store(object, in: kind.collection)
    }

    /// The conditions of `object` with one set; its time moves only when its status does.
    func conditions(
        of object: Value, setting type: String, _ status: String, _ reason: String, _ message: String,
        extra: Fields = Fields()
    ) -> Value {
        var conditions = object.at("status", "conditions")?.elements ?? []
        let index = conditions.firstIndex { $0["type"]?.stringValue == type }
        let old = index.map { conditions[$0] }
        var new: Fields = [
            "lastTransitionTime": .string(now), "message": .string(message), "reason": .string(reason),
            "status": .string(status), "type": .string(type),
        ]
        for field in extra { new[field.key] = field.value }
        if let old, old["status"]?.stringValue == status {
            new["lastTransitionTime"] = old["lastTransitionTime"]
            if old["reason"]?.stringValue == reason, let update = old["lastUpdateTime"] {
                new["lastUpdateTime"] = update
            }
        }
        if let index { conditions[index] = .object(new) } else { conditions.append(.object(new)) }
        return .tuple(conditions)
    }

    func builtIn(_ kind: String) -> ResourceKind? { KubernetesSchemaTable.builtIn.kind(named: kind) }

    /// Writes an Event about `object`, as `kubectl describe` shows it.
    mutating func report(_ type: String, _ reason: String, _ message: String, about object: Value, by component: String)
    {
        let name = "\(object.name).\(transaction.newText(16, of: "0123456789abcdef"))"
        let namespace = object.namespace ?? "default"
        let event: Value = [
            "apiVersion": "v1", "count": 1, "eventTime": .null, "firstTimestamp": .string(now),
            "involvedObject": .compact([
                "apiVersion": object["apiVersion"], "kind": object["kind"], "name": .string(object.name),
                "namespace": object.namespace.map { .string($0) },
                "resourceVersion": object.at("metadata", "resourceVersion"), "uid": .string(object.uid),
            ]),
            "kind": "Event", "lastTimestamp": .string(now), "message": .string(message),
            "metadata": [
                "creationTimestamp": .string(now), "name": .string(name), "namespace": .string(namespace),
                "uid": .string(transaction.newUUID()),
            ],
            "reason": .string(reason), "reportingComponent": .string(component), "reportingInstance": "",
            "source": ["component": .string(component)], "type": .string(type),
        ]
        store(event, in: "core/events")
    }
}
