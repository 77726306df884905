internal import MartletModel

/// Stateful sets: one pod after another, each with its claims; updated from the last to the first.
extension ClusterSession {
    mutating func reconcileStatefulSet(_ set: Value) {
        guard !set.isTerminating, let template = set.at("spec", "template") else { return }
        let revision = "\(set.name)-\(Self.hash(of: template))"
        let wanted = set.at("spec", "replicas")?.intValue ?? 1
        let isParallel = set.at("spec", "podManagementPolicy")?.stringValue == "Parallel"
        let byOrdinal = podsByOrdinal(of: set)
        scaleDown(set, byOrdinal, wanted: wanted, isParallel: isParallel)
        for ordinal in 0..<max(0, wanted) {
            guard let pod = byOrdinal[ordinal] else {
                createOrdinal(ordinal, of: set, revision: revision)
                if isParallel { continue }
                break
            }
            if !isParallel, !PodStatus.isReady(pod) || pod.isTerminating { break }
        }
        update(set, revision: revision, wanted: wanted)
        setStatefulSetStatus(set, revision: revision, wanted: wanted)
    }

    private func podsByOrdinal(of set: Value) -> [Int: Value] {
        Dictionary(
            pods(of: set).compactMap { pod in Int(pod.name.dropFirst(set.name.count + 1)).map { ($0, pod) } }
        ) { first, _ in first }
    }

    private mutating func scaleDown(_ set: Value, _ byOrdinal: [Int: Value], wanted: Int, isParallel: Bool) {
        guard let kind = builtIn("Pod") else { return }
        let surplus = byOrdinal.filter { $0.key >= wanted }.sorted { $0.key > $1.key }
        for (_, pod) in surplus where !pod.isTerminating {
            if !isParallel, surplus.contains(where: { $0.value.isTerminating }) { return }
            remove(pod, kind: kind, options: .background)
            if !isParallel { return }
        }
    }

    private mutating func createOrdinal(_ ordinal: Int, of set: Value, revision: String) {
        let name = "\(set.name)-\(ordinal)"
        var volumes: [Value] = []
        for template in set.at("spec", "volumeClaimTemplates")?.elements ?? [] {
            let claim = "\(template.name)-\(name)"
            volumes.append(["name": .string(template.name), "persistentVolumeClaim": ["claimName": .string(claim)]])
            guard object("core/persistentvolumeclaims", set.namespace, claim) == nil,
                let kind = builtIn("PersistentVolumeClaim")
            else { continue }
            var new = template
            new.set(.string(claim), "metadata", "name")
            new.set(.string(set.namespace ?? ""), "metadata", "namespace")
            for label in set.at("spec", "selector", "matchLabels")?.fields ?? Fields() {
                new.fill(label.value, "metadata", "labels", label.key)
            }
            defaultStorageClass(&new)
            spawn(new, kind: kind, owner: nil, ownerKind: nil)
        }
        let service = set.at("spec", "serviceName")
        createPod(of: set, kindName: "StatefulSet", suffix: String(ordinal)) { pod in
            pod.set(.string(name), "metadata", "labels", "statefulset.kubernetes.io/pod-name")
            pod.set(.string(String(ordinal)), "metadata", "labels", "apps.kubernetes.io/pod-index")
            pod.set(.string(revision), "metadata", "labels", "controller-revision-hash")
            pod.set(.string(name), "spec", "hostname")
            if let service { pod.set(service, "spec", "subdomain") }
            if !volumes.isEmpty {
                pod.set(.tuple(volumes + (pod.at("spec", "volumes")?.elements ?? [])), "spec", "volumes")
            }
        }
    }

    /// Replaces the last pod of an old revision, once everything is ready.
    private mutating func update(_ set: Value, revision: String, wanted: Int) {
        guard set.at("spec", "updateStrategy", "type")?.stringValue != "OnDelete", let kind = builtIn("Pod") else {
            return
        }
        let byOrdinal = podsByOrdinal(of: set)
        let partition = set.at("spec", "updateStrategy", "rollingUpdate", "partition")?.intValue ?? 0
        let outdated = byOrdinal.filter { ordinal, pod in
            ordinal >= partition && ordinal < wanted
                && pod.labels["controller-revision-hash"]?.stringValue != revision && !pod.isTerminating
        }
        guard let last = outdated.max(by: { $0.key < $1.key }) else { return }
        let isSettled =
            byOrdinal.count >= wanted
            && byOrdinal.allSatisfy { ordinal, pod in
                !pod.isTerminating && (PodStatus.isReady(pod) || ordinal == last.key)
            }
        if isSettled { remove(last.value, kind: kind, options: .background) }
    }

    private mutating func setStatefulSetStatus(_ set: Value, revision: String, wanted: Int) {
        let pods = pods(of: set).filter { !$0.isTerminating }
        let updated = pods.count { $0.labels["controller-revision-hash"]?.stringValue == revision }
        let ready = pods.count(where: PodStatus.isReady)
        let isComplete = updated == wanted && pods.count == wanted && ready == wanted
        let current =
            isComplete || set.at("status", "currentRevision") == nil
            ? revision : set.at("status", "currentRevision")?.stringValue ?? revision
        var status: Fields = [
            "availableReplicas": .int(ready), "collisionCount": 0, "currentRevision": .string(current),
            "observedGeneration": .int(set.generation), "replicas": .int(pods.count),
            "updateRevision": .string(revision),
        ]
        if ready > 0 { status["readyReplicas"] = .int(ready) }
        if updated > 0 { status["updatedReplicas"] = .int(updated) }
        let old = pods.count { $0.labels["controller-revision-hash"]?.stringValue == current }
        if old > 0 { status["currentReplicas"] = .int(old) }
        setStatus(.object(status), of: set, in: "apps/statefulsets")
    }
}
