package import MartletLanguage
package import MartletModel

extension StackProgram {
    /// Evaluates the stack with what a plan knows, so that an apply in another process fills in from where planning ended.
    ///
    /// - Parameter records: What steps that are done already have left; they know more than the plan did.
    package func recall(_ plan: Plan, _ records: [Address: ResourceRecord] = [:]) {
        var known: [Address: Value] = [:]
        var members: [Address: [Fields.Field]] = [:]
        for read in plan.dataReads { known[read.address] = read.attributes }
        for change in plan.changes {
            guard let planned = change.plannedAttributes else { continue }
            let attributes = planned.isWhollyKnown ? planned : records[change.address]?.attributes ?? planned
            if let member = change.address.member {
                members[change.address.instance, default: []].append(Fields.Field(member, attributes))
            } else {
                known[change.address] = attributes
            }
        }
        for (address, fields) in members { known[address] = ["objects": .object(Fields(fields))] }
        _ = evaluate { known[$0.address] ?? .unknown(Unknown()) }
    }
}
