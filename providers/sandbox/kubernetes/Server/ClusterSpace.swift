internal import MartletModel

/// What a managed cluster contains before anybody uses it.
enum ClusterSpace {
    private static let facts = "sandbox/cluster"

    /// Whether Azure has made this cluster.
    static func exists(_ space: SandboxSpace, in transaction: SandboxTransaction) -> Bool {
        transaction[SandboxKey(space, facts, "cluster")] != nil
    }

    /// `/version`.
    static func version(in session: ClusterSession) -> Value {
        let known = session.transaction[SandboxKey(session.space, facts, "cluster")]?.body["version"]?.stringValue
        let version = known ?? "1.33.4"
        let numbers = version.split(separator: ".").map(String.init)
        return [
            "buildDate": "2025-08-13T14:29:34Z", "compiler": "gc", "emulationMajor": .string(numbers.first ?? "1"),
            "emulationMinor": .string(numbers.dropFirst().first ?? "33"), "gitCommit": "", "gitTreeState": "clean",
            "gitVersion": .string("v\(version)"), "goVersion": "go1.24.5", "major": .string(numbers.first ?? "1"),
            "minCompatibilityMajor": .string(numbers.first ?? "1"), "minCompatibilityMinor": "32",
            "minor": .string(numbers.dropFirst().first ?? "33"), "platform": "linux/amd64",
        ]
    }

    /// Brings the cluster's own objects in line with what Azure knows of it.
    static func converge(_ cluster: SandboxCluster, in session: inout ClusterSession) {
        let place = SandboxKey(session.space, facts, "cluster")
        let body: Value = ["version": .string(cluster.kubernetesVersion)]
        if session.transaction[place]?.body != body { session.transaction.put(place, body) }
        for name in ["default", "kube-system", "kube-public", "kube-node-lease"] {
            ensure("Namespace", ["metadata": ["name": .string(name)], "status": ["phase": "Active"]], in: &session)
        }
        ensureStorageClasses(in: &session)
        ensure(
            "Service",
            [
                "metadata": [
                    "labels": ["component": "apiserver", "provider": "kubernetes"], "name": "kubernetes",
                    "namespace": "default",
                ],
                "spec": [
                    "clusterIP": "10.0.0.1", "clusterIPs": ["10.0.0.1"],
                    "ports": [["name": "https", "port": 443, "targetPort": 443]],
                ],
            ], in: &session)
        convergeNodes(cluster, in: &session)
    }

    /// Creates an object of a built-in kind unless it is there.
    private static func ensure(_ kindName: String, _ object: Value, in session: inout ClusterSession) {
        guard let kind = session.builtIn(kindName),
            session.object(kind.collection, object.namespace, object.name) == nil
        else { return }
        session.spawn(object, kind: kind, owner: nil, ownerKind: nil)
    }

    /// The classes that AKS makes
    /// (https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes).
    private static func ensureStorageClasses(in session: inout ClusterSession) {
        let disks = [
            ("default", "StandardSSD_LRS", true), ("managed-csi", "StandardSSD_LRS", false),
            ("managed", "StandardSSD_LRS", false), ("managed-csi-premium", "Premium_LRS", false),
            ("managed-premium", "Premium_LRS", false),
        ]
        for (name, sku, isDefault) in disks {
            var object: Value = [
                "allowVolumeExpansion": true, "metadata": ["name": .string(name)],
                "parameters": ["skuname": .string(sku)], "provisioner": "disk.csi.azure.com", "reclaimPolicy": "Delete",
                "volumeBindingMode": "WaitForFirstConsumer",
            ]
            if isDefault {
                object.set("true", "metadata", "annotations", "storageclass.kubernetes.io/is-default-class")
            }
            ensure("StorageClass", object, in: &session)
        }
        for (name, sku) in [("azurefile-csi", "Standard_LRS"), ("azurefile-csi-premium", "Premium_LRS")] {
            ensure(
                "StorageClass",
                [
                    "allowVolumeExpansion": true, "metadata": ["name": .string(name)],
                    "parameters": ["skuName": .string(sku)], "provisioner": "file.csi.azure.com",
                    "reclaimPolicy": "Delete", "volumeBindingMode": "Immediate",
                ], in: &session)
        }
    }

    // MARK: Nodes

    private static func convergeNodes(_ cluster: SandboxCluster, in session: inout ClusterSession) {
        var wanted: Set<String> = []
        var number = 4
        for pool in cluster.pools {
            for index in 0..<max(0, pool.count) {
                let name = "aks-\(pool.name)-vmss\(padded(index))"
                wanted.insert(name)
                ensure("Node", node(name, index: index, address: number, pool: pool, of: cluster), in: &session)
                number += 1
            }
        }
        guard let kind = session.builtIn("Node") else { return }
        for node in session.list(kind.collection) where !wanted.contains(node.name) {
            session.erase(node, from: kind.collection)
            for pod in session.list("core/pods") where pod.at("spec", "nodeName")?.stringValue == node.name {
                session.erase(pod, from: "core/pods")
            }
        }
        for pod in session.list("core/pods") where pod.at("spec", "nodeName") == nil {
            session.unsettled.append(session.key("core/pods", of: pod))
        }
    }

