internal import MartletModel

extension ClusterSession {
    /// Calls the admission webhooks that match: refused until what they point to is up.
    func callWebhooks(for write: ObjectWrite) throws(KubernetesStatus) {
        guard write.kind.group != "admissionregistration.k8s.io" else { return }
        for plural in ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"] {
            for configuration in list("admissionregistration.k8s.io/\(plural)") {
                for webhook in configuration["webhooks"]?.elements ?? [] where matches(webhook, write) {
                    guard let why = obstacle(to: webhook) else { continue }
                    if webhook["failurePolicy"]?.stringValue == "Ignore" { continue }
                    throw .internalError(
                        "failed calling webhook \"\(webhook["name"]?.stringValue ?? "")\": failed to call webhook: \(why)"
                    )
                }
            }
        }
    }

    private func matches(_ webhook: Value, _ write: ObjectWrite) -> Bool {
        let operation = write.live == nil ? "CREATE" : "UPDATE"
        let rules = webhook["rules"]?.elements ?? []
        let isNamed = rules.contains { rule in
            includes(rule["operations"], operation) && includes(rule["apiGroups"], write.kind.group)
                && includes(rule["apiVersions"], write.kind.version)
                && (includes(rule["resources"], write.kind.plural) || includes(rule["resources"], "*/*"))
        }
        guard isNamed else { return false }
        if let selector = webhook["namespaceSelector"], let namespace = write.namespace {
            let owner = object("core/namespaces", nil, namespace)
            guard LabelSelector(selector).matches(owner?.labels ?? Fields()) else { return false }
        }
        return webhook["objectSelector"].map { LabelSelector($0).matches(write.proposed) } ?? true
    }

    private func includes(_ list: Value?, _ name: String) -> Bool {
        (list?.elements ?? []).contains { $0.stringValue == name || $0.stringValue == "*" }
    }

    /// Why a call to the webhook would fail now; the four reasons in the order in which a fresh cluster shows them.
    private func obstacle(to webhook: Value) -> String? {
        guard let service = webhook.at("clientConfig", "service") else { return nil }
        let name = service["name"]?.stringValue ?? ""
        let namespace = service["namespace"]?.stringValue ?? ""
        let port = service["port"]?.intValue ?? 443
        let timeout = webhook["timeoutSeconds"]?.intValue ?? 10
        let path = service["path"]?.stringValue ?? "/"
        let call = "Post \"https://\(name).\(namespace).svc:\(port)\(path)?timeout=\(timeout)s\": "
        guard let target = object("core/services", namespace, name) else {
            return call + "service \"\(name)\" not found"
        }
        let pods = readyPods(of: target)
        guard !pods.isEmpty else { return call + "no endpoints available for service \"\(name)\"" }
        guard pods.contains(where: { hasListened($0) }) else {
            let address = target.at("spec", "clusterIP")?.stringValue ?? ""
            return call + "dial tcp \(address):\(port): connect: connection refused"
        }
        guard webhook.at("clientConfig", "caBundle")?.stringValue?.isEmpty == false else {
            return call + "tls: failed to verify certificate: x509: certificate signed by unknown authority"
        }
        return nil
    }

    /// Pods that a service sends traffic to.
    func readyPods(of service: Value) -> [Value] {
        guard let labels = service.at("spec", "selector")?.fields, !labels.isEmpty else { return [] }
        let selector = LabelSelector(labels: labels)
        return list("core/pods", namespace: service.namespace).filter {
            selector.matches($0) && PodStatus.isReady($0) && !$0.isTerminating
        }
    }

    /// A pod takes a second from being ready to being reachable everywhere.
    private func hasListened(_ pod: Value) -> Bool {
        let since = (pod.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == "Ready" }?[
            "lastTransitionTime"]?.stringValue
        return since.map { $0.precedesInBytes(now) } ?? false
    }
}
