internal import MartletModel

/// Reads the status of pods.
enum PodStatus {
    static func isReady(_ pod: Value) -> Bool { CustomResourceDefinition.condition("Ready", of: pod) == "True" }

    /// Neither succeeded, failed nor on its way out.
    static func isActive(_ pod: Value) -> Bool {
        !pod.isTerminating && !["Succeeded", "Failed"].contains(pod.at("status", "phase")?.stringValue ?? "")
    }

    /// Guaranteed, Burstable or BestEffort
    /// (https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/).
    static func qualityClass(of pod: Value) -> String {
        let containers = pod.at("spec", "containers")?.elements ?? []
        let resources = containers.map { $0["resources"] ?? .null }
        if resources.allSatisfy({ ($0["limits"]?.fields?.isEmpty ?? true) && ($0["requests"]?.fields?.isEmpty ?? true) }
        ) {
            return "BestEffort"
        }
        let isGuaranteed = resources.allSatisfy { resource in
            ["cpu", "memory"].allSatisfy { name in
                resource.at("limits", name) != nil && resource.at("limits", name) == resource.at("requests", name)
            }
        }
        return isGuaranteed ? "Guaranteed" : "Burstable"
    }

    /// What `kubectl get pods` shows: the phase, or why a container does not run.
    static func summary(of pod: Value) -> String {
        if pod.isTerminating { return "Terminating" }
        var text = pod.at("status", "reason")?.stringValue ?? pod.at("status", "phase")?.stringValue ?? "Unknown"
        for status in pod.at("status", "containerStatuses")?.elements ?? [] {
            if let reason = status.at("state", "waiting", "reason")?.stringValue { text = reason }
            if let reason = status.at("state", "terminated", "reason")?.stringValue { text = reason }
        }
        return text
    }

    static func restarts(of pod: Value) -> Int {
        (pod.at("status", "containerStatuses")?.elements ?? []).reduce(0) { $0 + ($1["restartCount"]?.intValue ?? 0) }
    }
}
