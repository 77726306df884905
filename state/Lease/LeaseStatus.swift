internal import MartletModel

/// Whether somebody who lives holds the right to write.
package enum LeaseStatus: Sendable, Hashable {
    case free
    /// The holder is nil while it has not been written down.
    case held(by: LeaseHolder?)
}

extension StateStore {
    /// A holder on another machine is taken for dead when it has not been seen for so long.
    package static let foreignHolderPatience = Duration.seconds(60)

    /// Asks the lock on this machine, and the heartbeat on another. Writes nothing.
    ///
    /// The lock is taken a little before its holder is written down, later where a file is made or migrated first: until then
    /// the one before stands there, and this waits, for three seconds at most.
    package func leaseStatus(now: Timestamp) throws(StateError) -> LeaseStatus {
        try leaseStatus(now: now, pause: Self.pause)
    }

    /// Between two looks at who holds the lock.
    static func pause() { FileLock.pause(milliseconds: 25) }

    func leaseStatus(now: Timestamp, pause: () -> Void) throws(StateError) -> LeaseStatus {
        for _ in 0..<120 {
            let isLocked = FileLock.isTaken(lockPath)
            let holder = isLocked ? try? leaseHolder() : try leaseHolder()
            if let holder, holder.releasedAt == nil {
                if isAlive(holder, now: now) || (isLocked && holder.process == process) { return .held(by: holder) }
            }
            guard isLocked else { return .free }
            pause()
        }
        return .held(by: (try? leaseHolder()).flatMap { $0.releasedAt == nil ? $0 : nil })
    }

    /// Whether a holder that did not give the lease back may still live, although its lock is free.
    ///
    /// On this machine, told by its boot, the process table decides: a lock file may have been deleted under a living holder.
    /// On another one the lock may not reach here (network file systems), so the heartbeat does.
    func isAlive(_ holder: LeaseHolder, now: Timestamp) -> Bool {
        guard holder.releasedAt == nil else { return false }
        if holder.process == process { return false }
        if holder.process.isHere(with: process) { return holder.process.isRunning }
        return now.since(holder.heartbeatAt) < Self.foreignHolderPatience
    }

    /// Takes the lock, also where it was given back, or its holder died, while this asked for the name of that.
    func takeLock(now: Timestamp, pause: () -> Void) throws(StateError) -> FileLock {
        while true {
            if let lock = try FileLock.take(lockPath) { return lock }
            if case .held(let holder) = try leaseStatus(now: now, pause: pause) { throw .held(path: path, by: holder) }
        }
    }
}
