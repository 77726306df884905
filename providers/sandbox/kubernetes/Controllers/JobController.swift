internal import MartletModel

/// Jobs: pods until enough of them have succeeded.
extension ClusterSession {
    mutating func reconcileJob(_ job: Value) {
        guard !job.isTerminating else { return }
        if CustomResourceDefinition.condition("Complete", of: job) == "True"
            || CustomResourceDefinition.condition("Failed", of: job) == "True"
        {
            return expire(job)
        }
        guard job.at("spec", "suspend")?.boolValue != true else { return suspend(job) }
        let completions = job.at("spec", "completions")?.intValue ?? 1
        let pods = pods(of: job)
        let succeeded = pods.count { $0.at("status", "phase")?.stringValue == "Succeeded" }
        let active = pods.filter(PodStatus.isActive)
        let failed = pods.count { $0.at("status", "phase")?.stringValue == "Failed" }
        guard failed <= job.at("spec", "backoffLimit")?.intValue ?? 6 else { return fail(job, failed: failed) }
        let parallelism = min(job.at("spec", "parallelism")?.intValue ?? 1, completions - succeeded)
        if active.count < parallelism {
            for _ in active.count..<parallelism { createPod(of: job, kindName: "Job", suffix: nil) }
        }
        setJobStatus(job, succeeded: succeeded, completions: completions)
    }

    private mutating func setJobStatus(_ job: Value, succeeded: Int, completions: Int) {
        let pods = pods(of: job)
        let active = pods.filter(PodStatus.isActive)
        let failed = pods.count { $0.at("status", "phase")?.stringValue == "Failed" }
        var object = job
        object.set(failed > 0 ? .int(failed) : nil, "status", "failed")
        object.fill(.string(now), "status", "startTime")
        let ready = active.count(where: PodStatus.isReady)
        object.set(active.isEmpty ? nil : .int(active.count), "status", "active")
        object.set(.int(ready), "status", "ready")
        object.set(0, "status", "terminating")
        object.set(succeeded > 0 ? .int(succeeded) : nil, "status", "succeeded")
        object.set(.object(Fields()), "status", "uncountedTerminatedPods")
        if succeeded >= completions {
            object.set(.string(now), "status", "completionTime")
            for type in ["SuccessCriteriaMet", "Complete"] {
                object.set(
                    conditions(
                        of: object, setting: type, "True", "CompletionsReached",
                        "Reached expected number of succeeded pods", extra: ["lastProbeTime": .string(now)]), "status",
                    "conditions")
            }
        }
        setStatus(object["status"] ?? .null, of: job, in: "batch/jobs")
    }

    /// Too many pods have failed: the job is given up, and its running pods with it.
    private mutating func fail(_ job: Value, failed: Int) {
        var object = job
        object.set(.int(failed), "status", "failed")
        object.set(nil, "status", "active")
        for type in ["FailureTarget", "Failed"] {
            object.set(
                conditions(
                    of: object, setting: type, "True", "BackoffLimitExceeded",
                    "Job has reached the specified backoff limit", extra: ["lastProbeTime": .string(now)]), "status",
                "conditions")
        }
        setStatus(object["status"] ?? .null, of: job, in: "batch/jobs")
        guard let kind = builtIn("Pod") else { return }
        for pod in pods(of: job) where PodStatus.isActive(pod) { remove(pod, kind: kind, options: .background) }
    }

    private mutating func suspend(_ job: Value) {
        var object = job
        object.set(
            conditions(
                of: job, setting: "Suspended", "True", "JobSuspended", "Job suspended",
                extra: ["lastProbeTime": job.at("metadata", "creationTimestamp") ?? .string(now)]), "status",
            "conditions")
        setStatus(object["status"] ?? .null, of: job, in: "batch/jobs")
    }

    /// Deletes a finished job whose time to live is over.
    private mutating func expire(_ job: Value) {
        guard let lifetime = job.at("spec", "ttlSecondsAfterFinished")?.intValue, let kind = builtIn("Job") else {
            return
        }
        let end = job.at("status", "completionTime")?.stringValue.flatMap(Timestamp.seconds) ?? 0
        let rest = end + lifetime - Int(transaction.now.nanoseconds / 1_000_000_000)
        if rest <= 0 {
            remove(job, kind: kind, options: .background)
        } else {
            wake("batch/jobs", job, after: .seconds(rest))
        }
    }
}
