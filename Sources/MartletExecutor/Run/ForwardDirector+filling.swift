internal import MartletLanguage
internal import MartletModel
internal import MartletProvider
internal import MartletState

extension ForwardDirector {
    /// The connection, evaluated anew when the plan could not tell its configuration. How the state has it counts for
    /// nothing then: it may lead elsewhere, to what is being replaced.
    func connection(named name: ConnectionName, for address: Address) throws(StepFailure) -> ConnectionRecord {
        if let known = configurations[name] { return known }
        if let current = run.executor.program.ephemeralConnections[name] { return current }
        if let planned = plan.connections[name], planned.configuration.isWhollyKnown { return planned }
        let desired = try refill(address).connection
        guard desired.name == name, desired.configuration.isWhollyKnown else { throw .unknownConnection(name) }
        let record = ConnectionRecord(provider: desired.provider, configuration: desired.configuration.plain)
        configurations[name] = record
        return record
    }

    private func refill(_ address: Address) throws(StepFailure) -> DesiredResource {
        let known = known
        do throws(Diagnostics) { return try run.executor.program.refill(address) { known[$0] } } catch {
            throw StepFailure(code: "PlanNoLongerHolds", message: error.sorted.map(\.detail).joined(separator: " "))
        }
    }

    /// What is under `rollback: {undo:}`, with what is known by now: it must be written down before the step.
    ///
    /// - Parameter own: The identity of the resource's object.
    func undo(
        of change: Change, _ connection: ConnectionRecord, _ own: Identity?
    ) throws(StepFailure) -> Value? {
        guard let planned = change.settings.undo else { return nil }
        var undo = planned
        if !planned.isWhollyKnown {
            let filling = Filling(planned, from: try refill(change.address).settings.undo ?? .null)
            guard filling.conflicts.isEmpty else { throw .planNoLongerHolds(filling.conflicts) }
            undo = filling.body
        }
        let identity = run.executor.providers[change.provider]?.identity(
            of: change.type, body: undo, configuration: connection.configuration)
        guard undo.isWhollyKnown, let identity, identity != own else {
            throw StepFailure(
                code: "UndoUnusable",
                message: "What is under `rollback.undo` is not known now, has no name, or is the object itself.",
                hint: "Let it refer to what comes before the resource, and give it a name of its own."
            )
        }
        return undo
    }

    /// The planned body with what is known by now.
    func filled(_ planned: Value, of address: Address) throws(StepFailure) -> Value {
        guard !planned.isWhollyKnown else { return planned }
        let desired = try refill(address)
        let filling = Filling(planned, from: desired.body, ignoring: .init(desired.lifecycle.ignoredChanges))
        guard filling.conflicts.isEmpty else { throw .planNoLongerHolds(filling.conflicts) }
        guard filling.body.isWhollyKnown else {
            throw StepFailure(
                code: "StillUnknown",
                message: "Part of the body is still unknown although everything before it is done.",
                hint: "This is a fault of Martlet's own: please report it."
            )
        }
        return filling.body
    }
}

extension Filling.DesiredChanges {
    init(_ ignored: DesiredResource.IgnoredChanges) {
        switch ignored {
        case .all: self = .all
        case .paths(let paths): self = .paths(paths)
        }
    }
}
