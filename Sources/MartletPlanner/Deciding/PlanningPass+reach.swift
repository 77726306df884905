internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// Whether an API can be asked in this pass.
enum Reach {
    case open(ConnectionTarget)
    /// The configuration is known only after apply: what goes through it is planned offline.
    case afterApply
    /// What the configuration is made of waits for an answer itself.
    case pending
    /// Nothing says how to reach it.
    case forgotten
}

extension PlanningPass {
    func reach(_ connection: DesiredConnection) -> Reach {
        if connection.dependencies.contains(where: pending.contains) { return .pending }
        let configuration = knownConfiguration(of: connection)
        guard configuration.isWhollyKnown else { return .afterApply }
        return .open(
            ConnectionTarget(name: connection.name, provider: connection.provider, configuration: configuration)
        )
    }

    /// The configuration, or the recorded one while what it is made of merely changes: a cluster that is updated can
    /// still be asked.
    func knownConfiguration(of connection: DesiredConnection) -> Value {
        guard !connection.configuration.isWhollyKnown else { return connection.configuration }
        guard let recorded = input.snapshot.connections[connection.name], recorded.provider == connection.provider,
            !connection.dependencies.contains(where: { isTakenAway($0) || isNew($0) })
        else { return connection.configuration }
        return recorded.configuration
    }

    /// Whether the recorded object of a resource will be gone: what it contains goes along.
    func isTakenAway(_ address: Address) -> Bool {
        guard let index = indices[address] else { return false }
        return decisions[index].isTakenAway
    }

    /// The resource that a connection leads to and that is made anew, or is missing: what was reached through it is gone.
    ///
    /// A resource that is merely deleted does not count: its objects are deleted before it, so that their controllers can
    /// still clean up outside. Nor does one that lives in the state alone, such as a password.
    ///
    /// - Parameter connection: The one that the stack has now; where that is another one than the recorded one, what the
    ///   recorded one came from counts.
    mutating func lostHost(of connection: DesiredConnection?, _ record: ResourceRecord) -> Address? {
        let isRecorded = connection?.name == record.connection
        if isRecorded, let connection, leadsToCopy(connection), leadsWhereItLed(connection) { return nil }
        let hosts = isRecorded ? connection?.dependencies ?? [] : formerHosts[record.connection] ?? []
        return hosts.first { address in
            guard let index = indices[address], !decisions[index].isStateOnly else { return false }
            let change = decisions[index].change
            switch change.action {
            case .replace: return true
            case .create: return change.prior != nil || records.dependencies(of: record).contains(address)
            case .forget: return change.reasons.contains(.objectMissing)
            case .update, .delete, .adopt, .noOp: return false
            }
        }
    }

    private func isNew(_ address: Address) -> Bool { action(at: address) == .create }

    /// How a recorded object is reached: through the connection that the resource has now when that is the recorded one.
    func reach(_ record: ResourceRecord, _ connection: DesiredConnection?) -> Reach {
        if let connection, connection.name == record.connection { return reach(connection) }
        guard let recorded = input.snapshot.connections[record.connection] else {
            return connection.map(reach) ?? .forgotten
        }
        return .open(
            ConnectionTarget(
                name: record.connection, provider: recorded.provider, configuration: recorded.configuration
            )
        )
    }

    /// How an object that is going to be deleted is reached: through the connection of that name that the stack has, or, where
    /// only apply can tell that, through the recorded one.
    func reachAsFound(_ record: ResourceRecord, _ connection: DesiredConnection?) -> Reach {
        if let connection, connection.name == record.connection, !leadsToCopy(connection) || leadsWhereItLed(connection)
        {
            let reach = reach(connection)
            guard case .afterApply = reach, input.snapshot.connections[record.connection] != nil else { return reach }
        }
        return reach(record, nil)
    }

    /// Looks at an object, where that is possible and wanted.
    mutating func look(
        at address: Address, _ target: ReadTarget, _ reach: Reach
    ) -> Looking {
        switch reach {
        case .afterApply: return .notRead
        case .pending: return .pending
        case .forgotten: return .forgotten
        case .open(let connection):
            switch ask(.read(target), about: address, through: connection) {
            case .observation(.present(let object))?: return .present(object)
            case .observation(.absent)?: return .absent
            case .failure(let error)?: return .failed(error)
            case .some, nil: return .pending
            }
        }
    }
}

/// What looking at an object gave.
enum Looking {
    case present(LiveObject)
    case absent
    case notRead
    case pending
    case failed(ProviderError)
    case forgotten
}
