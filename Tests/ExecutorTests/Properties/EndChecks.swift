import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState

/// What must hold once a run has ended: I1, I2, I16, I17, I19, I22, I24, I25, I28.
struct EndChecks {
    let step: Step
    let plan: Plan
    let before: Checkpoint
    let after: Checkpoint
    let end: End
    let world: CaseWorld
    /// The revision that a rollback goes to.
    let target: Snapshot?

    var violations: [Violation] {
        var found: [Violation] = []
        switch end.outcome {
        case .applied where step.operation == .apply || step.operation == .destroy: found += success
        case .applied: found += target.map(returned) ?? []
        case .rolledBack: found += atomicity
        case .kept: found += isolation
        case .rollbackIncomplete: found += honesty
        default: break
        }
        return found + untouched + secrets + bounds
    }

    private var isPartial: Bool { !step.targets.isEmpty || !step.excludes.isEmpty }

    // MARK: I2

    private var success: [Violation] {
        guard !isPartial, step.late.isEmpty, !step.isBlind else { return [] }
        let wanted =
            step.operation == .destroy
            ? [:]
            : step.stack.expected(in: after.objects, secret: world.secret) { address in
                after.snapshot.records[address]?.lineage?.text
            }
        let ours = after.objects.filter { $0.value.marker == CaseWorld.marker }
        var found: [Violation] = []
        for (key, body) in wanted {
            guard let object = ours[key] else {
                found.append(Violation(.success, "`\(key.identity)` is wanted and not there"))
                continue
            }
            let ignoresValue = step.stack.nodes.contains { node in
                node.ignoresValue && key.identity.contains(node.bodyName ?? node.name)
            }
            let (there, asked) =
                ignoresValue ? (object.body.without("value"), body.without("value")) : (object.body, body)
            if there.plain.revealed != asked {
                found.append(Violation(.success, "`\(key.identity)` is \(there), wanted \(asked)"))
            }
        }
        let recorded = Set(after.snapshot.records.values.compactMap { $0.lineage?.text })
        for (key, object) in ours where wanted[key] == nil && recorded.contains(object.uid) {
            found.append(Violation(.success, "`\(key.identity)` is not wanted, and there"))
        }
        if !after.snapshot.tombstones.isEmpty { found.append(Violation(.success, "applied, with tombstones")) }
        return found
    }

    /// A rollback to a revision leads to what the revision has; references follow objects that were made anew.
    private func returned(to target: Snapshot) -> [Violation] {
        guard !isPartial, step.late.isEmpty, !step.isBlind else { return [] }
        let ignoresValue = step.stack.nodes.contains(where: \.ignoresValue)
        let halfTurned = Set(target.halfTurned.map(\.address))
        var found: [Violation] = []
        for address in Set(target.records.keys).union(after.snapshot.records.keys).sorted() {
            guard let then = target.records[address], let now = after.snapshot.records[address] else {
                let isThere = after.snapshot.records[address] != nil
                found.append(Violation(.success, "`\(address)` is \(isThere ? "" : "not ")there, other than then"))
                continue
            }
            guard !halfTurned.contains(address) else { continue }
            let (was, became) = (target.naming(then.body), after.snapshot.naming(now.body))
            let isSame =
                ignoresValue ? was.without("value") == became.without("value") : was == became
            if !isSame { found.append(Violation(.success, "`\(address)` was \(was), and now is \(became)")) }
            guard !now.isNote else { continue }
            let object = after.objects[after.key(now)]
            guard let object, object.uid == now.lineage?.text else {
                found.append(Violation(.success, "`\(address)` is recorded, and there is \(object?.uid ?? "nothing")"))
                continue
            }
            let isWritten = ignoresValue || object.body.plain.revealed == now.body.plain.revealed
            if !isWritten { found.append(Violation(.success, "`\(address)` is \(object), recorded \(now.body)")) }
        }
        return found
    }

    // MARK: I1, I12, I19

