private import FoundationEssentials
import MartletModel

/// Managed clusters: versions, pools, the group of their nodes, and the Kubernetes API that they bring.
struct ManagedClusterBehaviour: ArmBehaviour {
    static let type = "Microsoft.ContainerService/managedClusters"

    let clusters: any SandboxClusterService
    let settings: ArmSettings

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        try checkHead(change)
        try setVersion(&change)
        allocate(&change, in: &transaction)
        try preparePools(&change, in: &transaction)
        // Real clusters answer with this casing, and so clients must not compare it.
        change.new.body["type"] = "Microsoft.ContainerService/ManagedClusters"
        change.new.body["id"] = .string(
            change.new.id.text.replacing("/resourceGroups/", with: "/resourcegroups/", maxReplacements: 1))
    }

    private func checkHead(_ change: ArmChange) throws(SandboxRefusal) {
        let body = change.new.body
        guard body["identity"] != nil || body["properties.servicePrincipalProfile"] != nil else {
            throw change.type.error(
                400, "InvalidParameter", "Provisioning requires an identity or a service principal.", target: "identity"
            ).refusal
        }
        guard body["properties.dnsPrefix"] != nil || body["properties.fqdnSubdomain"] != nil else {
            throw change.type.error(
                400, "InvalidParameter", "Required parameter properties.dnsPrefix is missing (null).",
                target: "properties.dnsPrefix"
            ).refusal
        }
        let issuer = "properties.oidcIssuerProfile.enabled"
        if change.old?.body[issuer]?.boolValue == true, body[issuer]?.boolValue == false {
            throw change.type.error(
                400, "BadRequest", "OIDC issuer feature cannot be disabled.", target: issuer
            ).refusal
        }
        let identity = body["properties.securityProfile.workloadIdentity.enabled"]?.boolValue ?? false
        guard !identity || body[issuer]?.boolValue == true else {
            throw change.type.error(
                400, "BadRequest", "Workload identity requires the OIDC issuer to be enabled.", target: issuer
            ).refusal
        }
        try checkNetwork(change)
    }

    /// The network changes only in some directions.
    private func checkNetwork(_ change: ArmChange) throws(SandboxRefusal) {
        guard let old = change.old else { return }
        let allowed: [String: Set<String>] = [
            "networkPlugin": ["kubenet>azure"], "networkPluginMode": [">overlay"], "networkDataplane": ["azure>cilium"],
            "networkPolicy": ["none>azure", "none>calico", "none>cilium", "azure>cilium", "calico>cilium"],
        ]
        for name in allowed.keys.sorted() {
            let path = "properties.networkProfile.\(name)"
            let before = old.body[path]?.stringValue ?? ""
            let after = change.new.body[path]?.stringValue ?? ""
            guard before == after || allowed[name]?.contains("\(before)>\(after)") == true else {
                throw change.type.error(
                    400, "PropertyChangeNotAllowed", change.type.createOnlyMessage(path), target: path
                ).refusal
            }
        }
    }

    private func setVersion(_ change: inout ArmChange) throws(SandboxRefusal) {
        let path = "properties.kubernetesVersion"
        let wanted = change.new.body[path]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } ?? KubernetesRelease.standard
        guard let full = KubernetesRelease.version(wanted) else {
            throw change.type.error(
                400, "K8sVersionNotSupported",
                "Managed cluster \(change.new.id.name) is on version \(wanted) which is not available in this region.",
                target: path
            ).refusal
        }
        if let before = change.old?.body["properties.currentKubernetesVersion"]?.stringValue {
            let step = KubernetesRelease.minor(of: full) - KubernetesRelease.minor(of: before)
            guard (0...1).contains(step) else {
                throw change.type.error(
                    400, "OperationNotAllowed",
                    step < 0
                        ? "Downgrading from \(before) to \(full) is not allowed."
                        : "Upgrading from \(before) to \(full) skips a minor version, which is not allowed.",
                    target: path
                ).refusal
            }
        }
        change.new.body[path] = .string(wanted)
        change.new.body["properties.currentKubernetesVersion"] = .string(full)
    }

    /// What is made up once, at creation.
    private func allocate(_ change: inout ArmChange, in transaction: inout SandboxTransaction) {
        let location = change.new.body["location"]?.stringValue ?? ""
        let id = Self.clusterID(change.new.id)
        let group = change.new.id.group?.name ?? ""
        change.new.body.fill("properties.nodeResourceGroup", .string("MC_\(group)_\(change.new.id.name)_\(location)"))
        change.new.body["properties.fqdn"] = .string(SandboxRouter.fqdn(clusterID: id))
        change.new.body["properties.azurePortalFQDN"] = .string("portal-" + SandboxRouter.fqdn(clusterID: id))
        if change.old == nil {
            change.new.body["properties.resourceUID"] = .string(transaction.newUUID())
            change.new.hidden["token"] = .string(transaction.newText(128))
            change.new.hidden["userToken"] = .string(transaction.newText(128))
        } else {
            change.new.body["properties.resourceUID"] = change.old?.body["properties.resourceUID"]
        }
        guard change.new.body["properties.oidcIssuerProfile.enabled"]?.boolValue == true else { return }
        let path = "properties.oidcIssuerProfile.issuerURL"
        change.new.body[path] =
            change.old?.body[path]
            ?? .string("https://\(location).oic.prod-aks.azure.com/\(settings.tenant)/\(transaction.newUUID())/")
    }

    /// The name of the cluster's API: readable, short enough for a host, unlike any other.
    static func clusterID(_ id: ArmID) -> String {
        let readable = id.name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
        return String(readable.prefix(40)) + "-" + Digest(of: id.text.lowercased()).hex.prefix(8)
    }

    // MARK: Life

    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        ArmIdentity.announce(resource, settings, in: &transaction)
        Self.makeNodeGroup(of: resource, in: &transaction)
        for pool in Self.pools(of: resource.id, in: transaction) where pool.isBusy {
            var pool = pool
            pool.body["properties.provisioningState"] = "Succeeded"
            transaction.store(pool)
        }
        Self.converge(resource.id, clusters, in: &transaction)
    }

    func failed(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        for pool in Self.pools(of: resource.id, in: transaction) where pool.isBusy {
            var pool = pool
            pool.body["properties.provisioningState"] = "Failed"
            transaction.store(pool)
        }
        Self.showPools(of: resource.id, in: &transaction)
    }

    func deleted(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        transaction.drop(.cluster(Self.clusterID(resource.id)))
        guard let name = resource.body["properties.nodeResourceGroup"]?.stringValue else { return }
        let group = ArmID.group(name, subscription: resource.id.subscription)
        for member in transaction.resources(below: group.text.lowercased() + "/") { transaction.delete(member.id.key) }
        transaction.delete(group.key)
    }

    private static func makeNodeGroup(of cluster: ArmResource, in transaction: inout SandboxTransaction) {
        guard let name = cluster.body["properties.nodeResourceGroup"]?.stringValue else { return }
        let id = ArmID.group(name, subscription: cluster.id.subscription)
        guard transaction.resource(id) == nil else { return }
        let body: Value = [
            "id": .string(id.text), "name": .string(name), "type": "Microsoft.Resources/resourceGroups",
            "location": cluster.body["location"] ?? .null, "managedBy": .string(cluster.id.text),
            "properties": ["provisioningState": "Succeeded"],
        ]
        transaction.store(ArmResource(id: id, body: ArmBody(body)))
    }

    // MARK: Actions

    func act(
        _ action: String, on resource: ArmResource, _ request: SandboxRequest,
        in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> Value? {
        switch action {
        case "listclusteradmincredential":
            guard resource.body["properties.disableLocalAccounts"]?.boolValue != true else {
                throw ArmError(
                    400, "BadRequest",
                    "Getting static credential is not allowed because this cluster is set to disable "
                        + "local accounts.", isFlat: true
                ).refusal
            }
            return credential("clusterAdmin", "token", resource, request)
        case "listclusterusercredential": return credential("clusterUser", "userToken", resource, request)
        default: return nil
        }
    }

    private func credential(
        _ name: String, _ token: String, _ resource: ArmResource, _ request: SandboxRequest
    ) -> Value {
        let entry = SandboxKubeconfig.Entry(
            cluster: resource.id.name, user: "\(name)_\(resource.id.group?.name ?? "")_\(resource.id.name)",
            server: SandboxKubeconfig.server(of: Self.clusterID(resource.id), asked: request.base),
            token: resource.hidden[token]?.stringValue ?? "")
        let text = SandboxKubeconfig(entries: [entry]).text
        let value = Value.string(Data(text.utf8).base64EncodedString())
        return ["kubeconfigs": [["name": .string(name), "value": value]]]
    }
}
