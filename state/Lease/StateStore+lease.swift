internal import GRDB
internal import MartletModel

extension StateStore {
    /// Takes the sole right to write, making or migrating the file when needed.
    ///
    /// A holder that died is proven dead by its lock, which ends with its process, and taken over from; a living one is named
    /// in ``StateError/held(path:by:)``. A move to another state that was left open is settled.
    ///
    /// - Parameters:
    ///   - owner: Who asks, as shown to others.
    ///   - lineage: The lineage of a state that is made now.
    package func acquireLease(owner: String, lineage: String, now: Timestamp) throws(StateError) -> Lease {
        let lease = try takeLease(owner: owner, lineage: lineage, now: now)
        do throws(StateError) {
            try TransferSettlement(lease: lease, store: self, now: now).run()
        } catch {
            try? lease.release(now: now)
            throw error
        }
        return lease
    }

    private func takeLease(owner: String, lineage: String, now: Timestamp) throws(StateError) -> Lease {
        try FileHeader(path: path).check(path: path)
        do { try DiskFile.makeFolder(DiskFile.parent(of: path)) } catch {
            throw .unreadable(path: path, detail: error.text)
        }
        let lock = try takeLock(now: now, pause: Self.pause)
        let sealer = try sealer()
        let codec = RecordCodec(sealing: sealer)
        let wrapped = keySource.wrappedKeys.last?.text
        return try translatingErrors(path: path) {
            let queue = try StateFile(path: path).open(lineage: lineage, now: now)
            let (previous, epoch) = try queue.inImmediateTransaction { database in
                let reader = StateReader(database: database, codec: codec)
                try reader.checkKey(path: path)
                let previous = try reader.leaseHolder()
                if let previous, isAlive(previous, now: now) { throw StateError.held(path: path, by: previous) }
                let epoch = (previous?.epoch ?? 0) + 1
                try writeHolder(database, owner: owner, epoch: epoch, now: now)
                let check = sealer.fingerprint(of: StateReader.checkedText)
                try database.execute(
                    sql: "UPDATE meta SET key_check = ?, wrapped_key = ? WHERE key_check IS NULL",
                    arguments: [check, wrapped]
                )
                return (previous, epoch)
            }
            // A change of keys that died before its last step is finished here: the key that opens the state is in its place.
            if try keySource.nextKey().map({ StateSealer(key: $0).fingerprint(of: StateReader.checkedText) })
                == sealer.fingerprint(of: StateReader.checkedText)
            {
                try keySource.promote()
            }
            let dead = previous.flatMap { $0.releasedAt == nil ? $0 : nil }
            return Lease(
                queue: queue, lock: lock, codec: codec, path: path, epoch: epoch, takenOverFrom: dead,
                observeWrite: observeWrite
            )
        }
    }

    /// Takes the lease away from its holder, dead or alive: its lock file is replaced and its epoch made old, so that it
    /// can write no more.
    ///
    /// - Parameter epoch: The epoch that the user was told; when it is another by now, nothing is done.
    /// - Returns: Whether a lease was taken away.
    package func unlock(epoch: Int, now: Timestamp) throws(StateError) -> Bool {
        guard DiskFile.exists(path) else { return false }
        return try translatingErrors(path: path) {
            let queue = try StateFile(path: path).openExisting()
            defer { try? queue.close() }
            let isDone = try queue.inImmediateTransaction { database in
                let sql = """
                    UPDATE lease SET epoch = epoch + 1, released_at = max(?, heartbeat_at)
                    WHERE epoch = ? AND released_at IS NULL
                    """
                try database.execute(sql: sql, arguments: [now.milliseconds, epoch])
                return database.changesCount > 0
            }
            if isDone { DiskFile.remove(lockPath) }
            return isDone
        }
    }

    private func writeHolder(_ database: Database, owner: String, epoch: Int, now: Timestamp) throws {
        let sql = """
            INSERT OR REPLACE INTO lease
                (id, epoch, owner, host, boot, pid, process_started, acquired_at, heartbeat_at, released_at)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
            """
        try database.execute(
            sql: sql,
            arguments: [
                epoch, owner, process.host, process.boot, process.pid, process.started, now.milliseconds,
                now.milliseconds,
            ]
        )
    }
}

extension DatabaseQueue {
    /// One `BEGIN IMMEDIATE` transaction around `body`, committed unless it throws.
    func inImmediateTransaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try writeWithoutTransaction { database in
            var result: Result?
            try database.inTransaction(.immediate) {
                result = try body(database)
                return .commit
            }
            guard let result else { throw MalformedRow(column: "none") }
            return result
        }
    }
}
