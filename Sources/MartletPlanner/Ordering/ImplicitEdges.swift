internal import MartletModel
internal import MartletProvider

/// Dependencies that follow from the kinds of objects and are in no reference.
///
/// Each connection is asked by itself: two clusters know nothing of each other's namespaces.
struct ImplicitEdges {
    /// What must come before each resource, in the order in which the provider said so.
    private(set) var dependencies: [Address: [Address]] = [:]

    /// - Parameter orphans: Records that the stack does not ask for: they have edges among themselves and to the rest.
    ///
    /// Complexity: linear in the number of resources and edges.
    init(_ pass: PlanningPass, orphans: [Address]) {
        var groups: [ConnectionName: Group] = [:]
        var order: [ConnectionName] = []
        func add(
            _ address: Address, _ type: ResourceType, _ body: Value, _ connection: ConnectionName,
            _ provider: ProviderName
        ) {
            if groups[connection] == nil {
                groups[connection] = Group(provider: provider)
                order.append(connection)
            }
            groups[connection]?.addresses.append(address)
            groups[connection]?.bodies.append((type, body))
        }
        for index in pass.decisions.indices where !pass.decisions[index].isStateOnly {
            let change = pass.decisions[index].change
            guard let body = change.body ?? change.prior?.body else { continue }
            add(change.address, change.type, body, change.connection, change.provider)
        }
        for address in orphans {
            guard let record = pass.records[address] else { continue }
            add(address, record.type, record.body, record.connection, record.provider)
        }
        for name in order {
            guard let group = groups[name], let provider = pass.input.registry[group.provider] else { continue }
            for edge in provider.implicitEdges(among: group.bodies) where edge.before != edge.after {
                dependencies[group.addresses[edge.after], default: []].append(group.addresses[edge.before])
            }
        }
    }

    private struct Group {
        let provider: ProviderName
        var addresses: [Address] = []
        var bodies: [(type: ResourceType, body: Value)] = []
    }
}
