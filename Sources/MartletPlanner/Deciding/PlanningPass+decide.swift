internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Decides one object; answers what references see.
    mutating func decide(_ desired: DesiredResource, _ facts: TypeFacts, isValid: Bool) -> Value {
        let record = records[desired.address]
        if input.options.kind == .refreshOnly { return refresh(desired, facts, record) }
        guard isValid else {
            return record?.attributes ?? plannedAttributes(of: desired, facts)
        }
        if let record { return decideRecorded(desired, facts, record) }
        return decideNew(desired, facts)
    }

    /// A decision with everything that does not depend on the action.
    func draft(_ desired: DesiredResource, _ facts: TypeFacts, _ action: Action, _ reasons: [Reason]) -> Decision {
        var change = Change(
            address: desired.address, type: desired.type, provider: facts.provider.name,
            connection: desired.connection.name, action: action, reasons: reasons, body: desired.body,
            dependencies: throughData(desired.dependencies), settings: desired.settings
        )
        if let previous = records.previousAddress(of: desired.address) {
            change.previousAddress = previous
            change.reasons.append(.moved(from: previous))
        }
        return Decision(change: change, range: desired.range, isStateOnly: facts.schema.isStateOnly)
    }

    // MARK: Not recorded

    private mutating func decideNew(_ desired: DesiredResource, _ facts: TypeFacts) -> Value {
        let imported = imports[desired.address]
        let configuration = knownConfiguration(of: desired.connection)
        let identity =
            imported.map { entry in
                facts.provider.identity(
                    named: entry.identity.text, of: desired.type, body: desired.body, configuration: configuration
                ) ?? entry.identity
            } ?? facts.provider.identity(of: desired.type, body: desired.body, configuration: configuration)
        var decision = creation(desired, facts, identity, reasons: [.notInState])
        // Looked at even where records are taken for what is there: a rollback deletes what was created, and nothing else.
        guard !facts.schema.isStateOnly, let identity else {
            return refineAndAppend(decision, desired, facts)
        }
        let target = ReadTarget(type: desired.type, identity: identity, body: desired.body)
        switch look(at: desired.address, target, reach(desired.connection)) {
        case .present(let object): return adopt(object, desired, facts, imported)
        case .pending: decision.isPending = true
        case .failed(let error): unreadable.append(error, desired.range, desired.address)
        case .absent, .notRead, .forgotten: if let imported { reportMissing(imported) }
        }
        return refineAndAppend(decision, desired, facts)
    }

    /// A new object, or one that is made anew because the recorded one is gone.
    func creation(
        _ desired: DesiredResource, _ facts: TypeFacts, _ identity: Identity?, reasons: [Reason],
        prior: ResourceRecord? = nil
    ) -> Decision {
        var decision = draft(desired, facts, .create, reasons)
        decision.change.identity = identity
        decision.change.prior = prior
        decision.change.plannedAttributes = plannedAttributes(of: desired, facts)
        decision.change.reversibility = .undo(desired.settings.retainOnRollback ? .retain : .delete)
        return decision
    }

    // MARK: Recorded

    private mutating func decideRecorded(
        _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord
    ) -> Value {
        if let parent = parentTaking(record, desired) { return follow(parent, desired, facts, record) }
        if let value = decideElsewhere(desired, facts, record) { return value }
        switch look(at: record, desired, facts) {
        case .present(let object): return decidePresent(object, desired, facts, record)
        case .notRead, .forgotten: return assess(desired, facts, record, live: nil, reasons: [])
        case .absent:
            let identity = facts.provider.identity(
                of: desired.type, body: desired.body, configuration: knownConfiguration(of: desired.connection)
            )
            var decision = creation(desired, facts, identity, reasons: [.objectMissing], prior: record)
            guardPlace(of: &decision, desired, facts, insteadOf: record)
            return refineAndAppend(decision, desired, facts)
        case .pending:
            return appendUnchanged(desired, facts, record, isPending: true)
        case .failed(let error):
            unreadable.append(error, desired.range, desired.address)
            return appendUnchanged(desired, facts, record, isPending: false)
        }
    }

    mutating func appendUnchanged(
        _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord, isPending: Bool
    ) -> Value {
        var decision = draft(desired, facts, .noOp, [])
        decision.change.identity = record.identity
        decision.change.prior = record
        // Of an object that nobody has seen the record may not have what references ask for.
        let isGuess = isPending && record.health != .sound
        if isGuess { withholdsValues = true }
        decision.change.plannedAttributes = isGuess ? .unknown(Unknown()) : record.attributes
        decision.isPending = isPending
        return append(decision)
    }

    private mutating func look(
        at record: ResourceRecord, _ desired: DesiredResource, _ facts: TypeFacts, through reach: Reach? = nil
    ) -> Looking {
        guard !facts.schema.isStateOnly else { return .notRead }
        if case .diverged = record.health {
            // A record that may be wrong is always read.
        } else if !input.options.refreshes {
            return .notRead
        }
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        return look(at: desired.address, target, reach ?? self.reach(record, desired.connection))
    }

    private mutating func decidePresent(
        _ object: LiveObject, _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord
    ) -> Value {
        if let state = object.unsettled {
            diagnostics.append(
                PlannerFault.objectUnsettled.diagnostic(
                    "`\(desired.address)` is `\(state)` at the API.",
                    hint: "Wait until it has settled, then plan again.",
                    at: desired.range, address: desired.address
                )
            )
        }
        switch ownership(of: object, record) {
        case .ours: return assess(desired, facts, record, live: object, reasons: [])
        case .movedHere: return assess(desired, facts, record, live: object, reasons: [.imported])
        case .recreated: return assess(desired, facts, record, live: object, reasons: [.recreatedOutside])
        case .foreign(let fault):
            diagnostics.append(fault.diagnostic(at: desired.range, desired.address))
            return appendUnchanged(desired, facts, record, isPending: false)
        }
    }

    // MARK: Gone with a parent

    /// The dependency that is taken away and takes the recorded object along.
    private mutating func parentTaking(_ record: ResourceRecord, _ desired: DesiredResource) -> GoneParent? {
        if let parent = gone[desired.address] { return parent }
        if let host = lostHost(of: desired.connection, record), let action = action(at: host) {
            return GoneParent(address: host, action: action)
        }
        for address in records.dependencies(of: record) + desired.dependencies where isTakenAway(address) {
            if let action = action(at: address), lies(record, in: address) {
                return GoneParent(address: address, action: action)
            }
        }
        return nil
    }

    /// Whether the object that the state knows at `parent` contains a recorded one.
    func lies(_ record: ResourceRecord, in parent: Address) -> Bool {
        guard let provider = input.registry[record.provider], let parent = change(at: parent) else { return false }
        return contains(parent, record, provider)
    }

    func contains(_ parent: Change, _ child: ResourceRecord, _ provider: any Provider) -> Bool {
        parent.prior.map { contains($0, child, provider) } ?? false
    }

    /// Whether deleting `parent` takes `child` along, as the provider of either knows.
    func contains(_ parent: ResourceRecord, _ child: ResourceRecord, _ provider: any Provider) -> Bool {
        if provider.contains(parent: parent, child: child) { return true }
        guard parent.provider != provider.name else { return false }
        return input.registry[parent.provider]?.contains(parent: parent, child: child) ?? false
    }

    /// Makes the object anew in the way in which its parent is made anew.
    private mutating func follow(
        _ parent: GoneParent, _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord
    ) -> Value {
        let identity = facts.provider.identity(
            of: desired.type, body: desired.body, configuration: knownConfiguration(of: desired.connection)
        )
        var decision = creation(desired, facts, identity, reasons: [.goneWithParent(parent.address)], prior: record)
        if case .replace(let order) = parent.action {
            switch look(at: record, desired, facts, through: reachAsFound(record, desired.connection)) {
            case .absent:
                // A rollback must not make again what was not there.
                decision.change.reasons = [.objectMissing]
                return append(decision)
            case .present(let object) where isForeign(object, record):
                decision.change.reasons = [.recreatedOutside]
                return append(decision)
            case .present(let object):
                decision.change.observed = object.attributes
                decision.change.observedLineage = object.lineage
            case .pending: decision.isPending = true
            case .notRead, .forgotten, .failed: break
            }
            decision.change.action = .replace(order)
            returnToCopy(&decision, desired, facts)
            guardPlace(of: &decision, desired, facts, insteadOf: record)
            decision.change.reversibility =
                order == .deleteFirst ? .irreversible("it goes with `\(parent.address)`") : .undo(.delete)
        }
        guardDestroy(of: record, desired.settings.preventDestroy, desired.range, desired.address, verb: "replaced")
        return append(decision)
    }
}
