internal import MartletModel
internal import MartletState

extension Run {
    /// Records whose dependencies the plan was to move, or had moved before that was taken back, with the addresses that
    /// those have: a later plan deletes by them. O(records and what they depend on) when the plan moves anything.
    var repointing: [StateChange] {
        guard let plan, case let former = plan.formerAddresses, !former.isEmpty else { return [] }
        let other = former.merging(plan.presentAddresses) { _, present in present }
        return records.values.sorted { $0.address < $1.address }.compactMap { record in
            record.repointed { address in
                guard records[address] == nil, let place = other[address], records[place] != nil else { return nil }
                return place
            }
        }
    }
}

extension ResourceRecord {
    /// The change that gives the record's dependencies their new places; nil when none has another.
    func repointed(_ place: (Address) -> Address?) -> StateChange? {
        var record = self
        record.dependencies = dependencies.map { place($0) ?? $0 }
        return record == self ? nil : .put(record)
    }
}

extension Tombstone {
    /// The tombstone with its addresses in their new places. One that waits for a contraction has that of the resource
    /// already.
    func repointed(_ place: (Address) -> Address?) -> Tombstone {
        var copy = self
        copy.record.dependencies = record.dependencies.map { place($0) ?? $0 }
        if contraction == nil { copy.record.address = place(record.address) ?? record.address }
        copy.goesWith = goesWith.map { place($0) ?? $0 }
        return copy
    }
}
