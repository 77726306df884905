internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Splits updates that take away what objects use which this plan deletes, replaces or changes: what they use goes only
    /// after the commit, when those are done (engine.md §4.3, expand and contract).
    ///
    /// O(V + E).
    mutating func deferContractions() {
        let used = usedByWhatChanges
        guard !used.isEmpty else { return }
        for index in decisions.indices where decisions[index].change.action == .update {
            let address = decisions[index].change.address
            guard used.contains(address) || (address.member != nil && used.contains(address.instance)) else { continue }
            decisions[index].change.contraction = contraction(of: decisions[index].change)
        }
    }

    /// What recorded objects depend on that do not stay as they are, and what leftovers of earlier runs do.
    private var usedByWhatChanges: Set<Address> {
        var used: Set<Address> = []
        for index in decisions.indices where decisions[index].change.action != .noOp {
            guard let record = decisions[index].change.prior else { continue }
            used.formUnion(records.dependencies(of: record))
            used.formUnion(decisions[index].change.dependencies)
        }
        for tombstone in input.snapshot.tombstones {
            used.formUnion(tombstone.record.dependencies.map(records.current))
        }
        return used
    }

    private func contraction(of change: Change) -> Contraction? {
        guard let provider = input.registry[change.provider], let body = change.body, let record = change.prior,
            var contraction = provider.contraction(
                of: change.type, from: change.observed ?? record.body, to: body)
        else { return nil }
        // Only what the update is about: what is there and was never asked for is nobody's to take away.
        contraction.kept.removeAll { kept in
            !change.fields.contains { kept.path.isPrefix(of: $0.path) || $0.path.isPrefix(of: kept.path) }
        }
        guard !contraction.kept.isEmpty else { return nil }
        let live = change.observed.map {
            LiveObject(identity: record.identity, lineage: change.observedLineage, attributes: $0)
        }
        let first = Comparison(type: change.type, desired: contraction.expanding(body), record: record, live: live)
        contraction.isWhole =
            !change.reasons.contains(.recreatedOutside) && record.health == .sound
            && provider.compare(first).changes.isEmpty
        return contraction
    }
}
