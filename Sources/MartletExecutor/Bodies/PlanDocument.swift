internal import MartletModel
internal import MartletState

/// A plan as the journal keeps it, so that an interrupted run can go on to its end.
struct PlanDocument {
    let value: Value
    /// Over the whole plan; secrets count by their place, not by their text.
    let digest: Digest

    /// - Parameter former: How the objects are reached that were there before: what a rollback goes back to.
    /// - Throws: When the plan holds what has no JSON form; a fault of Martlet's own.
    init(_ plan: Plan, former: [ConnectionName: ConnectionRecord]) throws(StateError) {
        let encoded = plan.encoded
        let connections = former.sorted { $0.key < $1.key }.map { name, record in
            let connection: Value = ["provider": .string(record.provider.text), "configuration": record.configuration]
            return Fields.Field(name.text, connection)
        }
        value = ["plan": encoded, "formerConnections": .object(Fields(connections))]
        do {
            digest = Digest(of: try ValueCodec(sealing: Redaction()).encode(encoded))
        } catch {
            throw .invalid(detail: "the plan cannot be written down")
        }
    }

    /// The plan that `value` holds; nil when this version cannot read it.
    static func plan(_ value: Value) -> Plan? { value["plan"].flatMap { Plan(encoded: $0) } }

    /// The connections as they were before the run that wrote `value`.
    static func formerConnections(_ value: Value) -> [ConnectionName: ConnectionRecord] {
        var former: [ConnectionName: ConnectionRecord] = [:]
        for field in value["formerConnections"]?.fields ?? Fields() {
            guard let provider = field.value["provider"]?.stringValue, let configuration = field.value["configuration"]
            else { continue }
            former[ConnectionName(field.key)] = ConnectionRecord(
                provider: ProviderName(provider), configuration: configuration
            )
        }
        return former
    }
}

/// Stands in for secrets where only the rest matters.
private struct Redaction: SecretSealing {
    func seal(_ bytes: [UInt8]) -> String { redactedText }
    func open(_ sealed: String) -> [UInt8] { [] }
}
