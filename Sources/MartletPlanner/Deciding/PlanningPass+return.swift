internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// A replacement whose new name is that of an old copy writes to the copy (docs/decisions/0415): where that is still
    /// there, references see its attributes, and what lies in it is not made anew.
    mutating func returnToCopy(_ decision: inout Decision, _ desired: DesiredResource, _ facts: TypeFacts) {
        guard let identity = decision.change.identity, !buriedRecords.isEmpty,
            let copy = buriedRecords[desired.place(of: identity)]
        else { return }
        let target = ReadTarget(type: copy.type, identity: identity, body: copy.body)
        switch look(at: desired.address, target, reach(desired.connection)) {
        case .pending: decision.isPending = true
        case .present(let object) where object.lineage == copy.lineage:
            let assessment = facts.provider.compare(
                Comparison(type: desired.type, desired: desired.body, record: copy, live: object))
            guard !assessment.changes.contains(where: \.forcesReplacement) else { return }
            decision.change.plannedAttributes = assessment.plannedAttributes
            decision.returnsToCopy = true
        case .present, .absent, .notRead, .failed, .forgotten: return
        }
    }

    /// Whether a connection leads to an old copy that its host returns to.
    func leadsToCopy(_ connection: DesiredConnection) -> Bool {
        connection.configuration.isWhollyKnown
            && connection.dependencies.contains { indices[$0].map { decisions[$0].returnsToCopy } ?? false }
    }

    /// Whether a connection leads where it led when it was last used.
    func leadsWhereItLed(_ connection: DesiredConnection) -> Bool {
        connection.configuration == input.snapshot.connections[connection.name]?.configuration
    }
}
