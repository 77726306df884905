internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Decides every object that the resource stands for; references see `{objects: {MEMBER: attributes}}`.
    mutating func settleMembers(of desired: DesiredResource, _ facts: TypeFacts, isValid: Bool) -> Value {
        guard isValid else { return .unknown(Unknown()) }
        guard desired.body.isWhollyKnown else {
            diagnostics.append(
                PlannerFault.expansionUnknown.diagnostic(
                    "Which objects `\(desired.address)` stands for depends on values that are known only after apply.",
                    hint: "Give it a body that is known when the plan is made.", at: desired.range,
                    address: desired.address
                )
            )
            return .unknown(Unknown())
        }
        guard let expanded = expansion(of: desired, facts) else {
            members[desired.address] = []
            return ["objects": .unknown(Unknown())]
        }
        var fields: [Fields.Field] = []
        var addresses: [Address] = []
        for member in expanded {
            let address = desired.address.member(member.member)
            addresses.append(address)
            fields.append(Fields.Field(member.member, settle(member, as: address, of: desired)))
        }
        members[desired.address] = addresses
        if addresses.contains(where: pending.contains) { pending.insert(desired.address) }
        return ["objects": .object(Fields(fields))]
    }

    private mutating func settle(_ member: ExpandedMember, as address: Address, of desired: DesiredResource) -> Value {
        settle(
            DesiredResource(
                address: address, type: member.type, connection: desired.connection, body: member.body,
                dependencies: desired.dependencies, lifecycle: desired.lifecycle, settings: desired.settings,
                range: desired.range
            )
        )
    }

    private mutating func expansion(of desired: DesiredResource, _ facts: TypeFacts) -> [ExpandedMember]? {
        let connection = ConnectionTarget(
            name: desired.connection.name, provider: facts.provider.name, configuration: .null
        )
        let question = PlannerRequest.Question.expand(type: desired.type, body: desired.body)
        switch ask(question, about: desired.address, through: connection) {
        case .members(let members)?: return members
        case .failure(let error)?:
            diagnostics.append(
                PlannerFault.expansionFailed.diagnostic(
                    error.message, hint: error.hint, at: desired.range, address: desired.address
                )
            )
            return nil
        case .some, nil:
            pending.insert(desired.address)
            return nil
        }
    }
}