    private static func node(
        _ name: String, index: Int, address: Int, pool: SandboxCluster.Pool, of cluster: SandboxCluster
    ) -> Value {
        var labels: Fields = [
            "agentpool": .string(pool.name), "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux",
            "kubernetes.azure.com/agentpool": .string(pool.name),
            "kubernetes.azure.com/cluster": .string(cluster.nodeResourceGroup),
            "kubernetes.azure.com/mode": .string(pool.mode.lowercased()), "kubernetes.io/arch": "amd64",
            "kubernetes.io/hostname": .string(name), "kubernetes.io/os": "linux",
            "node.kubernetes.io/instance-type": .string(pool.vmSize),
            "topology.kubernetes.io/region": .string(cluster.location),
            "topology.kubernetes.io/zone": .string(zone(index: index, pool: pool, of: cluster)),
        ]
        for (key, value) in pool.labels { labels[key] = .string(value) }
        let taints = pool.taints.compactMap(taint)
        let capacity: Value = ["cpu": "4", "ephemeral-storage": "129886128Ki", "memory": "16393232Ki", "pods": "110"]
        return [
            "metadata": ["labels": .object(labels), "name": .string(name)],
            "spec": .compact([
                "providerID": .string("azure:///sandbox/\(cluster.nodeResourceGroup)/\(name)"),
                "taints": taints.isEmpty ? nil : .tuple(taints),
            ]),
            "status": [
                "addresses": [
                    ["address": .string("10.224.\(address / 250).\(address % 250)"), "type": "InternalIP"],
                    ["address": .string(name), "type": "Hostname"],
                ],
                "allocatable": capacity, "capacity": capacity,
                "conditions": [
                    [
                        "message": "kubelet is posting ready status", "reason": "KubeletReady", "status": "True",
                        "type": "Ready",
                    ]
                ],
                "nodeInfo": [
                    "architecture": "amd64", "containerRuntimeVersion": "containerd://1.7.27-1",
                    "kernelVersion": "6.6.96.1-1.azl3",
                    "kubeletVersion": .string(
                        "v\(pool.kubernetesVersion.isEmpty ? cluster.kubernetesVersion : pool.kubernetesVersion)"),
                    "operatingSystem": "linux", "osImage": "Microsoft Azure Linux 3.0",
                ],
            ],
        ]
    }

    private static func zone(index: Int, pool: SandboxCluster.Pool, of cluster: SandboxCluster) -> String {
        pool.zones.isEmpty ? "0" : "\(cluster.location)-\(pool.zones[index % pool.zones.count])"
    }

    /// `key=value:Effect`.
    private static func taint(_ text: String) -> Value? {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let pair = parts[0].split(separator: "=", maxSplits: 1).map(String.init)
        return [
            "effect": .string(String(parts[1])), "key": .string(pair[0]),
            "value": .string(pair.count == 2 ? pair[1] : ""),
        ]
    }

    /// Six digits, as scale sets number their machines.
    private static func padded(_ number: Int) -> String {
        let digits = String(number, radix: 36)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The certificate in every `kube-root-ca.crt`.
    static let rootAuthority = """
        -----BEGIN CERTIFICATE-----
        MIIBlzCCAT2gAwIBAgIUTn+lh0Xp1JsI9VDWt1YLI8LD7aEwCgYIKoZIzj0EAwIw
        IDEeMBwGA1UEAwwVc2FuZGJveC1rdWJlcm5ldGVzLWNhMCAXDTI2MTEyMzE3MzQz
        NFoYDzIxMjYxMDMwMTczNDM0WjAgMR4wHAYDVQQDDBVzYW5kYm94LWt1YmVybmV0
        ZXMtY2EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASqMgareo5OUEW6CH0FFrB5
        LUXbfxrYEupXvUDquKsZv6u6TOVxAhzRVLTfAMNdymB47vOv8w419QH4thorKrtQ
        o1MwUTAdBgNVHQ4EFgQUCdd/YyRv39VzOFVPO8ubYu33V24wHwYDVR0jBBgwFoAU
        Cdd/YyRv39VzOFVPO8ubYu33V24wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD
        AgNIADBFAiEAn3etltNFFknlALBYDCfKjmFXDsTdx5tda2CJ75id7/YCIAl0kLRl
        is9tksnBYGFVf2EUkM8AnXAV7TPxDdX/M10Q
        -----END CERTIFICATE-----

        """
}
