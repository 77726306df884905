internal import MartletModel

/// Services: endpoints of their ready pods, and addresses for load balancers.
///
/// Fault rules see `provision loadbalancer` on `NAMESPACE/NAME`: a delay makes it slow, anything else keeps it pending.
extension ClusterSession {
    private static let balancerDelay = Duration.seconds(20)

    mutating func reconcileService(_ service: Value) {
        guard !service.isTerminating else { return }
        reconcileEndpoints(of: service)
        let isBalanced = service.at("spec", "type")?.stringValue == "LoadBalancer"
        let isProvisioned = service.at("status", "loadBalancer", "ingress") != nil
        switch (isBalanced, isProvisioned) {
        case (true, false): provisionBalancer(of: service)
        case (false, true): setStatus(["loadBalancer": .object(Fields())], of: service, in: "core/services")
        default: break
        }
    }

    private mutating func provisionBalancer(of service: Value) {
        let seconds = Int(transaction.now.nanoseconds / 1_000_000_000)
        let place = SandboxKey(space, "sandbox/balancers", service.uid)
        guard let begun = transaction[place]?.body["due"]?.intValue else {
            let fault = transaction.strike(
                method: "PROVISION", path: "\(service.namespace ?? "")/\(service.name)",
                operation: "provision loadbalancer")
            let delay: Duration
            switch fault {
            case nil: delay = Self.balancerDelay
            case .delay(let wanted): delay = wanted
            default: return
            }
            transaction.put(place, ["due": .int(seconds + Int(delay.components.seconds))])
            return wake("core/services", service, after: delay)
        }
        guard seconds >= begun else { return }
        let wanted = service.at("spec", "loadBalancerIP")?.stringValue
        let address = wanted ?? nextBalancerAddress()
        setStatus(
            ["loadBalancer": ["ingress": [["ip": .string(address), "ipMode": "VIP"]]]], of: service, in: "core/services"
        )
        transaction.delete(place)
        report("Normal", "EnsuredLoadBalancer", "Ensured load balancer", about: service, by: "service-controller")
    }

    /// Addresses of TEST-NET-2 (RFC 5737), which nobody owns.
    private func nextBalancerAddress() -> String {
        let taken = Set(
            list("core/services").flatMap { $0.at("status", "loadBalancer", "ingress")?.elements ?? [] }
                .compactMap { $0["ip"]?.stringValue })
        return (10...254).map { "198.51.100.\($0)" }.first { !taken.contains($0) } ?? "198.51.100.255"
    }

    mutating func reconcileEndpoints(of service: Value) {
        guard !service.isTerminating, let labels = service.at("spec", "selector")?.fields, !labels.isEmpty,
            let kind = builtIn("EndpointSlice"), let owner = builtIn("Service")
        else { return }
        let selector = LabelSelector(labels: labels)
        let pods = list("core/pods", namespace: service.namespace).filter {
            selector.matches($0) && !$0.isTerminating && $0.at("status", "podIP") != nil
        }
        let ports = service.at("spec", "ports")?.elements ?? []
        let endpoints = Value.tuple(pods.map(Self.endpoint))
        let slicePorts = Value.tuple(
            ports.map { port in
                Value.compact([
                    "name": port["name"] ?? "", "port": Self.targetPort(port, pods: pods),
                    "protocol": port["protocol"] ?? "TCP",
                ])
            })
        let slices = list("discovery.k8s.io/endpointslices", namespace: service.namespace)
        if var slice = slices.first(where: { $0.controller?["uid"]?.stringValue == service.uid }) {
            slice.set(endpoints, "endpoints")
            slice.set(slicePorts, "ports")
            store(slice, in: kind.collection)
        } else {
            let slice: Value = [
                "addressType": "IPv4", "endpoints": endpoints,
                "metadata": [
                    "labels": [
                        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
                        "kubernetes.io/service-name": .string(service.name),
                    ],
                    "name": .string("\(service.name)-\(transaction.newText(5, of: Self.nameAlphabet))"),
                    "namespace": .string(service.namespace ?? ""),
                ],
                "ports": slicePorts,
            ]
            spawn(slice, kind: kind, owner: service, ownerKind: owner)
        }
        storeEndpoints(of: service, pods: pods)
    }

    private static func endpoint(_ pod: Value) -> Value {
        let isReady = PodStatus.isReady(pod)
        return [
            "addresses": [pod.at("status", "podIP") ?? ""],
            "conditions": ["ready": .bool(isReady), "serving": .bool(isReady), "terminating": false],
            "nodeName": pod.at("spec", "nodeName") ?? "",
            "targetRef": target(pod),
        ]
    }

    private static func target(_ pod: Value) -> Value {
        [
            "kind": "Pod", "name": .string(pod.name), "namespace": .string(pod.namespace ?? ""),
            "uid": .string(pod.uid),
        ]
    }

    /// The number that a port's target means, by name or directly.
    private static func targetPort(_ port: Value, pods: [Value]) -> Value? {
        guard let name = port["targetPort"]?.stringValue else { return port["targetPort"] ?? port["port"] }
        let all = pods.first?.at("spec", "containers")?.elements?.flatMap { $0["ports"]?.elements ?? [] } ?? []
        return all.first { $0["name"]?.stringValue == name }?["containerPort"]
    }

    /// The older form of endpoints, which `kubectl describe service` reads.
    private mutating func storeEndpoints(of service: Value, pods: [Value]) {
        func addresses(_ pods: [Value]) -> Value? {
            guard !pods.isEmpty else { return nil }
            return .tuple(
                pods.map { pod in
                    [
                        "ip": pod.at("status", "podIP") ?? "", "nodeName": pod.at("spec", "nodeName") ?? "",
                        "targetRef": Self.target(pod),
                    ]
                })
        }
        let ports = (service.at("spec", "ports")?.elements ?? []).map { port in
            Value.compact([
                "name": port["name"], "port": Self.targetPort(port, pods: pods) ?? port["port"],
                "protocol": port["protocol"] ?? "TCP",
            ])
        }
        var object =
            object("core/endpoints", service.namespace, service.name)
            ?? [
                "apiVersion": "v1", "kind": "Endpoints",
                "metadata": [
                    "creationTimestamp": .string(now), "name": .string(service.name),
                    "namespace": .string(service.namespace ?? ""), "uid": .string(transaction.newUUID()),
                    // Real endpoints belong to nobody; ours go with their service by the same route as slices.
                    "ownerReferences": [
                        [
                            "apiVersion": "v1", "kind": "Service", "name": .string(service.name),
                            "uid": .string(service.uid),
                        ]
                    ],
                ],
            ]
        let subset = Value.compact([
            "addresses": addresses(pods.filter(PodStatus.isReady)),
            "notReadyAddresses": addresses(pods.filter { !PodStatus.isReady($0) }), "ports": .tuple(ports),
        ])
        object.set(pods.isEmpty ? nil : [subset], "subsets")
        store(object, in: "core/endpoints")
    }
}
