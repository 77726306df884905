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
        let recorded = after.snapshot.lineages
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

    func without(_ key: String) -> Value {
        .object(Fields((fields ?? Fields()).filter { $0.key != key }.map { $0 }))
    }
}
