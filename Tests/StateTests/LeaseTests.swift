import Foundation
import MartletModel
import Testing

@testable import MartletState

struct LeaseTests {
    private let scratch = Scratch()

    @Test func aLivingHolderIsNamed() throws {
        let held = try scratch.store().lease()
        let error = #expect(throws: StateError.self) { try scratch.store().lease() }
        guard case .held(_, let holder?)? = error else {
            Issue.record("the holder is not named: \(String(describing: error))")
            return
        }
        #expect(holder.owner == "ada")
        #expect(holder.process == .current())
        #expect(holder.epoch == held.epoch)
        #expect(error?.diagnostic.detail.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
    }

    @Test func whoHeldTheLeaseBeforeIsNotTakenForItsHolder() throws {
        try scratch.store().lease().release(now: later)
        let store = try scratch.store()
        // Somebody has the lock, and has not written itself down yet; then it dies.
        var locks = try [FileLock.take(store.lockPath)]
        #expect(try store.leaseStatus(now: later) {} == .held(by: nil))
        #expect(throws: StateError.held(path: store.path, by: nil)) { try store.takeLock(now: later) {} }
        #expect(try store.leaseStatus(now: later) { locks.removeAll() } == .free)
        locks.append(try FileLock.take(store.lockPath))
        locks = [try store.takeLock(now: later) { locks.removeAll() }]
        #expect(locks.count == 1)
    }

    @Test func aLeaseGivenBackCanBeTakenAgain() throws {
        let first = try scratch.store().lease()
        try first.release(now: later)
        let second = try scratch.store().lease(at: 2000)
        #expect(second.epoch == first.epoch + 1)
        #expect(second.takenOverFrom == nil)
        #expect(throws: StateError.stopped) { try first.heartbeat(now: later) }
    }

    @Test func aDeadHolderIsTakenOverFrom() throws {
        do { _ = try scratch.store().lease() }
        let lease = try scratch.store().lease(at: 2000)
        #expect(lease.takenOverFrom?.owner == "ada")
        #expect(lease.epoch == 2)
    }

    @Test func aHolderOnAnotherMachineIsTakenOverOnlyWhenItFallsSilent() throws {
        let far = ProcessIdentity(host: "far-away", boot: "b", pid: 1, started: 1)
        do { _ = try scratch.store(process: far).lease(at: 0) }
        #expect(throws: StateError.self) { try scratch.store().lease(at: 59_000) }
        #expect(try scratch.store().lease(at: 61_000).takenOverFrom?.process == far)
    }

    @Test func anUnlockedHolderCanWriteNoMore() throws {
        let zombie = try scratch.store().lease()
        let store = try scratch.store()
        #expect(try store.unlock(epoch: 99, now: later) == false)
        #expect(try store.unlock(epoch: zombie.epoch, now: later))
        let lease = try store.lease(at: 2000)
        #expect(throws: StateError.fenced(epoch: 1, current: lease.epoch)) {
            try zombie.edit(.sample, [.connection, .put(.sample("zombie"))], now: later)
        }
        #expect(throws: StateError.fenced(epoch: 1, current: lease.epoch)) { try zombie.release(now: later) }
        #expect(try lease.snapshot().records.isEmpty)
    }

    @Test func theStartTimeIsReadBehindAnyCommandName() {
        let stat = "12 (a) b (c) S 1 12 12 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2"
        #expect(ProcessIdentity.startTime(stat: stat) == 987_654)
        #expect(ProcessIdentity.startTime(stat: "nonsense") == nil)
    }

    @Test func aWriterThatIsStoppedStaysStopped() throws {
        let store = try scratch.store(observeWrite: { moment throws(StateError) in
            if moment == .after { throw .stopped }
        })
        let lease = try store.lease()
        #expect(throws: StateError.stopped) { try lease.edit(.sample, [.connection], now: later) }
        #expect(throws: StateError.stopped) { try lease.edit(.sample, [.connection], now: later) }
        #expect(try scratch.store().snapshot().revision == 1)
    }
}

/// Holders whose lock is free: who is alive is told by the process table of this machine, by the heartbeat elsewhere.
struct HolderTests {
    private let scratch = Scratch()

    private func leave(_ process: ProcessIdentity) throws {
        do { _ = try scratch.store(process: process).lease(at: 0) }
    }

    @Test func aHolderThatRunsOnThisMachineIsNotTakenOverWhenItsLockFileWasDeleted() throws {
        // Process 1 always runs.
        let me = ProcessIdentity.current()
        let stat = try String(contentsOfFile: "/proc/1/stat", encoding: .utf8)
        let other = ProcessIdentity(
            host: me.host, boot: me.boot, pid: 1, started: ProcessIdentity.startTime(stat: stat) ?? 0)
        try leave(other)
        let error = #expect(throws: StateError.self) { try scratch.store().lease(at: 3_600_000) }
        guard case .held(_, let holder?)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(holder.process == other)
    }

    @Test func aReusedProcessNumberIsNotTheHolder() throws {
        let me = ProcessIdentity.current()
        try leave(ProcessIdentity(host: me.host, boot: me.boot, pid: 1, started: 987_654_321))
        #expect(try scratch.store().lease(at: 1).takenOverFrom?.process.pid == 1)
    }

    @Test func aContainerOfThisMachineIsHere() throws {
        let me = ProcessIdentity.current()
        try leave(ProcessIdentity(host: "container-7", boot: me.boot, pid: 2_000_000_000, started: 5))
        #expect(try scratch.store().lease(at: 1).takenOverFrom?.process.host == "container-7")
    }

    @Test func aMachineOfTheSameNameIsWaitedFor() throws {
        let me = ProcessIdentity.current()
        try leave(ProcessIdentity(host: me.host, boot: "another-boot", pid: me.pid, started: me.started))
        #expect(throws: StateError.self) { try scratch.store().lease(at: 59_000) }
        #expect(try scratch.store().lease(at: 61_000).takenOverFrom != nil)
    }
}
