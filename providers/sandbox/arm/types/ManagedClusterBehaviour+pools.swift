import MartletModel

/// The pools of a cluster: made with it, shown in it, kept as resources of their own.
extension ManagedClusterBehaviour {
    static func pools(of cluster: ArmID, in transaction: SandboxTransaction) -> [ArmResource] {
        transaction.resources(ofType: AgentPoolBehaviour.type, below: cluster.text.lowercased() + "/")
    }

    /// Makes the pools of a new cluster; changes those of an existing one, and refuses new ones.
    func preparePools(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        let profiles = change.sent["properties.agentPoolProfiles"]?.elements
        if change.old == nil {
            let hasSystem = profiles?.contains { $0["mode"]?.stringValue == "System" } ?? false
            guard hasSystem else {
                throw change.type.error(
                    400, "InvalidParameter", "Must define at least one system pool.",
                    target: "properties.agentPoolProfiles"
                ).refusal
            }
        }
        for profile in profiles ?? [] { try prepare(profile, of: change, in: &transaction) }
        change.new.body["properties.agentPoolProfiles"] = Self.profiles(of: change.new.id, in: transaction)
    }

    private func prepare(
        _ profile: Value, of change: ArmChange, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) {
        let target = "properties.agentPoolProfiles"
        guard let name = profile["name"]?.stringValue, name.wholeMatch(of: /[a-z][a-z0-9]{0,11}/) != nil else {
            throw change.type.error(400, "InvalidParameter", "The name of an agent pool is invalid.", target: target)
                .refusal
        }
        let id = change.new.id.child("agentPools", name)
        let old = transaction.resource(id)
        guard change.old == nil || old != nil else {
            throw change.type.error(
                400, "BadRequest",
                "A new agent pool was introduced. Adding agent pools to an existing cluster is not "
                    + "allowed through managed cluster operations. For agent pool specific change, please use per agent "
                    + "pool operations: https://aka.ms/agent-pool-rest-api", target: target
            ).refusal
        }
        var fields = profile.fields ?? Fields()
        for key in ["name", "provisioningState", "eTag", "currentOrchestratorVersion", "nodeImageVersion"] {
            fields[key] = nil
        }
        if let old { try Self.checkCreateOnly(fields, old, change.type) }
        var body = old?.body ?? ArmBody(["properties": .object(Fields())])
        if fields["nodeLabels"] != nil { body["properties.nodeLabels"] = nil }
        body.merge(["properties": .object(fields)])
        body.fill(from: ["properties": AgentPoolBehaviour.defaults])
        body["id"] = .string(id.text)
        body["name"] = .string(name)
        body["type"] = .string(AgentPoolBehaviour.type)
        body = try AgentPoolBehaviour.completed(body, of: change.new, change.type)
        body["properties.provisioningState"] = old == nil ? "Creating" : "Updating"
        transaction.store(ArmResource(id: id, body: body), etag: .at("properties.eTag"))
    }

    private static func checkCreateOnly(
        _ fields: Fields, _ old: ArmResource, _ type: ArmType
    ) throws(SandboxRefusal) {
        let wanted = ArmBody(["properties": .object(fields)])
        for path in AgentPoolBehaviour.createOnly {
            guard let value = wanted[path], value != old.body[path] else { continue }
            throw type.error(400, "PropertyChangeNotAllowed", type.createOnlyMessage(path), target: path).refusal
        }
    }

    /// The pools as the cluster's own body shows them.
    private static func profiles(of cluster: ArmID, in transaction: SandboxTransaction) -> Value {
        .tuple(
            pools(of: cluster, in: transaction).map { pool in
                var fields = pool.body["properties"]?.fields ?? Fields()
                fields["name"] = .string(pool.id.name)
                return .object(fields)
            })
    }

    /// Sets a cluster's state, and shows the pools as they are.
    static func mark(_ cluster: ArmResource, as state: String, in transaction: inout SandboxTransaction) {
        var cluster = cluster
        cluster.body["properties.provisioningState"] = .string(state)
        cluster.body["properties.agentPoolProfiles"] = profiles(of: cluster.id, in: transaction)
        transaction.store(cluster, etag: .at("properties.eTag"))
    }

    static func showPools(of cluster: ArmID, in transaction: inout SandboxTransaction) {
        guard let found = transaction.resource(cluster) else { return }
        mark(found, as: found.provisioningState ?? "Succeeded", in: &transaction)
    }

    /// Tells the cluster's Kubernetes side what it is made of.
    static func converge(
        _ id: ArmID, _ clusters: any SandboxClusterService, in transaction: inout SandboxTransaction
    ) {
        showPools(of: id, in: &transaction)
        guard let cluster = transaction.resource(id) else { return }
        let body = cluster.body
        let pools = pools(of: id, in: transaction).filter { $0.provisioningState == "Succeeded" }.map(pool)
        clusters.converge(
            SandboxCluster(
                id: clusterID(id), fqdn: body["properties.fqdn"]?.stringValue ?? "",
                kubernetesVersion: body["properties.currentKubernetesVersion"]?.stringValue ?? "",
                location: body["location"]?.stringValue ?? "",
                nodeResourceGroup: body["properties.nodeResourceGroup"]?.stringValue ?? "",
                oidcIssuer: body["properties.oidcIssuerProfile.issuerURL"]?.stringValue, pools: pools),
            in: &transaction)
    }

    private static func pool(_ resource: ArmResource) -> SandboxCluster.Pool {
        let body = resource.body
        func texts(_ path: String) -> [String] { body[path]?.elements?.compactMap(\.stringValue) ?? [] }
        let labels = body["properties.nodeLabels"]?.fields?.compactMap { field in
            field.value.stringValue.map { (field.key, $0) }
        }
        return SandboxCluster.Pool(
            name: resource.id.name, count: body["properties.count"]?.intValue ?? 1,
            vmSize: body["properties.vmSize"]?.stringValue ?? "", mode: body["properties.mode"]?.stringValue ?? "User",
            kubernetesVersion: body["properties.currentOrchestratorVersion"]?.stringValue ?? "",
            zones: texts("properties.availabilityZones"),
            labels: Dictionary(labels ?? []) { first, _ in first }, taints: texts("properties.nodeTaints"))
    }
}
