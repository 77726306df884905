import MartletModel
import MartletState

/// What must hold at every prefix of the journal: I3, I4, I6, I9, I21, I26.
struct JournalChecks {
    let scope: Witness.Scope
    let before: Checkpoint?
    let now: Checkpoint

    var violations: [Violation] {
        orphans + phantoms + transactions + rollbacks + doubles + cycles
    }

    private var orphans: [Violation] {
        var known = Set(now.snapshot.records.values.map(now.key))
        known.formUnion(now.snapshot.tombstones.map { now.key($0.record) })
        for step in now.steps { known.formUnion(now.keys(step.intent)) }
        // What lies behind an object that is remembered goes with it.
        let hosts = Set(now.objects.filter { known.contains($0.key) }.map(\.value.uid))
        return now.objects.compactMap { key, object in
            guard object.marker == scope.marker, !known.contains(key), !hosts.contains(key.space),
                !scope.released.contains(object.uid)
            else {
                return nil
            }
            return Violation(.noOrphan, "`\(key.identity)` is in the cloud and nobody remembers it")
        }
    }

    private var phantoms: [Violation] {
        let alive = Set(now.objects.values.map(\.uid))
        let doubted = Set(now.inDoubt.flatMap { now.keys($0.intent) })
        // What lies in an object goes with it.
        let emptied = now.inDoubt.filter { $0.intent.operation == .delete }.flatMap { now.keys($0.intent) }
        return now.snapshot.records.values.compactMap { record in
            guard !record.isNote, record.isSound, let uid = record.lineage?.text else { return nil }
            let key = now.key(record)
            guard !alive.contains(uid), !doubted.contains(key), !scope.vanished.contains(uid),
                !emptied.contains(where: { $0.space == key.space && key.identity.hasPrefix($0.identity + "/") })
            else {
                return nil
            }
            let found = now.objects[key].map { "there is \($0.uid)" } ?? "there is nothing"
            return Violation(.noPhantom, "`\(record.address)` is recorded as \(uid), and \(found)")
        }
    }

    /// An outcome and its row change together.
    private var transactions: [Violation] {
        var settled: Set<Int> = []
        for step in before?.steps ?? [] where step.outcome != nil { settled.insert(step.intent.ordinal) }
        let isSame = before?.open?.id == now.open?.id
        return now.steps.compactMap { step in
            guard step.intent.undoes == nil, !isSame || !settled.contains(step.intent.ordinal) else { return nil }
            guard case .done(let record?)? = step.outcome, now.open?.phase == .forward else { return nil }
            guard now.snapshot.records[record.address]?.lineage != record.lineage else { return nil }
            return Violation(.oneTransaction, "step \(step.intent.ordinal) is done and its row is not as it says")
        }
    }

    private var rollbacks: [Violation] {
        guard let former = before?.open, let open = now.open, former.id == open.id else { return [] }
        guard former.phase == .cleanup, open.phase == .rollback || open.phase == .forward else { return [] }
        return [Violation(.noRollbackAfterCommit, "deployment \(open.id) went from cleanup to \(open.phase)")]
    }

    /// An object that lives on must not also wait to be deleted.
    private var doubles: [Violation] {
        guard now.open?.phase == .cleanup, before?.open?.phase == .forward else { return [] }
        let alive = Set(now.snapshot.records.values.filter { !$0.isNote }.map(now.key))
        return now.snapshot.tombstones.compactMap { tombstone in
            guard alive.contains(now.key(tombstone.record)), tombstone.goesWith == nil else { return nil }
            let live = now.snapshot.records.values.first { now.key($0) == now.key(tombstone.record) }
            guard live?.lineage == tombstone.record.lineage else { return nil }
            return Violation(.sameIdentityReplace, "`\(tombstone.record.identity)` lives and is to be deleted")
        }
    }

    private var cycles: [Violation] {
        var state: [Address: Bool] = [:]
        func isCircular(_ address: Address) -> Bool {
            if let isDone = state[address] { return !isDone }
            state[address] = false
            for next in now.snapshot.records[address]?.dependencies ?? [] where isCircular(next) { return true }
            state[address] = true
            return false
        }
        return now.snapshot.records.keys.contains(where: isCircular)
            ? [Violation(.stateIntegrity, "the recorded dependencies form a circle")] : []
    }
}
