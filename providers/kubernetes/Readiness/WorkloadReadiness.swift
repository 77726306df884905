import MartletModel

/// The rules for what makes pods.
enum WorkloadReadiness {
    static let deployment: Readiness.Rule = { facts, children in
        let wanted = facts.spec("replicas", default: 1)
        if facts.object.at("spec", "paused")?.boolValue == true { return .ready }
        if facts.status?["observedGeneration"] == nil { return .progressing("its controller has not seen it yet") }
        if let progress = facts.condition("Progressing"), progress.reason == "ProgressDeadlineExceeded" {
            return .failed(progress.message.isEmpty ? "its progress deadline is exceeded" : progress.message)
        }
        if let failure = facts.condition("ReplicaFailure"), failure.isTrue {
            return explained(failure.explanation, children)
        }
        let missing = firstMissing(
            of: wanted,
            [
                ("updated", facts.count("updatedReplicas")), ("ready", facts.count("readyReplicas")),
                ("available", facts.count("availableReplicas")),
            ]
        )
        if let missing { return explained(missing, children) }
        let extra = facts.count("replicas") - wanted
        return extra > 0 ? .progressing("\(extra) old replicas are still going away") : .ready
    }

    static let statefulSet: Readiness.Rule = { facts, children in
        if facts.object.text("spec", "updateStrategy", "type") == "OnDelete" { return .ready }
        if facts.status?["observedGeneration"] == nil { return .progressing("its controller has not seen it yet") }
        let wanted = facts.spec("replicas", default: 1)
        let missing = firstMissing(
            of: wanted, [("running", facts.count("replicas")), ("ready", facts.count("readyReplicas"))])
        if let missing { return explained(missing, children) }
        if facts.count("replicas") > wanted { return .progressing("extra replicas are still going away") }
        let partition = facts.object.at("spec", "updateStrategy", "rollingUpdate", "partition")?.intValue ?? 0
        guard partition == 0 else {
            let due = max(0, wanted - partition)
            return firstMissing(of: due, [("updated", facts.count("updatedReplicas"))]).map { explained($0, children) }
                ?? .ready
        }
        guard let current = facts.status?.text("currentRevision"), let update = facts.status?.text("updateRevision"),
            current != update
        else { return .ready }
        return explained("\(facts.count("updatedReplicas")) of \(wanted) replicas are updated", children)
    }

    static let daemonSet: Readiness.Rule = { facts, children in
        if facts.object.text("spec", "updateStrategy", "type") == "OnDelete" { return .ready }
        if facts.status?["observedGeneration"] == nil { return .progressing("its controller has not seen it yet") }
        let wanted = facts.count("desiredNumberScheduled")
        let missing = firstMissing(
            of: wanted,
            [
                ("scheduled", facts.count("currentNumberScheduled")),
                ("updated", facts.count("updatedNumberScheduled")),
                ("ready", facts.count("numberReady")), ("available", facts.count("numberAvailable")),
            ]
        )
        return missing.map { explained($0, children) } ?? .ready
    }

    static let replicaSet: Readiness.Rule = { facts, children in
        if let failure = facts.condition("ReplicaFailure"), failure.isTrue {
            return explained(failure.explanation, children)
        }
        let counts = [("ready", facts.count("readyReplicas")), ("available", facts.count("availableReplicas"))]
        return firstMissing(of: facts.spec("replicas", default: 1), counts).map { explained($0, children) } ?? .ready
    }

    static let job: Readiness.Rule = { facts, children in
        if let failed = facts.condition("Failed") ?? facts.condition("FailureTarget"), failed.isTrue {
            return .failed(failed.explanation)
        }
        if facts.condition("Complete")?.isTrue == true || facts.condition("Suspended")?.isTrue == true { return .ready }
        if facts.object.at("spec", "suspend")?.boolValue == true { return .ready }
        let done = facts.count("succeeded")
        let why = "\(done) of \(facts.spec("completions", default: 1)) completions are done"
        // A job makes new pods for failed ones: only its own conditions say that it gave up.
        return explained(why, children, failsWithPods: false)
    }

    private static func firstMissing(of wanted: Int, _ counts: [(word: String, count: Int)]) -> String? {
        counts.first { $0.count < wanted }.map { "\($0.count) of \(wanted) replicas are \($0.word)" }
    }

    /// Not ready, with the first pod's trouble; failed when that trouble does not go away by waiting.
    private static func explained(
        _ why: String, _ children: ObjectChildren, failsWithPods: Bool = true
    ) -> ReadinessStatus {
        var reason: String?
        for pod in children.pods {
            let name = pod.text("metadata", "name") ?? "?"
            // A pod that ended is replaced by another one; one whose container cannot run is not.
            let isFinal = failsWithPods && pod.text("status", "phase") != "Failed"
            switch PodReadiness.status(of: pod) {
            case .failed(let trouble) where isFinal: return .failed("\(why); pod \(name): \(trouble)")
            case .failed(let trouble), .progressing(let trouble): reason = reason ?? "pod \(name): \(trouble)"
            case .ready: break
            }
        }
        let event = children.events.first?.text("message")
        return .progressing([why, reason ?? event].compactMap { $0 }.joined(separator: "; "))
    }
}
