import MartletModel

/// What of a network is in use, and so cannot be taken away: address space by subnets, subnets by what is connected to them.
struct NetworkUse {
    private let transaction: SandboxTransaction

    init(_ transaction: SandboxTransaction) { self.transaction = transaction }

    /// The address space of a network.
    static func space(of network: ArmBody) -> [AddressPrefix] {
        (network["properties.addressSpace.addressPrefixes"]?.elements ?? []).compactMap {
            $0.stringValue.flatMap(AddressPrefix.init)
        }
    }

    static func prefixes(ofSubnet body: Value) -> [AddressPrefix] {
        let properties = body["properties"]
        let texts = [properties?["addressPrefix"]] + (properties?["addressPrefixes"]?.elements ?? []).map { $0 }
        return texts.compactMap { $0?.stringValue.flatMap(AddressPrefix.init) }
    }

    /// Refuses a network whose new address space leaves one of its subnets outside.
    func checkSpace(_ change: ArmChange, subnets: [Value]) throws(SandboxRefusal) {
        let (old, new) = (change.old.map(\.body).map(Self.space) ?? [], Self.space(of: change.new.body))
        guard !new.isEmpty else { return }
        for subnet in subnets {
            for prefix in Self.prefixes(ofSubnet: subnet) where !new.contains(where: { $0.contains(prefix) }) {
                let name = subnet["name"]?.stringValue ?? ""
                guard let index = old.firstIndex(where: { $0.contains(prefix) }) else {
                    throw Self.outside(name, change.new.id.name)
                }
                let lost =
                    change.old?.body["properties.addressSpace.addressPrefixes"]?.elements?[index].stringValue ?? ""
                throw ArmError(
                    400, "InUsePrefixCannotBeDeleted",
                    "IpPrefix \(lost) on Virtual Network \(change.new.id.text) is in use by subnet \(name) and cannot be "
                        + "deleted."
                ).refusal
            }
        }
    }

    /// Refuses a subnet that does not lie in its network.
    func checkPlace(ofSubnet change: ArmChange) throws(SandboxRefusal) {
        guard let network = change.new.id.parent.flatMap({ transaction.resource($0) }) else { return }
        let space = Self.space(of: network.body)
        guard !space.isEmpty else { return }
        for prefix in Self.prefixes(ofSubnet: change.new.body.value)
        where !space.contains(where: { $0.contains(prefix) }) {
            throw Self.outside(change.new.id.name, network.id.name)
        }
    }

    private static func outside(_ subnet: String, _ network: String) -> SandboxRefusal {
        ArmError(400, "NetcfgInvalidSubnet", "Subnet '\(subnet)' is not valid in virtual network '\(network)'.").refusal
    }

    /// Refuses to take away a subnet that something is connected to.
    func checkFree(_ subnet: ArmID) throws(SandboxRefusal) {
        let id = subnet.text.lowercased()
        for type in Self.connected {
            for user in transaction.resources(ofType: type, below: "") where Self.mentions(user.body.value, id) {
                throw ArmError(
                    400, "InUseSubnetCannotBeDeleted",
                    "Subnet \(subnet.name) is in use by \(user.id.text) and cannot be deleted. In order to delete the "
                        + "subnet, delete all the resources within the subnet. See aka.ms/deletesubnet."
                ).refusal
            }
        }
    }

    private static let connected = [
        "Microsoft.ContainerService/managedClusters", "Microsoft.ContainerService/managedClusters/agentPools",
        "Microsoft.Network/applicationGateways", "Microsoft.Network/networkInterfaces",
        "Microsoft.Network/privateEndpoints",
    ]

    private static func mentions(_ value: Value, _ id: String) -> Bool {
        switch value {
        case .string(let text): text.utf8.count == id.utf8.count && text.lowercased() == id
        case .object(let fields): fields.contains { mentions($0.value, id) }
        case .tuple(let elements): elements.contains { mentions($0, id) }
        default: false
        }
    }
}
