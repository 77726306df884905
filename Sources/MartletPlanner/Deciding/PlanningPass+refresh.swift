internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// `--refresh-only`: what is there goes into the record, and nothing is written to any API.
    mutating func refresh(_ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord?) -> Value {
        guard let record else { return plannedAttributes(of: desired, facts) }
        var decision = draft(desired, facts, .noOp, [])
        decision.change.prior = record
        decision.change.identity = record.identity
        decision.change.body = record.body
        // What is wanted was not written to the object: it still refers to what it referred to.
        decision.change.connection = record.connection
        decision.change.dependencies = records.dependencies(of: record)
        decision.change.settings.preventDestroy = record.preventDestroy
        decision.change.settings.retainOnDestroy = record.retainOnDestroy
        decision.change.plannedAttributes = record.attributes
        guard !facts.schema.isStateOnly else { return append(decision) }
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        let looking = look(at: desired.address, target, reach(record, desired.connection))
        observe(looking, &decision, record, facts, desired.range)
        decision.change.drift = heeding(desired.lifecycle.ignoredChanges, decision.change.drift)
        return append(decision)
    }

    /// Turns what was seen of a recorded object into a no-op with drift, or drops the record of one that is gone.
    mutating func observe(
        _ looking: Looking, _ decision: inout Decision, _ record: ResourceRecord, _ facts: TypeFacts,
        _ range: SourceRange?
    ) {
        switch looking {
        case .pending: decision.isPending = true
        case .notRead, .forgotten: break
        case .failed(let error): unreadable.append(error, range, record.address)
        case .absent: drop(&decision, .objectMissing)
        case .present(let object):
            // What we made is gone; what is there belongs to others.
            if case .foreign = ownership(of: object, record) { return drop(&decision, .recreatedOutside) }
            let assessment = facts.provider.compare(
                Comparison(type: record.type, desired: record.body, record: record, live: object)
            )
            decision.change.observed = object.attributes
            decision.change.observedLineage = object.lineage
            decision.change.drift = assessment.drift
            // What was in doubt is recorded as it turned out to be.
            if record.health != .sound {
                decision.change.body = facts.provider.preImage(of: record, live: object)
            }
            decision.change.plannedAttributes = object.attributes
            if object.attributes != record.attributes { decision.change.reasons = [.drifted] }
        }
    }

    private func drop(_ decision: inout Decision, _ reason: Reason) {
        decision.change.action = .forget
        decision.change.reasons = [reason]
        decision.change.body = nil
    }
}
