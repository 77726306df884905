import MartletModel

/// Node pools: each is a resource of its own and a part of its cluster, whose turn it shares.
struct AgentPoolBehaviour: ArmBehaviour {
    static let type = "Microsoft.ContainerService/managedClusters/agentPools"

    let clusters: any SandboxClusterService

    static let createOnly = [
        "osType", "type", "vmSize", "osDiskSizeGB", "osDiskType", "kubeletDiskType", "maxPods", "vnetSubnetID",
        "podSubnetID", "availabilityZones", "scaleSetPriority", "scaleSetEvictionPolicy", "spotMaxPrice",
        "proximityPlacementGroupID", "enableEncryptionAtHost", "enableFIPS", "enableNodePublicIP", "enableUltraSSD",
        "gpuInstanceProfile", "kubeletConfig", "linuxOSConfig",
    ].map { "properties.\($0)" }

    static let defaults: Value = [
        "count": 1, "mode": "User", "type": "VirtualMachineScaleSets", "osType": "Linux", "osSKU": "Ubuntu",
        "osDiskType": "Managed", "osDiskSizeGB": 128, "kubeletDiskType": "OS", "maxPods": 250,
        "enableAutoScaling": false, "enableNodePublicIP": false, "enableEncryptionAtHost": false, "enableFIPS": false,
        "enableUltraSSD": false, "scaleDownMode": "Delete", "upgradeSettings": ["maxSurge": "10%"],
        "powerState": ["code": "Running"],
    ]

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        guard let cluster = change.new.id.parent.flatMap({ transaction.resource($0) }) else { return }
        change.new = ArmResource(
            id: change.new.id,
            body: try Self.completed(change.new.body, of: cluster, change.type), hidden: change.new.hidden)
        // The pool's operation is the cluster's.
        ManagedClusterBehaviour.mark(cluster, as: "Updating", in: &transaction)
    }

    /// A pool's body, checked, with what the server knows.
    static func completed(_ pool: ArmBody, of cluster: ArmResource, _ type: ArmType) throws(SandboxRefusal) -> ArmBody {
        var pool = pool
        guard pool["properties.vmSize"] != nil else {
            throw type.error(
                400, "InvalidParameter", "Required parameter vmSize is missing (null).", target: "properties.vmSize"
            ).refusal
        }
        try checkCount(pool, type)
        let version =
            pool["properties.orchestratorVersion"]?.stringValue
            ?? cluster.body["properties.kubernetesVersion"]?.stringValue
        guard let version, let full = KubernetesRelease.version(version) else {
            throw type.error(
                400, "K8sVersionNotSupported", "Version \(version ?? "") is not supported.",
                target: "properties.orchestratorVersion"
            ).refusal
        }
        let control = cluster.body["properties.currentKubernetesVersion"]?.stringValue ?? full
        guard KubernetesRelease.minor(of: full) <= KubernetesRelease.minor(of: control) else {
            throw type.error(
                400, "NodePoolMcVersionIncompatible",
                "Node pool version \(full) and control plane version \(control) are incompatible.",
                target: "properties.orchestratorVersion"
            ).refusal
        }
        pool["properties.orchestratorVersion"] = .string(version)
        pool["properties.currentOrchestratorVersion"] = .string(full)
        pool["properties.nodeImageVersion"] = .string(
            "AKS\(pool["properties.osSKU"]?.stringValue ?? "Ubuntu")-\(full)-202510.19.1")
        return pool
    }

    private static func checkCount(_ pool: ArmBody, _ type: ArmType) throws(SandboxRefusal) {
        let count = pool["properties.count"]?.intValue ?? 1
        let isSystem = pool["properties.mode"]?.stringValue == "System"
        guard count >= (isSystem ? 1 : 0), count <= 1000 else {
            throw type.error(
                400, "InvalidParameter", "The value of parameter count is invalid: \(count).",
                target: "properties.count"
            ).refusal
        }
    }

    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        release(resource, in: &transaction)
    }

    func failed(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        release(resource, in: &transaction)
    }

    func checkDelete(_ resource: ArmResource, in transaction: SandboxTransaction) throws(SandboxRefusal) {
        guard resource.body["properties.mode"]?.stringValue == "System", let cluster = resource.id.parent else {
            return
        }
        let others = ManagedClusterBehaviour.pools(of: cluster, in: transaction)
            .filter { $0.id != resource.id && $0.body["properties.mode"]?.stringValue == "System" }
        guard others.isEmpty else { return }
        throw ArmError(
            400, "OperationNotAllowed", "There has to be at least one system agent pool.", isFlat: true
        ).refusal
    }

    func deleting(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        guard let cluster = resource.id.parent.flatMap({ transaction.resource($0) }) else { return }
        ManagedClusterBehaviour.mark(cluster, as: "Updating", in: &transaction)
    }

    func deleted(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        release(resource, in: &transaction)
    }

    /// The cluster is free again, and has the pools that it now has.
    private func release(_ pool: ArmResource, in transaction: inout SandboxTransaction) {
        guard let cluster = pool.id.parent.flatMap({ transaction.resource($0) }),
            cluster.provisioningState != "Deleting"
        else { return }
        ManagedClusterBehaviour.mark(cluster, as: "Succeeded", in: &transaction)
        ManagedClusterBehaviour.converge(cluster.id, clusters, in: &transaction)
    }
}
