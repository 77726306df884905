internal import MartletModel
internal import MartletState

/// What old copies that stay need: whatever they lie in or refer to stays with them, or its delete would take them along.
struct CopiesInUse {
    private let needed: Set<Address>
    /// The addresses of the copies that stay.
    private let staying: Set<Address>

    /// - Parameters:
    ///   - changes: Of a commit, in which some tombstones are marked as in use.
    ///   - standing: Tombstones from earlier, those that `changes` write again among them.
    ///
    /// O(tombstones and what they depend on).
    init(_ changes: [StateChange], standing: some Sequence<Tombstone>) {
        var copies = Dictionary(standing.map { (ObjectKey($0.record), $0) }, uniquingKeysWith: { first, _ in first })
        for change in changes { copies.follow(change) }
        let byInstance = Dictionary(grouping: copies.values, by: \.record.address.instance)
        var needed: Set<Address> = []
        var staying: Set<Address> = []
        var pending = copies.values.filter(\.mayBeInUse)
        while let copy = pending.popLast() {
            staying.insert(copy.record.address)
            for address in copy.record.dependencies + [copy.goesWith].compactMap({ $0 })
            where needed.insert(address).inserted {
                pending += (byInstance[address.instance] ?? []).filter { $0.record.isNamed(by: address) }
            }
        }
        self.needed = needed
        self.staying = staying
    }

    /// The change, with its tombstone marked as in use where it is needed. A parent that stays takes nothing along: what lies
    /// in it is deleted by itself, or stays as well where its name leads to another object, behind the new host.
    func applied(to change: StateChange, isOutOfReach: (Tombstone) -> Bool) -> StateChange {
        guard case .bury(var tombstone) = change, tombstone.contraction == nil else { return change }
        let address = tombstone.record.address
        if needed.means(address) { tombstone.mayBeInUse = true }
        if let parent = tombstone.goesWith, staying.contains(parent), !tombstone.mayBeInUse {
            if isOutOfReach(tombstone) { tombstone.mayBeInUse = true } else { tombstone.goesWith = nil }
        }
        return .bury(tombstone)
    }
}

extension Set<Address> {
    /// Whether the object at `address` is among them, by itself or with all of its instance.
    func means(_ address: Address) -> Bool { contains(address) || contains(address.instance) }
}

extension Run {
    /// Whether the name of an old copy leads to another object by now.
    func isOutOfReach(_ copy: Tombstone) -> Bool {
        owners[ObjectKey(copy.record)].map { copy.isAnother(than: records[$0]) } ?? false
    }
}

extension Tombstone {
    /// Whether the two only seem to be one: what goes with its host has no delete of its own, but a place in the order, and
    /// one of the same identity behind the new host is another object.
    func isAnother(than record: ResourceRecord?) -> Bool {
        goesWith != nil && record?.lineage != self.record.lineage
    }
}

extension ResourceRecord {
    /// Whether `address` means the object, or the instance that stands for it among others.
    fileprivate func isNamed(by address: Address) -> Bool {
        self.address == address || self.address.instance == address
    }
}
