internal import MartletModel

/// What references see of instances that are settled.
struct KnownAttributes {
    private var values: [Address: Value] = [:]
    /// The members of each resource that stands for many objects, whether settled or not.
    private let members: [Address: [Address]]

    init(plan: Plan) {
        var members: [Address: [Address]] = [:]
        for change in plan.changes where change.address.member != nil && change.plannedAttributes != nil {
            members[change.address.instance, default: []].append(change.address)
        }
        self.members = members
    }

    /// Of what a state records.
    init(records: [Address: ResourceRecord]) {
        members = Dictionary(grouping: records.keys.filter { $0.member != nil }.sorted(), by: \.instance)
    }

    mutating func settle(_ address: Address, _ attributes: Value) { values[address] = attributes }

    /// Nil while unsettled. A resource that stands for many objects is `{objects: {MEMBER: attributes}}`.
    subscript(address: Address) -> Value? {
        if let value = values[address] { return value }
        guard let members = members[address] else { return nil }
        let fields = members.compactMap { member in
            values[member].map { Fields.Field(member.member ?? "", $0) }
        }
        return fields.count == members.count ? ["objects": .object(Fields(fields))] : nil
    }
}
