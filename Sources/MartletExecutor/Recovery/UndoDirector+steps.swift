internal import MartletModel
internal import MartletPlanner
internal import MartletProvider
internal import MartletState

extension UndoStep {
    var name: StepName {
        switch operation {
        case .delete, .goneWithParent, .leave: StepName(address, .delete, isUndo: true)
        case .restore: StepName(address, .update, isUndo: true)
        case .forget, .restoreAndForget: StepName(address, .forget, isUndo: true)
        case .recreate: StepName(address, .create, isUndo: true)
        }
    }

    /// - Parameter body: Of an object that is made again.
    func call(_ source: UndoDirector.Executed, _ body: (ResourceRecord) -> Value) -> StepWork.Call {
        switch operation {
        case .restore(let record, let preImage):
            return .update(
                WriteRequest(type: record.type, identity: record.identity, body: preImage.body, prior: record)
            )
        case .restoreAndForget(let record, let preImage):
            let request = WriteRequest(
                type: record.type, identity: record.identity, body: preImage.body, prior: record, mayAdopt: true,
                releases: source.intent.reversibility != .undo(.restore)
            )
            return .update(request)
        case .recreate(let record):
            let request = WriteRequest(type: record.type, identity: record.identity, body: body(record))
            return .createIfAbsent(request, former: record)
        case .delete(let record) where source.isInDoubt:
            let pending = WriteRequest(type: record.type, identity: source.intent.identity, body: record.body)
            return .deleteIfOurs(record, pending: pending)
        case .delete(let record), .goneWithParent(let record, _), .forget(let record), .leave(let record):
            return .delete(record)
        }
    }
}

extension StepName.Operation {
    var undoOperation: StepOperation {
        switch self {
        case .create: .create
        case .update, .adopt, .forget, .check: .update
        case .delete: .delete
        }
    }
}

extension UndoDirector.Executed {
    /// The step in the terms of the undo planner.
    var forPlanner: ExecutedStep {
        ExecutedStep(
            address: intent.address, effect: effect, dependencies: intent.dependencies,
            reversibility: reversibility, hasUndo: intent.settings.undo != nil
        )
    }

    /// What nobody has seen cannot be kept: it would be in the cloud and in no record.
    private var reversibility: Reversibility {
        isInDoubt && intent.reversibility == .undo(.retain) ? .undo(.delete) : intent.reversibility
    }

    /// Whether a rollback leaves what the step has created, because it was told to.
    var isRetained: Bool { intent.operation == .create && reversibility == .undo(.retain) }

    private var effect: ExecutedStep.Effect {
        switch intent.operation {
        case .create: takenUp.map { .updated(record, preImage: $0) } ?? .created(record)
        case .update: .updated(record, preImage: preImage ?? record)
        case .adopt: .adopted(record, preImage: preImage)
        case .delete: .deleted(preImage: preImage ?? record)
        }
    }

    /// The old copy that a create took up again, as it was.
    var takenUp: ResourceRecord? {
        guard intent.operation == .create, let body = intent.preimage else { return nil }
        var copy = record
        copy.body = body
        return copy
    }

    /// The record before, with the body that a restore writes; nil when nothing was written.
    private var preImage: ResourceRecord? {
        guard let body = intent.preimage else { return intent.operation == .adopt ? nil : intent.prior }
        var preImage = intent.prior ?? record
        preImage.body = body
        return preImage
    }

    func schema(_ run: Run) -> ResourceSchema? { run.executor.providers[intent.provider]?.schema(of: intent.type) }

    func isStateOnly(_ run: Run) -> Bool { schema(run)?.isStateOnly ?? false }

    func key(_ run: Run) -> String? { schema(run)?.serializationKey(in: record.body) }

    func timeout(_ run: Run, _ operation: StepName.Operation) -> Duration {
        let defaults = schema(run)?.timeouts ?? ResourceSchema.Timeouts()
        return switch operation {
        case .create: intent.settings.createTimeout ?? defaults.create
        case .delete: intent.settings.deleteTimeout ?? defaults.delete
        case .update, .adopt, .forget, .check: intent.settings.updateTimeout ?? defaults.update
        }
    }
}

