internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Decides a recorded object whose resource has another connection now; nil when that leads to the very object.
    ///
    /// Names say nothing: two connections may lead to one API, by another credential. So the API of the new one is asked for
    /// the object. When it is another one, or cannot be asked yet, the object is made there and deleted where it was.
    mutating func decideElsewhere(
        _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord
    ) -> Value? {
        guard record.connection != desired.connection.name, !facts.schema.isStateOnly else { return nil }
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        switch look(at: desired.address, target, reach(desired.connection)) {
        case .present(let object):
            if case .ours = ownership(of: object, record) { return nil }
            return makeElsewhere(desired, facts, record)
        case .pending: return appendUnchanged(desired, facts, record, isPending: true)
        case .failed(let error):
            unreadable.append(error, desired.range, desired.address)
            return appendUnchanged(desired, facts, record, isPending: false)
        case .absent, .notRead, .forgotten: return makeElsewhere(desired, facts, record)
        }
    }

    private mutating func makeElsewhere(
        _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord
    ) -> Value {
        let identity = facts.provider.identity(
            of: desired.type, body: desired.body, configuration: knownConfiguration(of: desired.connection)
        )
        let reason = Reason.connectionChanged(from: record.connection)
        var decision = creation(desired, facts, identity, reasons: [reason], prior: record)
        decision.change.action = .replace(.createFirst)
        decision.change.reversibility = .undo(.delete)
        guardPlace(of: &decision, desired, facts, insteadOf: record)
        guardDestroy(of: record, desired.settings.preventDestroy, desired.range, desired.address, verb: "replaced")
        return refineAndAppend(decision, desired, facts)
    }
}
