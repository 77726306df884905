internal import MartletModel

/// Disruption budgets and autoscalers: status only.
extension ClusterSession {
    mutating func reconcileDisruptionBudget(_ budget: Value) {
        guard !budget.isTerminating, let selector = budget.at("spec", "selector") else { return }
        let matcher = LabelSelector(selector)
        let pods = list("core/pods", namespace: budget.namespace).filter {
            matcher.matches($0) && PodStatus.isActive($0)
        }
        let healthy = pods.count(where: PodStatus.isReady)
        let desired: Int
        if let minimum = budget.at("spec", "minAvailable") {
            desired = Self.share(minimum, of: pods.count)
        } else {
            desired = max(0, pods.count - Self.share(budget.at("spec", "maxUnavailable"), of: pods.count))
        }
        let allowed = max(0, healthy - desired)
        var object = budget
        object.set(.int(healthy), "status", "currentHealthy")
        object.set(.int(desired), "status", "desiredHealthy")
        object.set(.int(allowed), "status", "disruptionsAllowed")
        object.set(.int(pods.count), "status", "expectedPods")
        object.set(.int(budget.generation), "status", "observedGeneration")
        object.set(
            conditions(
                of: object, setting: "DisruptionAllowed", allowed > 0 ? "True" : "False",
                allowed > 0 ? "SufficientPods" : "InsufficientPods", "",
                extra: ["observedGeneration": .int(budget.generation)]), "status", "conditions")
        setStatus(object["status"] ?? .null, of: budget, in: "policy/poddisruptionbudgets")
    }

    mutating func reconcileAutoscaler(_ autoscaler: Value) {
        guard !autoscaler.isTerminating else { return }
        let target = autoscaler.at("spec", "scaleTargetRef")
        let plural = "\((target?["kind"]?.stringValue ?? "").lowercased())s"
        let found = object("apps/\(plural)", autoscaler.namespace, target?["name"]?.stringValue ?? "")
        let replicas = found?.at("status", "replicas")?.intValue ?? 0
        var object = autoscaler
        object.set(.int(replicas), "status", "currentReplicas")
        object.set(.int(replicas), "status", "desiredReplicas")
        object.set(
            conditions(
                of: object, setting: "AbleToScale", found == nil ? "False" : "True",
                found == nil ? "FailedGetScale" : "SucceededGetScale",
                found == nil
                    ? "the target was not found" : "the HPA controller was able to get the target's current scale"),
            "status", "conditions")
        object.set(
            conditions(
                of: object, setting: "ScalingActive", "False", "FailedGetResourceMetric",
                "the sandbox measures no load, so it never scales"), "status", "conditions")
        setStatus(object["status"] ?? .null, of: autoscaler, in: "autoscaling/horizontalpodautoscalers")
    }
}
