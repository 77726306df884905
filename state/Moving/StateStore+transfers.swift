package import MartletModel

extension StateStore {
    /// The move out of this state of which nobody but its target knows whether it was done; nil when there is none.
    package func openTransfer() throws(StateError) -> Transfer? {
        try transfers().first { $0.status == .open }
    }

    /// Every move from and to this state, oldest first.
    package func transfers() throws(StateError) -> [Transfer] {
        try reading { reader in try reader.transfers() } ?? []
    }

    /// The stacks whose marker an object may still carry because its record came from there, by the record's address.
    package func formerOwners() throws(StateError) -> [Address: StackIdentity] {
        var owners: [Address: StackIdentity] = [:]
        for transfer in try transfers() where !transfer.isOutgoing {
            for move in transfer.moves { owners[move.to] = transfer.peer.stack }
        }
        return owners
    }

    /// Whether the records of a move out of this state are in its target by now. Writes nothing.
    ///
    /// Nil when the target cannot be seen.
    package func hasArrived(_ transfer: Transfer) -> Bool? {
        guard let target = try? StateStore.open(path: transfer.peer.path, key: keySource),
            DiskFile.exists(transfer.peer.path), let known = try? target.withoutKey.transfers()
        else { return nil }
        return known.contains { $0.id == transfer.id }
    }
}
