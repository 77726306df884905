internal import GRDB
internal import MartletModel

extension StateStore {
    /// A holder on another machine is taken for dead when it has not been seen for so long.
    package static let foreignHolderPatience = Duration.seconds(60)

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
        guard let lock = try FileLock.take(lockPath) else { throw .held(path: path, by: holderOfLock(now: now)) }
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

    /// Who holds the lock. It is taken a little before its holder is written down, later where a file is made or migrated
    /// first: until then the one before stands there. Nil when nobody ever was.
    private func holderOfLock(now: Timestamp) -> LeaseHolder? {
        for _ in 0..<120 {
            if let holder = try? leaseHolder(), holder.releasedAt == nil {
                if holder.process == process || isAlive(holder, now: now) { return holder }
            }
            // Given back in the meantime: by the one who stands there.
            guard FileLock.isTaken(lockPath) else { break }
            FileLock.pause(milliseconds: 25)
        }
        return try? leaseHolder()
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

    /// Whether somebody who lives holds the lease: by the lock on this machine, by the heartbeat on another. Writes nothing.
    package func isHeld(now: Timestamp) throws(StateError) -> Bool {
        if FileLock.isTaken(lockPath) { return true }
        return try leaseHolder().map { isAlive($0, now: now) } ?? false
    }

    /// Whether a holder that did not give the lease back may still live, although its lock is free.
    ///
    /// On this machine, told by its boot, the process table decides: a lock file may have been deleted under a living holder.
    /// On another one the lock may not reach here (network file systems), so the heartbeat does.
    private func isAlive(_ holder: LeaseHolder, now: Timestamp) -> Bool {
        guard holder.releasedAt == nil else { return false }
        if holder.process == process { return false }
        if holder.process.isHere(with: process) { return holder.process.isRunning }
        return now.since(holder.heartbeatAt) < Self.foreignHolderPatience
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
