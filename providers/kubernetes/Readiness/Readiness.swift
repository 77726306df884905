package import MartletModel

/// Tells, for every kind of object, whether it does its work yet. Pure.
///
/// The rules begin as kstatus does (`sigs.k8s.io/cli-utils/pkg/kstatus`) and then go by kind.
package enum Readiness {
    /// By the rules of the object's kind.
    package static func status(of object: Value, children: ObjectChildren = ObjectChildren()) -> ReadinessStatus {
        let facts = ObjectStatus(object: object)
        if facts.isBeingDeleted { return .progressing("it is being deleted") }
        if facts.isStale { return .progressing("its controller has not seen the last change yet") }
        if let condition = facts.condition("Stalled"), condition.isTrue { return .failed(condition.explanation) }
        if let condition = facts.condition("Reconciling"), condition.isTrue {
            return .progressing(condition.explanation)
        }
        guard let kind = facts.kind, let rule = rules[kind] else { return ofUnknownKind(facts) }
        return rule(facts, children)
    }

    /// By what `wait:` says.
    package static func status(
        of object: Value, children: ObjectChildren = ObjectChildren(), waitingFor rule: WaitRule
    ) -> ReadinessStatus {
        switch rule {
        case .created: return .ready
        case .ready: return status(of: object, children: children)
        case .address:
            return hasAddress(object) ? .ready : .progressing("it has no address yet")
        case .condition(let type, let wanted):
            guard let condition = ObjectStatus(object: object).condition(type) else {
                return .progressing("the condition \(type) is not there yet")
            }
            if condition.status == wanted { return .ready }
            return .progressing("the condition \(type) is \(condition.status) (\(condition.explanation))")
        }
    }

    /// Whether an object of `kind` can be anything but ready, so that it is worth looking twice.
    package static func isAwaited(_ kind: GroupKind) -> Bool { rules[kind] != nil || !kind.isBuiltIn }

    typealias Rule = @Sendable (ObjectStatus, ObjectChildren) -> ReadinessStatus

    private static let rules: [GroupKind: Rule] = [
        .deployment: WorkloadReadiness.deployment,
        .statefulSet: WorkloadReadiness.statefulSet,
        .daemonSet: WorkloadReadiness.daemonSet,
        .replicaSet: WorkloadReadiness.replicaSet,
        .job: WorkloadReadiness.job,
        .pod: { facts, _ in PodReadiness.status(of: facts.object) },
        .service: service,
        .volumeClaim: volumeClaim,
        .volume: { facts, _ in phase(facts, among: ["Available", "Bound"], failing: ["Failed"]) },
        .namespace: { facts, _ in phase(facts, among: ["Active"], failing: []) },
        .definition: definition,
        .apiService: { facts, _ in condition("Available", of: facts) },
        .mutatingWebhook: webhooks,
        .validatingWebhook: webhooks,
        .secret: secret,
        GroupKind("", "ResourceQuota"): { facts, _ in
            facts.status?["hard"] == nil ? .progressing("the quota is not counted yet") : .ready
        },
        GroupKind("cert-manager.io", "Certificate"): certificate,
        GroupKind("cert-manager.io", "Issuer"): { facts, _ in condition("Ready", of: facts) },
        GroupKind("cert-manager.io", "ClusterIssuer"): { facts, _ in condition("Ready", of: facts) },
        GroupKind("gateway.networking.k8s.io", "Gateway"): { facts, _ in condition("Programmed", of: facts) },
    ]

    /// A custom resource without rules of its own: its `Ready` or `Available` condition when it has one.
    private static func ofUnknownKind(_ facts: ObjectStatus) -> ReadinessStatus {
        for type in ["Ready", "Available"] where facts.condition(type) != nil { return condition(type, of: facts) }
        return .ready
    }

    private static func condition(_ type: String, of facts: ObjectStatus) -> ReadinessStatus {
        guard let condition = facts.condition(type) else {
            return .progressing("the condition \(type) is not there yet")
        }
        let generation = facts.object.at("metadata", "generation")?.intValue
        if let observed = condition.observedGeneration, let generation, observed < generation {
            return .progressing("its controller has not seen the last change yet")
        }
        return condition.isTrue ? .ready : .progressing("\(type) is \(condition.status): \(condition.explanation)")
    }

    private static func phase(
        _ facts: ObjectStatus, among good: [String], failing bad: [String]
    ) -> ReadinessStatus {
        guard let phase = facts.status?.text("phase") else { return .progressing("it has no phase yet") }
        if good.contains(phase) { return .ready }
        let message = facts.status?.text("message").map { ": \($0)" } ?? ""
        return bad.contains(phase) ? .failed("it is \(phase)\(message)") : .progressing("it is \(phase)\(message)")
    }

    private static let service: Rule = { facts, _ in
        guard facts.object.text("spec", "type") == "LoadBalancer" else { return .ready }
        return hasAddress(facts.object) ? .ready : .progressing("the load balancer has no address yet")
    }

    private static func hasAddress(_ object: Value) -> Bool {
        let ingress = object.at("status", "loadBalancer", "ingress")?.list ?? []
        let addresses = object.at("status", "addresses")?.list ?? []
        return ingress.contains { $0.text("ip") ?? $0.text("hostname") != nil } || !addresses.isEmpty
    }

    /// A claim of a class that binds with the first consumer cannot be bound before its pod: pending is as far as it gets.
    private static let volumeClaim: Rule = { facts, children in
        let status = phase(facts, among: ["Bound"], failing: ["Lost"])
        if case .progressing = status, children.storageClass?.text("volumeBindingMode") == "WaitForFirstConsumer" {
            return .ready
        }
        return status
    }

    private static let definition: Rule = { facts, _ in
        if let names = facts.condition("NamesAccepted"), names.isFalse { return .failed(names.explanation) }
        guard facts.condition("NamesAccepted") != nil else { return .progressing("its names are not accepted yet") }
        return condition("Established", of: facts)
    }

    /// The bundle is put there by an injector; a configuration that calls a URL is trusted by the system's roots.
    private static let webhooks: Rule = { facts, _ in
        for webhook in facts.object["webhooks"]?.list ?? [] where webhook.at("clientConfig", "service") != nil {
            if (webhook.text("clientConfig", "caBundle") ?? "").isEmpty {
                return .progressing("the webhook \(webhook.text("name") ?? "") has no CA bundle yet")
            }
        }
        return .ready
    }

    private static let secret: Rule = { facts, _ in
        guard facts.object.text("type") == "kubernetes.io/service-account-token" else { return .ready }
        return facts.object.at("data", "token") == nil ? .progressing("its token is not made yet") : .ready
    }

    private static let certificate: Rule = { facts, _ in
        if let issuing = facts.condition("Issuing"), issuing.isFalse, issuing.reason == "Failed" {
            return .failed(issuing.explanation)
        }
        return condition("Ready", of: facts)
    }
}
