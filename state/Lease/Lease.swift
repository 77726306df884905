internal import GRDB
internal import MartletModel
internal import Synchronization

/// The sole right to write a state; given back with ``release(now:)`` or by the end of the process.
///
/// Every write is one transaction that is on the disk when it returns, and checks that the lease was not lost (rule J5).
/// Writes block their thread for the time of one disk flush; callers gather what belongs together into one.
package final class Lease: Sendable {
    let queue: DatabaseQueue
    let codec: RecordCodec
    package let path: String
    /// Grows with every lease of this state.
    package let epoch: Int
    /// The holder that died with the lease in hand; nil when it was given back.
    package let takenOverFrom: LeaseHolder?
    private let observeWrite: StateStore.WriteObserver
    private let life: Mutex<Life>

    private enum Life {
        case held(FileLock)
        /// Given back, or stopped by the observer of writes.
        case ended
    }

    init(
        queue: DatabaseQueue, lock: FileLock, codec: RecordCodec, path: String, epoch: Int, takenOverFrom: LeaseHolder?,
        observeWrite: @escaping StateStore.WriteObserver
    ) {
        self.queue = queue
        self.codec = codec
        self.path = path
        self.epoch = epoch
        self.takenOverFrom = takenOverFrom
        self.observeWrite = observeWrite
        life = Mutex(.held(lock))
    }

    deinit { try? queue.close() }

    /// Says that the holder is alive.
    package func heartbeat(now: Timestamp) throws(StateError) {
        try write { database in
            try database.execute(
                sql: "UPDATE lease SET heartbeat_at = max(heartbeat_at, ?)", arguments: [now.milliseconds]
            )
        }
    }

    /// Gives the lease back. Nothing can be written with it afterwards.
    package func release(now: Timestamp) throws(StateError) {
        guard isHeld else { return }
        try write { database in
            try database.execute(
                sql: "UPDATE lease SET released_at = max(heartbeat_at, ?)", arguments: [now.milliseconds])
        }
        end()
    }

    private var isHeld: Bool {
        life.withLock { life in if case .held = life { true } else { false } }
    }

    private func end() {
        try? queue.close()
        life.withLock { $0 = .ended }
    }

    /// One durable transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(StateError) -> Result {
        guard isHeld else { throw .stopped }
        try observe(.before)
        let result = try translatingErrors(path: path) {
            try queue.inImmediateTransaction { database in
                let current = try Int.fetchOne(database.cachedStatement(sql: "SELECT epoch FROM lease")) ?? 0
                guard current == epoch else { throw StateError.fenced(epoch: epoch, current: current) }
                return try body(database)
            }
        }
        try observe(.after)
        return result
    }

    private func observe(_ moment: WriteMoment) throws(StateError) {
        do { try observeWrite(moment) } catch {
            end()
            throw error
        }
    }

    /// Reads with what this lease has written.
    func read<Result>(_ body: (StateReader) throws -> Result) throws(StateError) -> Result {
        try translatingErrors(path: path) {
            try queue.read { try body(StateReader(database: $0, codec: codec)) }
        }
    }
}
