private import MartletModel
private import Synchronization

/// Everything that exists in the sandbox, its time, and the services that bring it to life.
package final class SandboxCloud: Sendable {
    package let clock: SandboxClock
    package let services: SandboxServices
    private let state: Mutex<State>
    private let written: Atomic<Int>

    private struct State: Sendable {
        var memory: SandboxMemory
        let store: SandboxStore?
        /// What the store called itself when it was last read.
        var foreignVersion = 0
    }

    /// A cloud that lives in memory only.
    ///
    /// - Parameter seed: Decides which ids are allocated.
    package init(
        _ services: SandboxServices, seed: UInt64, start: SandboxInstant, flow: SandboxClock.Flow = .jumping
    ) {
        self.services = services
        clock = SandboxClock(at: start, flow: flow)
        var memory = SandboxMemory()
        memory.random = SandboxRandom(state: seed)
        state = Mutex(State(memory: memory, store: nil))
        written = Atomic(1)
    }

    /// A cloud that is kept in the SQLite file at `path`; made there with `seed` and `start` when it is missing.
    package init(
        _ services: SandboxServices, path: String, seed: UInt64, start: SandboxInstant,
        flow: SandboxClock.Flow = .jumping
    ) throws(SandboxStoreError) {
        let store = try SandboxStore(
            path: path, initial: SandboxStore.Counters(revision: 1, random: seed, now: start))
        let (counters, rows, version) = try store.load(after: 0)
        var memory = SandboxMemory()
        memory.adopt(rows, counters)
        memory.startHistory(at: counters.revision + 1)
        self.services = services
        clock = SandboxClock(at: counters.now, flow: flow)
        state = Mutex(State(memory: memory, store: store, foreignVersion: version))
        written = Atomic(counters.revision)
    }

    /// The revision of the last write of this process, without looking at the store.
    var writtenRevision: Int { written.load(ordering: .acquiring) }

    /// Runs `body` as one transaction: durable when this returns, undone when it throws.
    ///
    /// What has become due is done first. `body` may run again, when another process wrote to the same cloud meanwhile.
    @discardableResult
    package func transaction<T: Sendable>(
        _ body: (inout SandboxTransaction) -> T
    ) throws(SandboxStoreError) -> T {
        try clock.working { () throws(SandboxStoreError) in
            let result = state.withLock { state in
                while true {
                    if let result = attempt(body, on: &state) { return result }
                }
            }
            return try result.get()
        }
    }

    /// One try; nil when another process was faster, and then nothing has happened.
    private func attempt<T>(
        _ body: (inout SandboxTransaction) -> T, on state: inout State
    ) -> Result<T, SandboxStoreError>? {
        do throws(SandboxStoreError) {
            try catchUp(&state)
        } catch {
            return .failure(error)
        }
        // The memory is moved, not shared, so that writes happen in place.
        var memory = SandboxMemory()
        swap(&memory, &state.memory)
        var transaction = SandboxTransaction(cloud: self, memory: memory, now: clock.now)
        memory = SandboxMemory()
        defer { swap(&state.memory, &transaction.memory) }
        let start = (mark: transaction.mark, random: transaction.memory.random)
        fireTimers(in: &transaction)
        let value = body(&transaction)
        do throws(SandboxStoreError) {
            if try commit(transaction, to: state) {
                transaction.memory.remember(transaction.changes)
                written.store(transaction.revision, ordering: .releasing)
                return .success(value)
            }
            transaction.rollBack(to: start.mark)
            transaction.memory.random = start.random
            return nil
        } catch {
            transaction.rollBack(to: start.mark)
            transaction.memory.random = start.random
            return .failure(error)
        }
    }

    /// Makes a transaction durable; false when another process wrote first.
    private func commit(_ transaction: SandboxTransaction, to state: State) throws(SandboxStoreError) -> Bool {
        guard let store = state.store, transaction.isWrite else { return true }
        let counters = SandboxStore.Counters(
            revision: transaction.revision, random: transaction.memory.random.state, now: transaction.now)
        return try store.commit(transaction.changes, counters, unlessNewerThan: state.foreignVersion)
    }

    /// Reads what other processes wrote since the last look.
    private func catchUp(_ state: inout State) throws(SandboxStoreError) {
        guard let store = state.store, try store.foreignVersion() != state.foreignVersion else { return }
        let (counters, rows, version) = try store.load(after: state.memory.revision)
        let changes = state.memory.adopt(rows, counters)
        state.memory.remember(changes)
        state.foreignVersion = version
        clock.advance(to: counters.now)
    }

    /// Does what has become due, each at its own moment.
    private func fireTimers(in transaction: inout SandboxTransaction) {
        let now = transaction.now
        while let timer = transaction.nextTimer, timer.deadline <= now {
            transaction.cancel(timer)
            transaction.now = timer.deadline
            services.service(of: timer.space)?.fire(timer, in: &transaction)
        }
        transaction.now = now
    }
}
