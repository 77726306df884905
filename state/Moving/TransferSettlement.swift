internal import GRDB
internal import MartletModel

/// Ends a move that a dead writer of this state left open: lets go of what has arrived, keeps what has not.
struct TransferSettlement {
    let lease: Lease
    let store: StateStore
    let now: Timestamp

    func run() throws(StateError) {
        let open = try lease.read { reader in try reader.transfers() }.first { $0.status == .open }
        guard let open else { return }
        if try hasArrived(open) { _ = try lease.letGo(open, now: now) } else { try lease.takeBack(open, now: now) }
    }

    /// Whether the target has the records. When it has not, the lease of the writer that could still bring them is made
    /// invalid first, so that the answer stays true.
    private func hasArrived(_ transfer: Transfer) throws(StateError) -> Bool {
        let path = transfer.peer.path
        guard DiskFile.exists(path) else {
            throw .transferOpen(transfer, detail: "\(path), where they were going, is not there")
        }
        guard let lock = try FileLock.take(path + ".lock") else {
            if store.hasArrived(transfer) == true { return true }
            throw .held(path: path, by: try? StateStore.open(path: path, key: store.keySource).withoutKey.leaseHolder())
        }
        defer { withExtendedLifetime(lock) {} }
        return try translatingErrors(path: path) {
            let queue = try StateFile(path: path).openExisting()
            defer { try? queue.close() }
            return try queue.inImmediateTransaction { database in try Self.ask(database, transfer) }
        }
    }

    private static func ask(_ database: Database, _ transfer: Transfer) throws -> Bool {
        let lineage = try String.fetchOne(database, sql: "SELECT lineage FROM meta")
        guard lineage == transfer.peer.lineage else {
            throw StateError.transferOpen(
                transfer, detail: "\(transfer.peer.path) is another state than the one they were going to"
            )
        }
        // A target that was never migrated has never taken anything.
        if try database.tableExists("transfer") {
            let sql = "SELECT 1 FROM transfer WHERE id = ?"
            if try Int.fetchOne(database, sql: sql, arguments: [transfer.id.text]) != nil { return true }
        }
        try database.execute(sql: "UPDATE lease SET epoch = epoch + 1")
        return false
    }
}
