internal import MartletModel

extension ClusterSession {
    /// What admission plugins and allocators add to an object, and the webhooks that must agree.
    mutating func admit(_ write: inout ObjectWrite) throws(KubernetesStatus) {
        guard write.subresource.isEmpty else { return }
        switch write.kind.qualifiedResource {
        case "services": allocateAddresses(&write)
        case "pods": if write.live == nil { try admitPod(&write) }
        case "persistentvolumeclaims": if write.live == nil { chooseStorageClass(&write.proposed) }
        case "namespaces", "customresourcedefinitions.apiextensions.k8s.io": break
        default: break
        }
        try callWebhooks(for: write)
        if write.kind.kind == "CertificateRequest", write.kind.custom != nil, write.live == nil {
            write.proposed.fill("kubernetes-admin", "spec", "username")
            write.proposed.fill(["system:masters", "system:authenticated"], "spec", "groups")
        }
    }

    // MARK: Services

    private mutating func allocateAddresses(_ write: inout ObjectWrite) {
        let type = write.proposed.at("spec", "type")?.stringValue
        guard type != "ExternalName" else { return }
        if let live = write.live, live.at("spec", "type")?.stringValue != "ExternalName" {
            for field in ["clusterIP", "clusterIPs"] {
                if let value = live.at("spec", field) { write.proposed.fill(value, "spec", field) }
            }
        }
        let wanted = write.proposed.at("spec", "clusterIP")?.stringValue ?? ""
        let address = wanted.isEmpty ? nextServiceAddress() : wanted
        write.proposed.set(.string(address), "spec", "clusterIP")
        write.proposed.fill([.string(address)], "spec", "clusterIPs")
        let opensPorts =
            type == "NodePort"
            || (type == "LoadBalancer"
                && write.proposed.at("spec", "allocateLoadBalancerNodePorts")?.boolValue != false)
        allocateNodePorts(&write, opensPorts: opensPorts)
        if type == "LoadBalancer", write.proposed.at("spec", "externalTrafficPolicy")?.stringValue == "Local" {
            write.proposed.fill(.int(nextNodePort(besides: [])), "spec", "healthCheckNodePort")
        }
    }

    private mutating func allocateNodePorts(_ write: inout ObjectWrite, opensPorts: Bool) {
        let known = write.live?.at("spec", "ports")?.elements ?? []
        var taken: Set<Int> = []
        var ports = write.proposed.at("spec", "ports")?.elements ?? []
        for index in ports.indices {
            guard opensPorts else {
                ports[index].set(nil, "nodePort")
                continue
            }
            let same = known.first { $0["port"] == ports[index]["port"] && $0["protocol"] == ports[index]["protocol"] }
            let number =
                ports[index]["nodePort"]?.intValue ?? same?["nodePort"]?.intValue ?? nextNodePort(besides: taken)
            taken.insert(number)
            ports[index].set(.int(number), "nodePort")
        }
        if !ports.isEmpty { write.proposed.set(.tuple(ports), "spec", "ports") }
    }

    /// The first free address of 10.0.0.0/16, the service network of AKS.
    private func nextServiceAddress() -> String {
        let taken = Set(list("core/services").compactMap { $0.at("spec", "clusterIP")?.stringValue })
        var number = 10
        while taken.contains("10.0.\(number / 250).\(number % 250 + 1)") { number += 1 }
        return "10.0.\(number / 250).\(number % 250 + 1)"
    }

    private func nextNodePort(besides taken: Set<Int>) -> Int {
        var used = taken
        for service in list("core/services") {
            for port in service.at("spec", "ports")?.elements ?? [] {
                port["nodePort"]?.intValue.map { _ = used.insert($0) }
            }
        }
        return (30_000...32_767).first { !used.contains($0) } ?? 30_000
    }

    // MARK: Pods and claims

    private func admitPod(_ write: inout ObjectWrite) throws(KubernetesStatus) {
        write.proposed.fill("default", "spec", "serviceAccountName")
        write.proposed.fill("default", "spec", "serviceAccount")
        write.proposed.fill(true, "spec", "enableServiceLinks")
        write.proposed.fill("PreemptLowerPriority", "spec", "preemptionPolicy")
        write.proposed.fill(0, "spec", "priority")
        write.proposed.fill("Pending", "status", "phase")
        let quality = PodStatus.qualityClass(of: write.proposed)
        write.proposed.fill(.string(quality), "status", "qosClass")
        let account = write.proposed.at("spec", "serviceAccountName")?.stringValue ?? ""
        if object("core/serviceaccounts", write.namespace, account) == nil {
            throw .forbidden(
                write.kind, write.name,
                "error looking up service account \(write.namespace ?? "")/\(account): serviceaccount \"\(account)\" not found"
            )
        }
        if write.proposed.at("spec", "tolerations") == nil {
            write.proposed.set(
                .tuple(
                    ["not-ready", "unreachable"].map { condition in
                        [
                            "effect": "NoExecute", "key": .string("node.kubernetes.io/\(condition)"),
                            "operator": "Exists", "tolerationSeconds": 300,
                        ]
                    }), "spec", "tolerations")
        }
    }

    private func chooseStorageClass(_ claim: inout Value) {
        guard claim.at("spec", "storageClassName") == nil else { return }
        let standard = list("storage.k8s.io/storageclasses").first {
            $0.annotations["storageclass.kubernetes.io/is-default-class"]?.stringValue == "true"
        }
        if let standard { claim.set(.string(standard.name), "spec", "storageClassName") }
    }
}
