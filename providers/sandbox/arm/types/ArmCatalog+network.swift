import MartletModel

extension ArmCatalog {
    private static let networkBusy = ArmType.Busy(
        status: 429, code: "AnotherOperationInProgress",
        message:
            "Another operation on this or dependent resource is in progress. To retrieve status of the operation use "
            + "the uri in its Azure-AsyncOperation header.")

    /// Networks and what is in them (Microsoft.Network 2025-05-01).
    static let networkTypes =
        [
            "virtualNetworks", "networkSecurityGroups", "publicIPAddresses", "natGateways", "privateEndpoints",
            "routeTables",
            "loadBalancers", "networkInterfaces", "publicIPPrefixes", "applicationGateways",
        ].map { network($0, isTracked: true) }
        + [
            "virtualNetworks/subnets", "networkSecurityGroups/securityRules", "routeTables/routes",
            "privateEndpoints/privateDnsZoneGroups", "virtualNetworks/virtualNetworkPeerings",
        ].map { network($0, isTracked: false) }
        + [
            dns("privateDnsZones", isTracked: true), dns("privateDnsZones/virtualNetworkLinks", isTracked: true),
            dns("dnsZones", isTracked: true),
        ]

    private static func network(_ name: String, isTracked: Bool) -> ArmType {
        ArmType("Microsoft.Network/\(name)").with {
            $0.put = .asyncOperation(.seconds(10))
            $0.delete = .location(.seconds(10))
            $0.patch = isTracked ? .tags : .none
            $0.needsLocation = isTracked
            $0.etag = .at("etag")
            $0.busy = networkBusy
            $0.sharesTurnWithParent = !isTracked
            $0.hasSystemData = false
            $0.behaviour = NetworkBehaviour()
        }
    }

    private static func dns(_ name: String, isTracked: Bool) -> ArmType {
        ArmType("Microsoft.Network/\(name)").with {
            $0.put = .asyncOperation(.seconds(30))
            $0.delete = .asyncOperation(.seconds(30))
            $0.needsLocation = isTracked
            $0.etag = .at("etag")
            $0.hasSystemData = false
        }
    }
}

/// Networks: each has a guid, a network shows its subnets, a subnet belongs to its network.
struct NetworkBehaviour: ArmBehaviour {
    private static let subnets = "Microsoft.Network/virtualNetworks/subnets"

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        if change.new.id.types.count == 1 {
            change.new.body["properties.resourceGuid"] =
                change.old?.body["properties.resourceGuid"] ?? .string(transaction.newUUID())
        }
        let use = NetworkUse(transaction)
        if change.new.id.type.lowercased() == Self.subnets.lowercased() { try use.checkPlace(ofSubnet: change) }
        guard change.new.id.type.lowercased() == "microsoft.network/virtualnetworks" else { return }
        let present = subnets(of: change.new.id, in: transaction)
        guard let inline = change.sent["properties.subnets"]?.elements else {
            // Since 2023-09-01 a PUT that says nothing of subnets leaves them alone.
            return try use.checkSpace(change, subnets: present.map(\.body.value))
        }
        try use.checkSpace(change, subnets: inline)
        let names = Set(inline.compactMap { $0["name"]?.stringValue?.lowercased() })
        let dropped = present.filter { !names.contains($0.id.name.lowercased()) }
        for subnet in dropped { try use.checkFree(subnet.id) }
        for subnet in dropped { transaction.delete(subnet.id.key) }
        for value in inline {
            guard let name = value["name"]?.stringValue else { continue }
            let id = change.new.id.child("subnets", name)
            var body = ArmBody(value)
            body["id"] = .string(id.text)
            body["type"] = .string(Self.subnets)
            body["properties.provisioningState"] = "Succeeded"
            transaction.store(ArmResource(id: id, body: body), etag: .at("etag"))
        }
        change.new.body["properties.subnets"] = .tuple(subnets(of: change.new.id, in: transaction).map(\.body.value))
    }

    func checkDelete(_ resource: ArmResource, in transaction: SandboxTransaction) throws(SandboxRefusal) {
        let use = NetworkUse(transaction)
        switch resource.id.type.lowercased() {
        case Self.subnets.lowercased(): try use.checkFree(resource.id)
        case "microsoft.network/virtualnetworks":
            for subnet in subnets(of: resource.id, in: transaction) { try use.checkFree(subnet.id) }
        default: break
        }
    }

    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        showSubnets(of: resource, in: &transaction)
    }

    func deleted(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        showSubnets(of: resource, in: &transaction)
    }

    private func subnets(of network: ArmID, in transaction: SandboxTransaction) -> [ArmResource] {
        transaction.resources(ofType: Self.subnets, below: network.text.lowercased() + "/")
    }

    private func showSubnets(of subnet: ArmResource, in transaction: inout SandboxTransaction) {
        guard subnet.id.type.lowercased() == Self.subnets.lowercased(),
            var network = subnet.id.parent.flatMap({ transaction.resource($0) })
        else { return }
        network.body["properties.subnets"] = .tuple(subnets(of: network.id, in: transaction).map(\.body.value))
        transaction.store(network, etag: .at("etag"))
    }
}
