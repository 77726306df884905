internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Takes an object that exists and is not recorded: one of ours from an earlier run, or one that an import names.
    mutating func adopt(
        _ object: LiveObject, _ desired: DesiredResource, _ facts: TypeFacts, _ imported: Import?
    ) -> Value {
        var desired = desired
        let isRecorded = isRecorded(object, desired)
        if let fault = refusal(to: object, desired, imported), !isRecorded { diagnostics.append(fault) }
        let isOurs = imported == nil && (object.marker != nil || isRecorded)
        // Compared with a record that owns nothing: only what the stack asks for counts. What an interrupted cleanup left
        // is ours still, with all that was written to it.
        let buried = isOurs ? buriedRecord(of: object, desired) : nil
        let record =
            buried
            ?? ResourceRecord(
                address: desired.address, type: desired.type, provider: facts.provider.name,
                connection: desired.connection.name, identity: object.identity, lineage: object.lineage,
                body: .object(Fields()), attributes: object.attributes
            )
        if case .paths = desired.lifecycle.ignoredChanges {
            desired.body = ignoring(desired.lifecycle.ignoredChanges, desired.body, record, object, facts)
        }
        let assessment = facts.provider.compare(
            Comparison(type: desired.type, desired: desired.body, record: record, live: object)
        )
        let forced = assessment.changes.filter(\.forcesReplacement)
        if !forced.isEmpty { diagnostics.append(cannotAdopt(forced, desired, isBuried: buried != nil)) }
        var decision = draft(desired, facts, .adopt, [isOurs ? .foundWithMarker : .imported])
        decision.change.identity = object.identity
        decision.change.prior = buried
        decision.change.observed = object.attributes
        decision.change.observedLineage = object.lineage
        decision.change.fields = assessment.changes
        decision.change.plannedAttributes = assessment.plannedAttributes
        // What was ours before stays ours when the run is taken back.
        decision.change.reversibility = .undo(isOurs ? .restore : .forget)
        return append(decision)
    }

    /// What was recorded of an object that waits to be deleted, as of the address that takes it up again.
    private mutating func buriedRecord(of object: LiveObject, _ desired: DesiredResource) -> ResourceRecord? {
        guard var record = buriedRecords[desired.place(of: object.identity)], record.lineage == object.lineage else {
            return nil
        }
        record.address = desired.address
        return record
    }

    /// Whether the object is ours under another address: renamed, which is told where all of those are known.
    private mutating func isRecorded(_ object: LiveObject, _ desired: DesiredResource) -> Bool {
        guard object.marker == nil || object.marker == input.program.identity else { return false }
        return recordedObjects.contains(desired.place(of: object.identity))
    }

    private func refusal(to object: LiveObject, _ desired: DesiredResource, _ imported: Import?) -> Diagnostic? {
        if let owner = object.marker, owner != input.program.identity {
            return ForeignObject.claimed(by: owner).diagnostic(at: desired.range, desired.address)
        }
        guard imported == nil, object.marker == nil, !isAdoptionWanted(of: desired.address) else { return nil }
        return PlannerFault.objectExists.diagnostic(
            "`\(desired.address)` is to be created, but `\(object.identity)` exists and was not made by this stack.",
            hint:
                "To take it over, run `martlet adopt \(desired.address)`, or add under `imports:` the entry "
                + "{to: \(desired.address), id: \"\(object.identity)\"}; or choose another name.",
            at: desired.range, address: desired.address
        )
    }

    /// Whether the user asked for it with `martlet adopt`.
    private func isAdoptionWanted(of address: Address) -> Bool {
        input.options.adoptions.contains { $0.covers(address) }
    }

    private func cannotAdopt(_ forced: [FieldChange], _ desired: DesiredResource, isBuried: Bool) -> Diagnostic {
        let paths = forced.map { "`\($0.path)`" }.joined(separator: ", ")
        return PlannerFault.importReplaces.diagnostic(
            "The existing object of `\(desired.address)` differs in \(paths), which cannot be changed in place.",
            hint: isBuried
                ? "An earlier run has left it to be deleted: run `martlet resume`, then plan again."
                : "Write in the stack what the object has.",
            at: desired.range, address: desired.address
        )
    }
}