extension Run {
    /// The steps of the journal that have, or may have, changed something and were not taken back. In their order.
    var executedSteps: [UndoDirector.Executed] {
        let undone = Set(
            journal.values.compactMap { step -> Int? in
                switch step.outcome {
                case .done, .skipped: step.intent.undoes
                case .notDone, .failed, nil: nil
                }
            }
        )
        return journal.values.sorted { $0.intent.ordinal < $1.intent.ordinal }.compactMap { step in
            guard step.intent.undoes == nil, !undone.contains(step.intent.ordinal) else { return nil }
            return UndoDirector.Executed(step)
        }
    }

    /// What the state becomes when the step is taken back: the record before, or none.
    ///
    /// - Parameter live: The object as the undo left it.
    func restoring(_ source: UndoDirector.Executed, undoneAs live: LiveObject?, _ step: UndoStep) -> [StateChange] {
        let intent = source.intent
        var changes = [StateChange.remove(intent.address)]
        // An object that waits to be deleted and was taken up again waits on.
        if intent.operation != .adopt, source.takenUp == nil, tombstones[ObjectKey(source.record)] != nil {
            changes.append(.unbury(source.record))
        }
        guard var prior = intent.prior else { return changes }
        guard source.takenUp == nil else {
            return changes + (hasEarlyDelete(intent.address) ? [] : [.put(prior)]) + waiting(source, as: live)
        }
        switch step.operation {
        case .forget, .restoreAndForget: return changes
        // The twin of an early delete: the old object is made again by another step, if it is.
        case .delete, .goneWithParent: if hasEarlyDelete(intent.address) { return changes }
        case .restore, .recreate, .leave: break
        }
        if let live {
            prior.attributes = live.attributes
            prior.lineage = live.lineage
            prior.identity = live.identity
        }
        return changes + [.put(prior)]
    }

    /// An old copy that was taken up waits on to be deleted: as the object that was made under its name, where it was gone.
    private func waiting(_ source: UndoDirector.Executed, as live: LiveObject?) -> [StateChange] {
        guard let live, var copy = tombstones[ObjectKey(source.record)], copy.record.lineage != live.lineage else {
            return []
        }
        copy.record.lineage = live.lineage
        copy.record.attributes = live.attributes
        return [.bury(copy)]
    }

    /// What is written down of a step that could not be taken back: the truth, as far as it is known.
    ///
    /// - Parameters:
    ///   - mayBeThere: Whether an object that was to be made again may have been made, or half made.
    ///   - isNeeded: Whether something that stays may use a new copy by now: it waits for a run that brings that up to date.
    ///   - parent: The object whose delete is to take it along, later.
    func givingUp(
        _ source: UndoDirector.Executed, found live: LiveObject?, _ failure: String, mayBeThere: Bool = false,
        isNeeded: Bool = false, goesWith parent: Address? = nil
    ) -> [JournalEntry] {
        var record = source.record
        if let live {
            record.attributes = live.attributes
            record.lineage = live.lineage
        }
        // A delete in doubt has left the row as it was before: nobody knows whether that is still true.
        let changes = changes(
            givingUp: source.intent, record, failure, mayBeThere: mayBeThere || source.isOpen, isNeeded: isNeeded,
            parent
        )
        guard source.isOpen else { return [.state(changes)] }
        return [.outcome(step: source.intent.ordinal, .failed(record, failure: failure), changes)]
    }

    private func changes(
        givingUp intent: StepIntent, _ record: ResourceRecord, _ failure: String, mayBeThere: Bool, isNeeded: Bool,
        _ parent: Address?
    ) -> [StateChange] {
        switch intent.operation {
        case .create:
            // An old copy keeps its record; the new one should be gone.
            let old = hasEarlyDelete(intent.address) ? nil : intent.prior
            let isInUse = isNeeded || tombstones[ObjectKey(record)]?.mayBeInUse ?? false
            let copy = Tombstone(record: record, failure: failure, goesWith: parent, mayBeInUse: isInUse)
            return [.remove(intent.address), .bury(copy)] + (old.map { [.put($0)] } ?? [])
        case .update, .adopt:
            var diverged = record.covering(intent.prior)
            diverged.health = .diverged(failure)
            return leavingFormerAddress(intent, record) + [.put(diverged)]
        case .delete:
            var half = record
            half.health = .diverged(failure)
            return mayBeThere ? leavingFormerAddress(intent, half) + [.put(half)] : []
        }
    }

