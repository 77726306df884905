import MartletModel
import MartletPlanner
import MartletState

/// What must hold of every write before it reaches the cloud: I5, I7, I8, I9, I13, I18, I19, I20.
struct CallChecks {
    let scope: Witness.Scope
    /// What is on the disk.
    let journal: Checkpoint
    let cloud: [ModelCloud.Key: ModelCloud.Object]

    func violations(_ write: ModelCloud.Write) -> [Violation] {
        guard let step = step(of: write) else {
            return [Violation(.writeAhead, "\(write.verb) of `\(write.key.identity)` without an intent on the disk")]
        }
        let isUndo = step.intent.undoes != nil
        return order(step, isUndo) + phase(write, step) + fidelity(write, step, isUndo) + safety(write, step)
    }

    /// The intent that the write belongs to.
    private func step(of write: ModelCloud.Write) -> JournalStep? {
        journal.inDoubt.last { step in
            step.intent.maySend(write.verb) && journal.keys(step.intent).contains(write.key)
        }
            ?? journal.inDoubt.last { step in
                // In a space that this very run has made, which the state may not know yet.
                step.intent.maySend(write.verb)
                    && (step.intent.identity ?? step.intent.prior?.identity)?.text == write.key.identity
            }
    }

    // MARK: I7

    private func order(_ step: JournalStep, _ isUndo: Bool) -> [Violation] {
        if isUndo { return undoOrder(step) }
        return step.intent.operation == .delete ? deleteOrder(step) : forwardOrder(step)
    }

    /// Everything that a step was planned to wait for is done.
    private func forwardOrder(_ step: JournalStep) -> [Violation] {
        guard let plan = scope.plan, journal.open?.phase == .forward else { return [] }
        let done = Set(
            journal.steps.compactMap { step -> Address? in
                guard case .done? = step.outcome, step.intent.undoes == nil else { return nil }
                return step.intent.address
            }
        )
        guard let change = plan.changes.first(where: { $0.address == step.intent.address }) else { return [] }
        return change.dependencies.compactMap { dependency in
            guard let needed = plan.changes.first(where: { $0.address == dependency }) else { return nil }
            switch needed.action {
            case .create, .update, .replace, .adopt:
                guard needed.type != ModelProvider.note, !done.contains(dependency) else { return nil }
                return Violation(.order, "`\(change.address)` is written before `\(dependency)` is done")
            case .delete, .forget, .noOp: return nil
            }
        }
    }

    /// What is still to be deleted and depended on this object is gone.
    private func deleteOrder(_ step: JournalStep) -> [Violation] {
        guard journal.open?.phase == .cleanup else { return [] }
        return journal.snapshot.tombstones.compactMap { tombstone in
            guard tombstone.record.dependencies.contains(step.intent.address), tombstone.goesWith == nil,
                let object = cloud[journal.key(tombstone.record)], !tombstone.record.isNote,
                object.uid == tombstone.record.lineage?.text, tombstone.record.address != step.intent.address
            else { return nil }
            // The dependency may have been on the copy that lives.
            guard journal.snapshot.records[step.intent.address] == nil else { return nil }
            return Violation(
                .order, "`\(step.intent.address)` is deleted before `\(tombstone.record.address)`, which needs it"
            )
        }
    }

    /// What depended on an undone step is undone, unless nothing can undo it: then all else is taken back all the same (I1).
    private func undoOrder(_ step: JournalStep) -> [Violation] {
        guard step.intent.operation == .delete || step.intent.operation == .update else { return [] }
        let undone = Set(
            journal.steps.compactMap { step -> Int? in
                switch step.outcome {
                case .done, .skipped: step.intent.undoes
                case .notDone, .failed, nil: nil
                }
            }
        )
        let left = left
        return journal.steps.compactMap { other in
            guard other.intent.undoes == nil, other.intent.dependencies.contains(step.intent.address),
                other.intent.address != step.intent.address, !undone.contains(other.intent.ordinal),
                other.intent.operation != .delete, other.intent.type != ModelProvider.note
            else { return nil }
            switch other.outcome {
            case .notDone, .skipped: return nil
            case .done, .failed, nil: break
            }
            guard !left.contains(other.intent.address) else { return nil }
            guard let key = journal.keys(other.intent).first, cloud[key] != nil, !goesAlong(key, with: step) else {
                return nil
            }
            return Violation(
                .order, "`\(step.intent.address)` is taken back before `\(other.intent.address)`, which needs it"
            )
        }
    }

    /// What stays as the run left it: what is retained, what nothing can undo, and what those depend on.
    private var left: Set<Address> {
        let forward = Dictionary(grouping: journal.steps.filter { $0.intent.undoes == nil }, by: \.intent.address)
        var left: Set<Address> = []
        var pending = forward.values.joined().filter(\.intent.isLeft).map(\.intent.address)
        while let address = pending.popLast() {
            guard left.insert(address).inserted else { continue }
            pending += (forward[address] ?? []).flatMap(\.intent.dependencies)
        }
        return left
    }

    /// Whether the object lies in the one of `step`.
    private func goesAlong(_ key: ModelCloud.Key, with step: JournalStep) -> Bool {
        journal.keys(step.intent).contains { parent in
            key.space == cloud[parent]?.uid
                || (key.space == parent.space && key.identity.hasPrefix(parent.identity + "/"))
        }
    }

