internal import MartletModel

/// Daemon sets: a pod on each node that it fits.
extension ClusterSession {
    mutating func reconcileDaemonSet(_ set: Value) {
        guard !set.isTerminating, let template = set.at("spec", "template"), let kind = builtIn("Pod") else { return }
        let hash = Self.hash(of: template)
        var blueprint: Value = ["metadata": template["metadata"] ?? .null, "spec": template["spec"] ?? .null]
        Self.tolerateTroubles(&blueprint)
        let nodes = list("core/nodes").filter { fits(blueprint, $0) }
        var byNode: [String: Value] = [:]
        for pod in pods(of: set) where !pod.isTerminating { byNode[Self.assignedNode(of: pod)] = pod }
        for node in nodes where byNode[node.name] == nil {
            createPod(of: set, kindName: "DaemonSet", suffix: nil) { pod in
                Self.tolerateTroubles(&pod)
                Self.assign(node.name, to: &pod)
                pod.set(.string(hash), "metadata", "labels", "controller-revision-hash")
            }
        }
        let names = Set(nodes.map(\.name))
        for (node, pod) in byNode where !names.contains(node) { remove(pod, kind: kind, options: .background) }
        replaceOutdated(set, hash: hash, kind: kind)
        setDaemonSetStatus(set, hash: hash, wanted: nodes.count)
    }

    /// One pod at a time.
    private mutating func replaceOutdated(_ set: Value, hash: String, kind: ResourceKind) {
        guard set.at("spec", "updateStrategy", "type")?.stringValue != "OnDelete" else { return }
        let pods = pods(of: set)
        let outdated = pods.first { !$0.isTerminating && $0.labels["controller-revision-hash"]?.stringValue != hash }
        guard let outdated, pods.allSatisfy({ !$0.isTerminating && PodStatus.isReady($0) }) else { return }
        remove(outdated, kind: kind, options: .background)
    }

    private static func tolerateTroubles(_ pod: inout Value) {
        let own = pod.at("spec", "tolerations")?.elements ?? []
        let added = ["not-ready", "unreachable", "disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"]
            .map {
                condition -> Value in
                ["key": .string("node.kubernetes.io/\(condition)"), "operator": "Exists"]
            }
        pod.set(.tuple(own + added), "spec", "tolerations")
    }

    private static func assign(_ node: String, to pod: inout Value) {
        let term: Value = [
            "matchFields": [["key": "metadata.name", "operator": "In", "values": [.string(node)]]]
        ]
        pod.set(
            ["nodeSelectorTerms": [term]], "spec", "affinity", "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution")
    }

    private static func assignedNode(of pod: Value) -> String {
        let terms = pod.at(
            "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
        return terms?.elements?.first?["matchFields"]?.elements?.first?["values"]?.elements?.first?.stringValue ?? ""
    }

    private mutating func setDaemonSetStatus(_ set: Value, hash: String, wanted: Int) {
        let pods = pods(of: set).filter { !$0.isTerminating }
        let ready = pods.count(where: PodStatus.isReady)
        let updated = pods.count { $0.labels["controller-revision-hash"]?.stringValue == hash }
        var status: Fields = [
            "currentNumberScheduled": .int(pods.count), "desiredNumberScheduled": .int(wanted), "numberMisscheduled": 0,
            "numberReady": .int(ready), "observedGeneration": .int(set.generation),
        ]
        if ready > 0 { status["numberAvailable"] = .int(ready) }
        if wanted > ready { status["numberUnavailable"] = .int(wanted - ready) }
        if updated > 0 { status["updatedNumberScheduled"] = .int(updated) }
        setStatus(.object(status), of: set, in: "apps/daemonsets")
    }
}
