import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState

/// I1, I12, I19: what a rollback must have restored.
extension EndChecks {
    /// A rollback restores cloud and state, whatever its cause and however often it was interrupted.
    var atomicity: [Violation] {
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
}
