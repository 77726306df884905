internal import MartletModel
internal import MartletProvider

/// What the configurations of recorded connections came from. The state keeps each connection as it was used last, whatever
/// revision its objects belong to: it may lead to an object of today, of the revision, or of one in between.
struct ConnectionOrigins {
    /// A stored state that a configuration may have been made from.
    struct Era {
        let links: RecordedLinks
        let shared: [ConnectionName: Set<Address>]

        func leads(_ record: ConnectionRecord, _ name: ConnectionName) -> Bool {
            links.areAny(in: record.configuration, among: shared[name] ?? [])
        }
    }

    private let current: Snapshot
    private let registry: ProviderRegistry
    private let target: Era
    private var eras: [Era]
    private var history: AnyIterator<Snapshot>

    /// - Parameters:
    ///   - links: Those of `target`.
    ///   - history: Stored states, the newest first; asked for only where `current` and `target` do not tell.
    init(
        _ target: Snapshot, _ links: RecordedLinks, _ current: Snapshot, _ registry: ProviderRegistry,
        _ history: some Sequence<Snapshot>
    ) {
        self.current = current
        self.registry = registry
        self.target = Era(links: links, shared: target.sharedDependencies)
        let today = Era(links: RecordedLinks(current, current, registry), shared: current.sharedDependencies)
        // Nothing may go through a connection today, and much of the revision: it leads to an object of today all the same.
        eras = [today, self.target, Era(links: today.links, shared: self.target.shared)]
        eras += current.withWhatWaits.map {
            Era(links: RecordedLinks($0, current, registry), shared: $0.sharedDependencies)
        }
        self.history = AnyIterator(history.makeIterator())
    }

    /// The state that the configuration was made from; that of the revision where none tells.
    mutating func era(of record: ConnectionRecord, _ name: ConnectionName) -> Era {
        if let known = eras.first(where: { $0.leads(record, name) }) { return known }
        // What the revision needs behind it is there: so is what it leads to.
        guard (target.shared[name] ?? []).contains(where: { current.records[$0] == nil }) else { return target }
        while let snapshot = history.next() {
            let era = Era(links: RecordedLinks(snapshot, current, registry), shared: snapshot.sharedDependencies)
            eras.append(era)
            if era.leads(record, name) { return era }
        }
        return target
    }
}

extension Snapshot {
    /// The state as if what waits to be deleted were the resources of its addresses: a rollback that could not get rid of a new
    /// host has left its connections leading there. As many as the most that wait at one address.
    fileprivate var withWhatWaits: [Snapshot] {
        let waiting = Dictionary(grouping: tombstones.map(\.record), by: \.address)
        let most = waiting.values.map(\.count).max() ?? 0
        return (0..<most).map { layer in
            var snapshot = self
            for (address, records) in waiting where records.count > layer { snapshot.records[address] = records[layer] }
            return snapshot
        }
    }
}
