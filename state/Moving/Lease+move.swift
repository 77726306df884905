internal import GRDB
package import MartletModel

/// What a move between states writes in the target.
package struct Arrival: Sendable, Hashable {
    /// The records under their new addresses, and the connections that the target lacks.
    package var changes: [StateChange]
    package var revision: RevisionEntry

    package init(changes: [StateChange], revision: RevisionEntry) {
        self.changes = changes
        self.revision = revision
    }
}

extension Lease {
    /// Moves records to another state, in an order in which a crash can neither lose nor double them: the source writes
    /// down what is about to leave; the target takes the records and, in the same transaction, the id of the move; the source
    /// lets go. The second write is the point of no return.
    ///
    /// What a crash leaves open, the source's next lease settles (``StateStore/acquireLease(owner:lineage:now:)``).
    ///
    /// - Parameters:
    ///   - transfer: As the source sees it, open.
    ///   - source: Whose marker the objects carry.
    /// - Returns: The new revisions of source and target.
    package func move(
        _ transfer: Transfer, to target: Lease, _ arrival: Arrival, source: Transfer.Peer, now: Timestamp
    ) throws(StateError) -> (source: Int, target: Int) {
        try write { database in
            try refuseOpenDeployment(database)
            try TransferRow.insert(transfer, database)
        }
        let incoming = Transfer(
            id: transfer.id, isOutgoing: false, peer: source, moves: transfer.moves, status: .done,
            actor: transfer.actor, begunAt: transfer.begunAt
        )
        let arrived: Int
        do throws(StateError) {
            arrived = try target.take(incoming, arrival, now: now)
        } catch {
            if error.isRefusal { try takeBack(transfer, now: now) }
            throw error
        }
        return (try letGo(transfer, now: now), arrived)
    }

    private func take(_ transfer: Transfer, _ arrival: Arrival, now: Timestamp) throws(StateError) -> Int {
        try write { database in
            try refuseOpenDeployment(database)
            try TransferRow.insert(transfer, database)
            return try edit(database, arrival.revision, arrival.changes, codec: codec, now: now)
        }
    }

    /// Forgets the records that have arrived in the target.
    func letGo(_ transfer: Transfer, now: Timestamp) throws(StateError) -> Int {
        try write { database in
            let snapshot = try StateReader(database: database, codec: RecordCodec(sealing: KeptSeals())).snapshot()
            let revision = RevisionEntry(
                actor: transfer.actor, reason: "moved \(transfer.names) to \(transfer.peer.path)",
                outputs: snapshot.outputs
            )
            try settle(transfer, .done, database, now: now)
            return try edit(
                database, revision, snapshot.removing(Set(transfer.moves.map(\.from))),
                codec: RecordCodec(sealing: KeptSeals()), now: now
            )
        }
    }

    /// The records stay here.
    func takeBack(_ transfer: Transfer, now: Timestamp) throws(StateError) {
        try write { database in try settle(transfer, .takenBack, database, now: now) }
    }

    private func settle(_ transfer: Transfer, _ status: Transfer.Status, _ database: Database, now: Timestamp) throws {
        try database.execute(
            sql: "UPDATE transfer SET status = ?, settled_at = max(begun_at, ?) WHERE id = ?",
            arguments: [status.rawValue, now.milliseconds, transfer.id.text]
        )
    }
}

extension Snapshot {
    /// What it takes to forget records: nothing that stays depends on them any longer.
    package func removing(_ addresses: Set<Address>) -> [StateChange] {
        let removals = addresses.filter { records[$0] != nil }.sorted().map { StateChange.remove($0) }
        let followers = records.values.filter { record in
            !addresses.contains(record.address) && record.dependencies.contains(where: addresses.contains)
        }
        return removals
            + followers.sorted { $0.address < $1.address }.map { record in
                var follower = record
                follower.dependencies.removeAll(where: addresses.contains)
                return .put(follower)
            }
    }
}

extension StateError {
    /// Whether the error proves that nothing was written; a disk that fails proves nothing.
    fileprivate var isRefusal: Bool {
        switch self {
        case .invalid, .deploymentOpen, .fenced: true
        default: false
        }
    }
}
