internal import MartletModel

/// A plan as one value: what the journal keeps of it.
struct PlanDocument {
    let value: Value
    let digest: Digest

    init(_ plan: Plan) {
        value = .null
        digest = Digest(of: plan.inputs.configuration.hex)
    }

    /// The plan that `value` holds; nil when this version cannot read it.
    static func plan(_ value: Value) -> Plan? { nil }
}
