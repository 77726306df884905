internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Looks for what is there already under the name of an object that is to be made in place of a recorded one: others
    /// made it, or the stack has let go of it. It would be taken for the new one, and a rollback would delete it.
    ///
    /// An old copy is taken up again under its name (``returnToCopy(_:_:_:)``); what is recorded elsewhere is told as renamed.
    mutating func guardPlace(
        of decision: inout Decision, _ desired: DesiredResource, _ facts: TypeFacts, insteadOf record: ResourceRecord
    ) {
        guard !facts.schema.isStateOnly, let identity = decision.change.identity else { return }
        let place = desired.place(of: identity)
        guard place != ObjectKey(record), !recordedObjects.contains(place), buriedRecords[place] == nil,
            !input.haltedObjects.contains(place)
        else { return }
        let target = ReadTarget(type: desired.type, identity: identity, body: desired.body)
        switch look(at: desired.address, target, reach(desired.connection)) {
        case .present(let object): diagnostics.append(occupied(by: object, desired))
        case .pending: decision.isPending = true
        case .failed(let error): unreadable.append(error, desired.range, desired.address)
        case .absent, .notRead, .forgotten: break
        }
    }

    private func occupied(by object: LiveObject, _ desired: DesiredResource) -> Diagnostic {
        let isOurs = object.marker == input.program.identity
        return PlannerFault.objectExists.diagnostic(
            "`\(desired.address)` is to be made anew as `\(object.identity)`, which exists and is not in the state."
                + (isOurs ? " It carries the marker of this stack, which has let go of it before." : ""),
            hint:
                "Choose another name; or delete the object, if nobody needs it. To take it in place of the recorded one, "
                + "run `martlet state rm \(desired.address)` and plan again.",
            at: desired.range, address: desired.address
        )
    }
}

extension DesiredResource {
    /// Where the resource would have its object of that name.
    func place(of identity: Identity) -> ObjectKey {
        ObjectKey(connection: connection.name, type: type, identity: identity)
    }
}