    /// A rollback restores cloud and state, whatever its cause and however often it was interrupted.
    private var atomicity: [Violation] {
        // Later runs of the step may have begun elsewhere.
        guard step.late.isEmpty, end.reports.allSatisfy({ $0.outcome != .applied }) else { return [] }
        let invariant: Invariant = end.deaths > 0 ? .crashAnywhere : .atomicity
        var found: [Violation] = []
        let skipped = world.witness.scope?.skipped ?? []
        guard skipped.isEmpty else { return [] }
        let remade = remade
        let scope = world.witness.scope
        let remadeSpaces = Set(
            before.objects.keys.filter { scope?.takesAway($0.space) ?? false }.map { remade.naming($0).space })
        let drifted = Set(drifted.map(remade.naming))
        let remadeParents = before.objects.filter { scope?.takesAway($0.value.uid) ?? false }.keys.map(remade.naming)
        let before = Dictionary(
            uniqueKeysWithValues: before.objects.map { (remade.naming($0.key), remade.naming($0.value)) })
        for key in Set(before.keys).union(after.objects.keys) {
            let (was, now) = (before[key], after.objects[key])
            guard was != now else { continue }
            if was == nil, now != nil, isRetained(key) { continue }
            if let was, let now, isRemade(key, now), was.body.plain == now.body.plain { continue }
            // What was updated and is restored names what has been made anew as it was: the next plan says so.
            if let was, let now, was.uid == now.uid, remade.naming(was) == remade.naming(now) { continue }
            // Who does not look takes the record for what is there.
            if step.isBlind, drifted.contains(key) { continue }
            // What others had put into an object that was made anew, or the stack had left there, went with it.
            if let was, was.marker != CaseWorld.marker || scope?.released.contains(was.uid) ?? false,
                remadeSpaces.contains(key.space) || remadeParents.contains(where: key.lies(in:))
            {
                continue
            }
            let isAdopted = plan.changes.contains { $0.action == .adopt && $0.identity?.text == key.identity }
            // The entries of a map that the stack does not name are nobody's to keep.
            if isAdopted, let was, let now, was.uid == now.uid,
                was.body.without("refs") == now.body.without("refs")
            {
                continue
            }
            found.append(
                Violation(
                    isAdopted ? .adoptedObjectsStay : invariant,
                    "`\(key.identity)` was \(was.map { "\($0)" } ?? "nothing") and is \(now.map { "\($0)" } ?? "nothing")"
                )
            )
        }
        return found + state(invariant)
    }

    /// Whether the step was to leave what it creates, or something that it leaves needs it.
    private func isRetained(_ key: ModelCloud.Key) -> Bool {
        let kept =
            Array(after.snapshot.records.values)
            + after.snapshot.tombstones.filter(\.mayBeInUse).map(\.record)
        return plan.changes.contains { $0.reversibility == .undo(.retain) } && kept.contains { after.key($0) == key }
    }

    /// Whether the plan said that the object would be deleted first: it is another one of the same body.
    private func isRemade(_ key: ModelCloud.Key, _ now: ModelCloud.Object) -> Bool {
        plan.changes.contains { change in
            change.deletesEarly && change.prior.map { before.key($0) == key } == true
        }
    }

    /// The uids of what was deleted and has been made anew.
    private var remade: RemadeUIDs {
        RemadeUIDs(
            plan.changes.filter(\.deletesEarly).map { change in
                let was = before.snapshot.records[change.previousAddress ?? change.address]
                let now = was.flatMap { after.snapshot.records[$0.address] }
                return (was?.lineage?.text, now?.lineage?.text)
            }
        )
    }

    /// The objects that were other than recorded.
    private var drifted: Set<ModelCloud.Key> {
        Set(before.snapshot.records.values.filter(hasDrifted).map(before.key))
    }

    /// Whether the object was other than recorded: the record of one that was restored says how it was found.
    private func hasDrifted(_ record: ResourceRecord) -> Bool {
        before.objects[before.key(record)]?.body.plain.revealed != record.body.plain.revealed
    }

    private func state(_ invariant: Invariant) -> [Violation] {
        let remade = remade
        guard !plan.changes.contains(where: { $0.reversibility == .undo(.retain) }) else { return [] }
        let isRemade = plan.changes.contains(where: \.deletesEarly)
        var found: [Violation] = []
        for address in Set(before.snapshot.records.keys).union(after.snapshot.records.keys) {
            let (was, now) = (before.snapshot.records[address], after.snapshot.records[address])
            guard was != now else { continue }
            // The record of what a run did not end with says what was sent, and what came back of it only once it was looked at.
            if let was, let now, isRemade || hasDrifted(was) || !was.isSound, was.identity == now.identity,
                remade.naming(was.body) == remade.naming(now.body)
            {
                continue
            }
            found.append(
                Violation(
                    invariant,
                    "the record of `\(address)` was \(was.map { "\($0)" } ?? "none"), is \(now.map { "\($0)" } ?? "none")"
                )
            )
        }
        for (name, connection) in before.snapshot.connections {
            let now = after.snapshot.connections[name]?.configuration
            guard now != remade.naming(connection.configuration) else { continue }
            found.append(Violation(invariant, "connection `\(name)` leads elsewhere"))
        }
        if before.snapshot.revision != after.snapshot.revision {
            found.append(Violation(invariant, "another revision"))
        }
        if before.snapshot.outputs != after.snapshot.outputs { found.append(Violation(invariant, "other outputs")) }
        return found
    }

    // MARK: I16

    /// What is deleted early goes after what lies in it, which goes as late as it can, and after what depended on it and is deleted
    /// early as well.
    private func deletedBefore(_ change: Change) -> [Change] {
        var found: [Change] = []
        var pending = [change.address]
        while let address = pending.popLast() {
            let earlier = plan.changes.filter { other in
                let isEarly = other.deletesEarly && other.prior?.dependencies.contains(address) ?? false
                return isEarly || other.reasons.contains(.goneWithParent(address))
            }.filter { other in other.address != change.address && !found.contains { $0.address == other.address } }
            found += earlier
            pending += earlier.map(\.address)
        }
        return found
    }

