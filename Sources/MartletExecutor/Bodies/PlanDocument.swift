internal import MartletModel
internal import MartletState

/// A plan as the journal keeps it, so that an interrupted run can go on to its end.
struct PlanDocument {
    let value: Value
    /// Over the whole plan; secrets count by their place, not by their text.
    let digest: Digest

    /// - Throws: When the plan holds what has no JSON form; a fault of Martlet's own.
    init(_ plan: Plan) throws(StateError) {
        value = plan.encoded
        do {
            digest = Digest(of: try ValueCodec(sealing: Redaction()).encode(value))
        } catch {
            throw .invalid(detail: "the plan cannot be written down")
        }
    }

    /// The plan that `value` holds; nil when this version cannot read it.
    static func plan(_ value: Value) -> Plan? { Plan(encoded: value) }
}

/// Stands in for secrets where only the rest matters.
private struct Redaction: SecretSealing {
    func seal(_ bytes: [UInt8]) -> String { redactedText }
    func open(_ sealed: String) -> [UInt8] { [] }
}
