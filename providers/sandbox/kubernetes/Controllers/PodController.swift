internal import MartletModel

/// How pods come up: scheduled at once, running and ready two seconds later, gone a second after deletion.
///
/// Fault rules see `start pod IMAGE` on `NAMESPACE/NAME`: an error keeps the image from being pulled, a failed
/// operation crashes the container again and again, a hang leaves the pod pending, a delay makes it slow.
extension ClusterSession {
    private static let startDelay = Duration.seconds(2)
    private static let jobDelay = Duration.seconds(3)

    mutating func reconcilePod(_ pod: Value) {
        if pod.isTerminating { return stopPod(pod) }
        switch pod.at("status", "phase")?.stringValue {
        case nil, "Pending":
            if pod.at("spec", "nodeName") == nil { schedulePod(pod) } else { startPod(pod) }
        case "Running": finishPod(pod)
        default: break
        }
    }

    private mutating func stopPod(_ pod: Value) {
        let grace = pod.at("metadata", "deletionGracePeriodSeconds")?.intValue ?? 0
        let end = pod.at("metadata", "deletionTimestamp")?.stringValue.flatMap(Timestamp.seconds) ?? 0
        let begun = end - grace
        guard pod.finalizers.isEmpty, Int(transaction.now.nanoseconds / 1_000_000_000) > begun || grace == 0 else {
            return
        }
        erase(pod, from: "core/pods")
    }

    // MARK: Scheduling

    private mutating func schedulePod(_ pod: Value) {
        let nodes = list("core/nodes").filter { fits(pod, $0) }
        guard let node = leastLoaded(nodes) else { return reportUnschedulable(pod) }
        guard claimsAreReady(of: pod, on: node) else { return }
        var bound = pod
        bound.set(.string(node.name), "spec", "nodeName")
        bound.set(.string(now), "status", "startTime")
        bound.set(.string(Self.address(of: node)), "status", "hostIP")
        bound.set([["ip": .string(Self.address(of: node))]], "status", "hostIPs")
        bound.set(conditions(of: bound, setting: "PodScheduled", "True", "", ""), "status", "conditions")
        bound.set(containerStatuses(of: pod, waiting: "ContainerCreating"), "status", "containerStatuses")
        let stored = store(bound, in: "core/pods")
        report(
            "Normal", "Scheduled", "Successfully assigned \(pod.namespace ?? "")/\(pod.name) to \(node.name)",
            about: stored,
            by: "default-scheduler")
        wake("core/pods", stored, after: Self.startDelay)
    }

    private func leastLoaded(_ nodes: [Value]) -> Value? {
        guard nodes.count > 1 else { return nodes.first }
        var load: [String: Int] = [:]
        for pod in list("core/pods") { pod.at("spec", "nodeName")?.stringValue.map { load[$0, default: 0] += 1 } }
        return nodes.min { (load[$0.name] ?? 0, $0.name) < (load[$1.name] ?? 0, $1.name) }
    }

    /// Whether selectors, required affinity and taints let `pod` run on `node`.
    func fits(_ pod: Value, _ node: Value) -> Bool {
        if node.at("spec", "unschedulable")?.boolValue == true { return false }
        if let selector = pod.at("spec", "nodeSelector")?.fields, !LabelSelector(labels: selector).matches(node) {
            return false
        }
        let terms = pod.at(
            "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")?
            .elements
        if let terms {
            let matches = terms.contains { term in
                LabelSelector(["matchExpressions": term["matchExpressions"] ?? .tuple([])]).matches(node.labels)
                    && (term["matchFields"]?.elements ?? []).allSatisfy {
                        ($0["values"]?.elements ?? []).contains { $0.stringValue == node.name }
                    }
            }
            guard matches else { return false }
        }
        return (node.at("spec", "taints")?.elements ?? []).allSatisfy { taint in
            taint["effect"]?.stringValue == "PreferNoSchedule" || tolerates(pod, taint)
        }
    }

    private func tolerates(_ pod: Value, _ taint: Value) -> Bool {
        (pod.at("spec", "tolerations")?.elements ?? []).contains { toleration in
            let effect = toleration["effect"]?.stringValue ?? ""
            guard effect.isEmpty || effect == taint["effect"]?.stringValue else { return false }
            let key = toleration["key"]?.stringValue ?? ""
            if toleration["operator"]?.stringValue == "Exists" {
                return key.isEmpty || key == taint["key"]?.stringValue
            }
            return key == taint["key"]?.stringValue
                && (toleration["value"]?.stringValue ?? "") == (taint["value"]?.stringValue ?? "")
        }
    }

    private mutating func reportUnschedulable(_ pod: Value) {
        let count = list("core/nodes").count
        let message =
            "0/\(count) nodes are available: \(count) node(s) didn't match Pod's node affinity/selector or had untolerated taints."
        var waiting = pod
        waiting.set(
            conditions(of: pod, setting: "PodScheduled", "False", "Unschedulable", message), "status", "conditions")
        guard waiting != pod else { return }
        let stored = store(waiting, in: "core/pods")
        report("Warning", "FailedScheduling", message, about: stored, by: "default-scheduler")
    }

    // MARK: Running

    private mutating func startPod(_ pod: Value) {
        let start = pod.at("status", "startTime")?.stringValue.flatMap(Timestamp.seconds) ?? 0
        guard Int(transaction.now.nanoseconds / 1_000_000_000) >= start + 2 else { return }
        let image = pod.at("spec", "containers")?.elements?.first?["image"]?.stringValue ?? ""
        let fault = transaction.strike(
            method: "START", path: "\(pod.namespace ?? "")/\(pod.name)", operation: "start pod \(image)")
        switch fault {
        case .error(_, _, let message): failPull(pod, image: image, message: message)
        case .failOperation(_, let message): crash(pod, message: message)
        case .hang: break
        case .delay(let delay): wake("core/pods", pod, after: delay)
        default: run(pod)
        }
    }