    // MARK: I8, I9

    private func phase(_ write: ModelCloud.Write, _ step: JournalStep) -> [Violation] {
        guard let phase = journal.open?.phase else { return [] }
        if phase == .cleanup, write.verb != .delete, !isContracting(step) {
            return [Violation(.noRollbackAfterCommit, "\(write.verb) of `\(write.key.identity)` after commit")]
        }
        guard write.verb == .delete, phase != .cleanup, let uid = write.before?.uid,
            scope.before.objects[write.key]?.uid == uid
        else { return [] }
        if step.intent.undoes == nil, case .irreversible = step.intent.reversibility { return [] }
        return [Violation(.deletesLast, "`\(write.key.identity)` was there before and is deleted before commit")]
    }

    /// Updates that are legal only after a delete are made after commit.
    private func isContracting(_ step: JournalStep) -> Bool {
        step.intent.undoes == nil && step.intent.operation == .update
    }

    // MARK: I13

    private func fidelity(_ write: ModelCloud.Write, _ step: JournalStep, _ isUndo: Bool) -> [Violation] {
        guard !isUndo, let plan = scope.plan, journal.open?.phase == .forward else { return [] }
        guard let change = plan.changes.first(where: { $0.address == step.intent.address }) else {
            return [Violation(.planFidelity, "`\(step.intent.address)` is written and not in the plan")]
        }
        guard write.verb != .delete else {
            return change.deletesEarly
                ? [] : [Violation(.planFidelity, "`\(change.address)` is deleted and planned to \(change.action.name)")]
        }
        guard let planned = change.body, let body = write.body, !planned.allows(body) else { return [] }
        return [Violation(.planFidelity, "`\(change.address)`: sent \(body), planned \(planned)")]
    }

    // MARK: I18, I19, I20

    private func safety(_ write: ModelCloud.Write, _ step: JournalStep) -> [Violation] {
        guard let object = write.before else { return [] }
        var violations: [Violation] = []
        if write.verb == .delete, object.marker == scope.marker {
            let record = scope.before.snapshot.records.values.first { $0.lineage?.text == object.uid }
            if let record, isProtected(record) {
                violations.append(Violation(.protection, "`\(record.address)` is protected and deleted"))
            }
            let isRollback = step.intent.undoes != nil || isReturn
            for address in isRollback ? adopted(goneWith: write.key, object) : [] {
                violations.append(Violation(.adoptedObjectsStay, "rollback deletes `\(address)`"))
            }
        }
        let address = step.intent.address
        let found = scope.plan?.changes.first { $0.address == address }?.observedLineage
        if step.intent.operation == .adopt, step.intent.undoes == nil, let found, found.text != object.uid {
            violations.append(Violation(.foreignSafety, "`\(address)` adopts another object than the plan found"))
        }
        return violations
    }

    /// The adopted resources whose objects a delete takes away.
    private func adopted(goneWith key: ModelCloud.Key, _ object: ModelCloud.Object) -> [Address] {
        let gone = Set(ModelCloud.contents(of: key, object, cloud).compactMap { cloud[$0]?.uid })
        let adopted = scope.before.snapshot.records.values.filter(\.isAdopted)
        return adopted.filter { gone.contains($0.lineage?.text ?? "") }.map(\.address).sorted()
    }

    /// Whether the plan leads toward an earlier revision.
    private var isReturn: Bool {
        if case .rollback? = scope.plan?.kind { true } else { false }
    }

    private func isProtected(_ record: ResourceRecord) -> Bool {
        let declared = scope.plan?.changes.first {
            $0.address == record.address || $0.previousAddress == record.address
        }
        return declared?.settings.preventDestroy ?? record.preventDestroy
    }
}

extension StepIntent {
    /// Whether a step of this kind may send such a write. What an undo has half made again it completes.
    func maySend(_ verb: ModelCloud.Verb) -> Bool {
        operation.verbs.contains(verb) || (undoes != nil && operation == .create && verb == .update)
    }
}

extension StepIntent {
    fileprivate var isLeft: Bool {
        switch (operation, reversibility) {
        case (.create, .undo(.retain)), (.update, .irreversible): true
        default: false
        }
    }
}

extension StepOperation {
    fileprivate var verbs: Set<ModelCloud.Verb> {
        switch self {
        case .create: [.create]
        case .update, .adopt: [.update]
        case .delete: [.delete, .create]
        }
    }
}

extension Value {
    /// Whether `other` is this value with its unknown parts filled in.
    func allows(_ other: Value) -> Bool {
        switch (unmarked.value, other.unmarked.value) {
        case (.unknown, _): true
        case (.object(let planned), .object(let sent)):
            planned.allSatisfy { field in
                guard let value = sent[field.key] else {
                    if case .unknown = field.value.unmarked.value { return true }
                    return false
                }
                return field.value.allows(value)
            } && sent.allSatisfy { planned[$0.key] != nil }
        case (.tuple(let planned), .tuple(let sent)):
            planned.count == sent.count && zip(planned, sent).allSatisfy { $0.allows($1) }
        case (let planned, let sent): planned == sent
        }
    }
}