    /// With `keep`, what does not depend on a failure is done.
    private var isolation: [Violation] {
        guard let report = end.reports.last, end.deaths == 0, end.reports.count == 1 else { return [] }
        let done = Set(report.done.map(\.step.address))
        let open = Set(
            after.steps.filter { step in
                if case .done? = step.outcome { return false }
                return true
            }.map(\.intent.address))
        var blocked = open
        if let first = report.firstFailure { blocked.insert(first.step.address) }
        var found: [Violation] = []
        for change in plan.changes where change.action.runsForward {
            if change.dependencies.contains(where: blocked.contains) { blocked.insert(change.address) }
            let waitedFor = deletedBefore(change).flatMap { [$0.address] + $0.dependencies }
            if change.deletesEarly, waitedFor.contains(where: blocked.contains) { blocked.insert(change.address) }
            for read in plan.dataReads where read.dependencies.contains(where: blocked.contains) {
                blocked.insert(read.address)
            }
            guard change.action != .noOp, !blocked.contains(change.address), !done.contains(change.address) else {
                continue
            }
            let connection = plan.connections[change.connection]?.configuration
            guard connection?.isWhollyKnown == true else { continue }
            found.append(Violation(.isolation, "`\(change.address)` depends on no failure and was not done"))
        }
        return found
    }

    // MARK: I17

    private var untouched: [Violation] {
        guard isPartial, end.outcome == .applied || end.outcome == .rolledBack else { return [] }
        let planned = Set(plan.changes.flatMap { [$0.address, $0.previousAddress ?? $0.address] })
        let places = Dictionary(
            plan.changes.compactMap { change in change.previousAddress.map { ($0, change.address) } },
            uniquingKeysWith: { first, _ in first })
        return before.snapshot.records.compactMap { address, record in
            guard !planned.contains(address) else { return nil }
            var moved = record
            moved.dependencies = record.dependencies.map { places[$0] ?? $0 }
            guard [record, moved].contains(after.snapshot.records[address]) else {
                return Violation(.untouched, "`\(address)` is not in the plan and its record changed")
            }
            let key = before.key(record)
            guard !record.isNote, before.objects[key] != after.objects[key] else { return nil }
            return Violation(.untouched, "`\(address)` is not in the plan and its object changed")
        }
    }

    // MARK: I22, I24, I25, I28

    private var secrets: [Violation] {
        guard step.stack.nodes.contains(where: \.hasSecret) else { return [] }
        return world.leaks().map { Violation(.secrets, $0) }
    }

    /// So many writes to the cloud and to the disk as the plan has steps, a few times over.
    private var bounds: [Violation] {
        let processes = end.reports.count + end.deaths + 1
        let steps = plan.changes.count + before.snapshot.tombstones.count + 1
        let most = 2 * (2 * 3 + 1) * steps * processes
        let writes = world.cloud.writeCount - end.writesBefore
        return writes > most ? [Violation(.scaling, "\(writes) writes for \(steps) steps")] : []
    }

    /// A rollback is incomplete only where a call failed, or a step cannot be undone.
    private var honesty: [Violation] {
        let isIrreversible = plan.changes.contains { change in
            if case .irreversible = change.reversibility { return true }
            return false
        }
        // What takes a create back is a delete, and what takes an update back an update: neither call meets a fault.
        let isUndoSound = step.faults.keys.allSatisfy { $0.verb == .create }
        guard isUndoSound, step.late.isEmpty, !isIrreversible, end.deaths == 0, end.reports.count == 1 else {
            return []
        }
        return [Violation(.honestLabels, "a rollback whose calls all succeed is incomplete: \(end)")]
    }
}

extension Snapshot {
    /// `body` with addresses in place of the uids that the recorded objects have, and without what a lookup made of one.
    fileprivate func naming(_ body: Value) -> Value {
        let names = Dictionary(
            records.values.compactMap { record in record.lineage.map { ($0.text, "\(record.address)") } },
            uniquingKeysWith: { first, _ in first }
        )
        return body.plain.revealed.without("seen").replacing { names[$0] ?? $0 }
    }
}

extension Value {
    func replacing(_ name: (String) -> String) -> Value {
        switch self {
        case .marked(let inner, let marks): .marking(inner.replacing(name), marks)
        case .string(let text): .string(name(text))
        case .tuple(let elements): .tuple(elements.map { $0.replacing(name) })
        case .object(let fields): .object(fields.mapValues { $0.replacing(name) })
        default: self
        }
    }

    fileprivate func without(_ key: String) -> Value {
        .object(Fields((fields ?? Fields()).filter { $0.key != key }.map { $0 }))
    }
}

extension Action {
    /// Whether a step before the commit carries it out.
    var runsForward: Bool {
        switch self {
        case .create, .update, .replace, .adopt, .noOp: true
        case .delete, .forget: false
        }
    }
}