    private mutating func run(_ pod: Value) {
        var running = pod
        running.set("Running", "status", "phase")
        let address = nextPodAddress()
        running.set(.string(address), "status", "podIP")
        running.set([["ip": .string(address)]], "status", "podIPs")
        let state: Value = ["running": ["startedAt": .string(now)]]
        running.set(containerStatuses(of: pod, state: state, isReady: true), "status", "containerStatuses")
        for type in ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"] {
            running.set(conditions(of: running, setting: type, "True", "", ""), "status", "conditions")
        }
        let stored = store(running, in: "core/pods")
        report("Normal", "Started", "Started container", about: stored, by: "kubelet")
        if endsByItself(pod) { wake("core/pods", stored, after: Self.jobDelay) }
    }

    private func endsByItself(_ pod: Value) -> Bool {
        pod.controller?["kind"]?.stringValue == "Job" || pod.at("spec", "restartPolicy")?.stringValue != "Always"
    }

    /// Pods of jobs succeed.
    private mutating func finishPod(_ pod: Value) {
        guard endsByItself(pod) else { return }
        let ready = (pod.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == "Ready" }
        let since = ready?["lastTransitionTime"]?.stringValue.flatMap(Timestamp.seconds) ?? 0
        guard ready?["status"]?.stringValue == "True", Int(transaction.now.nanoseconds / 1_000_000_000) >= since + 3
        else { return }
        var done = pod
        done.set("Succeeded", "status", "phase")
        let state: Value = [
            "terminated": ["exitCode": 0, "finishedAt": .string(now), "reason": "Completed", "startedAt": .string(now)]
        ]
        done.set(containerStatuses(of: pod, state: state, isReady: false), "status", "containerStatuses")
        for type in ["Ready", "ContainersReady"] {
            done.set(conditions(of: done, setting: type, "False", "PodCompleted", ""), "status", "conditions")
        }
        store(done, in: "core/pods")
    }

    // MARK: Failing

    private mutating func failPull(_ pod: Value, image: String, message: String) {
        var failing = pod
        let text = "Back-off pulling image \"\(image)\": \(message)"
        failing.set(
            containerStatuses(of: pod, waiting: "ImagePullBackOff", message: text), "status", "containerStatuses")
        setNotReady(&failing)
        let stored = store(failing, in: "core/pods")
        report("Warning", "Failed", "Failed to pull image \"\(image)\": \(message)", about: stored, by: "kubelet")
    }

    private mutating func crash(_ pod: Value, message: String) {
        guard pod.at("spec", "restartPolicy")?.stringValue != "Never" else { return fail(pod, message: message) }
        var failing = pod
        failing.set("Running", "status", "phase")
        let text = "back-off 5m0s restarting failed container"
        failing.set(
            containerStatuses(of: pod, waiting: "CrashLoopBackOff", message: text, restarts: 5), "status",
            "containerStatuses")
        setNotReady(&failing)
        let stored = store(failing, in: "core/pods")
        report("Warning", "BackOff", "Back-off restarting failed container: \(message)", about: stored, by: "kubelet")
    }

    /// A pod that is not restarted ends where it crashed.
    private mutating func fail(_ pod: Value, message: String) {
        var failed = pod
        failed.set("Failed", "status", "phase")
        let state: Value = [
            "terminated": [
                "exitCode": 1, "finishedAt": .string(now), "message": .string(message), "reason": "Error",
                "startedAt": .string(now),
            ]
        ]
        failed.set(containerStatuses(of: pod, state: state, isReady: false), "status", "containerStatuses")
        setNotReady(&failed)
        store(failed, in: "core/pods")
    }

    private func setNotReady(_ pod: inout Value) {
        for type in ["Ready", "ContainersReady"] {
            pod.set(
                conditions(of: pod, setting: type, "False", "ContainersNotReady", "containers with unready status"),
                "status",
                "conditions")
        }
    }

    // MARK: Pieces

    private func containerStatuses(
        of pod: Value, waiting reason: String, message: String? = nil, restarts: Int = 0
    ) -> Value {
        let state = Value.object([
            "waiting": .compact(["message": message.map { .string($0) }, "reason": .string(reason)])
        ])
        return containerStatuses(of: pod, state: state, isReady: false, restarts: restarts)
    }

    private func containerStatuses(of pod: Value, state: Value, isReady: Bool, restarts: Int = 0) -> Value {
        .tuple(
            (pod.at("spec", "containers")?.elements ?? []).map { container in
                let image = container["image"] ?? ""
                return [
                    "image": image, "imageID": image, "lastState": .object(Fields()), "name": container["name"] ?? "",
                    "ready": .bool(isReady), "restartCount": .int(restarts), "started": .bool(isReady), "state": state,
                ]
            })
    }

    private static func address(of node: Value) -> String {
        (node.at("status", "addresses")?.elements ?? []).first { $0["type"]?.stringValue == "InternalIP" }?["address"]?
            .stringValue ?? ""
    }

    /// Addresses of 10.244.0.0/16 in the order of use.
    private func nextPodAddress() -> String {
        let number = transaction.revision
        return "10.244.\(number / 250 % 250).\(number % 250 + 2)"
    }
}