    /// What is written down where a new copy stays because something left needs it: it is the resource from now on, with what
    /// lies in it, and the old one goes once nothing needs that. Nothing where there is no old one: what is retained takes the
    /// place of an object that was gone (docs/decisions/0414), and what was deleted early is.
    func copies(besides source: UndoDirector.Executed) -> [JournalEntry] {
        let intent = source.intent
        guard intent.operation == .create, intent.reversibility != .undo(.retain), let prior = intent.prior,
            prior.identity != source.record.identity, !hasEarlyDelete(intent.address)
        else { return [] }
        return [.state([.bury(Tombstone(record: prior, failure: "", mayBeInUse: true))])]
    }

    /// One object has one record: that at the address before goes where the step would have moved it.
    func leavingFormerAddress(_ intent: StepIntent, _ record: ResourceRecord) -> [StateChange] {
        guard let former = intent.prior?.address, former != record.address else { return [] }
        return [.remove(former)]
    }

    /// Closes a step in doubt that was taken back.
    func closing(_ source: UndoDirector.Executed) -> [JournalEntry] {
        source.isOpen ? [.outcome(step: source.intent.ordinal, .notDone(failure: "taken back"), [])] : []
    }

    /// Whether a run died while it took the step back.
    func isUndoInDoubt(_ source: UndoDirector.Executed) -> Bool {
        undoAttempts[source.intent.ordinal].flatMap { journal[$0]?.isInDoubt } ?? false
    }

    /// Closes the undo of a run that died in the middle of it: it counts for nothing and is made again.
    func closingFormerUndo(of source: UndoDirector.Executed) -> [JournalEntry] {
        guard isUndoInDoubt(source), let former = undoAttempts[source.intent.ordinal] else { return [] }
        return [.outcome(step: former, .notDone(failure: "made again"), [])]
    }

    func hasEarlyDelete(_ address: Address) -> Bool {
        lastAttempt(address, .delete) != nil
    }
}

extension UndoDirector.Executed {
    /// Nil for a step that has changed nothing.
    init?(_ step: JournalStep) {
        switch step.outcome {
        case .notDone, .skipped: return nil
        case .done(let record), .failed(let record, _):
            guard let record = record ?? step.intent.prior else { return nil }
            self.init(step, record)
        case nil:
            guard let record = step.intent.provisionalRecord else { return nil }
            self.init(step, record)
        }
    }

    private init(_ step: JournalStep, _ record: ResourceRecord) {
        self.init(
            intent: step.intent, record: record, isOpen: step.outcome == nil, isInDoubt: record.isInDoubt,
            operation: step.operation
        )
    }
}

extension ResourceRecord {
    /// Whether nobody has seen the object: it may be there or not, and be somebody else's.
    var isInDoubt: Bool {
        if case .diverged = health { return lineage == nil }
        return false
    }
}

extension StepIntent {
    /// The record as the step would have left it, while nobody knows; nil when there is no identity to look for.
    var provisionalRecord: ResourceRecord? {
        guard let identity = identity ?? prior?.identity else { return nil }
        return ResourceRecord(
            address: address, type: type, provider: provider, connection: connection, identity: identity,
            lineage: operation == .create ? nil : prior?.lineage, body: body ?? prior?.body ?? .null,
            attributes: prior?.attributes ?? body ?? .null, dependencies: dependencies,
            health: .diverged("nobody knows whether its last step was carried out"),
            preventDestroy: settings.preventDestroy, retainOnDestroy: settings.retainOnDestroy,
            isAdopted: prior?.isAdopted ?? false, schemaVersion: prior?.schemaVersion ?? 1
        )
    }
}
