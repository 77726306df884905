import MartletModel
import MartletPlanner
import MartletState
import Synchronization

/// Watches a run from outside: the disk after every durable write, the cloud before every call.
final class Witness: Sendable {
    /// What the run under way is about.
    struct Scope: Sendable {
        var plan: Plan?
        var marker: StackIdentity
        var before: Checkpoint
        /// Uids of objects that the plan leaves behind on purpose.
        var released: Set<String> = []
        /// Uids that somebody else has taken away.
        var vanished: Set<String> = []
        /// Uids of what was left to a cleanup, and that nothing keeps from it any more.
        var leftToGo: Set<String> = []
        /// Addresses whose undo was given up.
        var skipped: Set<Address> = []
        var secret: String = ""

        /// Whether the plan deletes the object of this uid, or makes it anew.
        func takesAway(_ uid: String) -> Bool {
            plan?.changes.contains { change in
                guard change.prior?.lineage?.text == uid else { return false }
                switch change.action {
                case .delete, .replace: return true
                case .create, .update, .adopt, .forget, .noOp: return false
                }
            } ?? false
        }

        /// Whether the run takes the object of this uid away, by its plan or as what an older one left to go.
        func letsGo(_ uid: String) -> Bool { takesAway(uid) || leftToGo.contains(uid) }
    }

    private struct State {
        var scope: Scope?
        var last: Checkpoint?
        var violations: [Violation] = []
        var hazards = 0
        var committed = false
        var checkpoints = 0
        /// Durable writes that have begun and that have ended: a step may make one beside the run's own.
        var begun = 0
        var ended = 0
        /// How many had ended when the last checkpoint was taken.
        var lastEnded = 0
    }

    private let state = Mutex(State())
    let cloud: ModelCloud
    private let window: StateWindow

    init(cloud: ModelCloud, window: StateWindow) {
        self.cloud = cloud
        self.window = window
    }

    /// What a process that died now would leave.
    func checkpoint() throws(StateError) -> Checkpoint { try Checkpoint(window, cloud) }

    var violations: [Violation] { state.withLock(\.violations) }
    var checkpoints: Int { state.withLock(\.checkpoints) }

    func report(_ invariant: Invariant, _ detail: @autoclosure () -> String) {
        let violation = Violation(invariant, detail())
        state.withLock { state in
            if state.violations.count < 20, !state.violations.contains(violation) { state.violations.append(violation) }
        }
    }

    func require(_ holds: Bool, _ invariant: Invariant, _ detail: @autoclosure () -> String) {
        if !holds { report(invariant, detail()) }
    }

    func begin(_ scope: Scope) {
        state.withLock { state in
            // An older run may still be taken back, which knows of what was gone before it.
            let gone = state.scope?.vanished ?? []
            state.scope = scope
            state.scope?.vanished.formUnion(gone)
            state.last = scope.before
            state.lastEnded = state.ended
            state.committed = false
        }
    }

    var scope: Scope? { state.withLock(\.scope) }

    func change(_ body: (inout Scope) -> Void) {
        state.withLock { state in
            guard var scope = state.scope else { return }
            body(&scope)
            state.scope = scope
        }
    }

    /// Whether the run that is about to be resumed was there before the plan of this step, which then says nothing of it.
    func resumesOlderRun() throws -> Bool {
        guard let scope, let open = try checkpoint().open, scope.before.open?.id == open.id else { return false }
        change { scope in
            scope.plan = nil
            scope.before.objects = [:]
        }
        return true
    }

    func beginDurable() { state.withLock { $0.begun += 1 } }

    /// Whatever was being written when the last process died was written or not.
    func beginProcess() { state.withLock { $0.begun = $0.ended } }

    /// After every durable write: the state is what a crash here would leave.
    func durable() {
        let (version, ended, isAlone) = state.withLock { state in
            state.ended += 1
            return (cloud.version, state.ended, state.begun == state.ended)
        }
        guard let scope = state.withLock({ $0.scope }), isAlone else { return }
        let now: Checkpoint
        do { now = try checkpoint() } catch {
            return report(.stateIntegrity, "the state cannot be read after a write: \(error)")
        }
        // What was read while somebody wrote is no state that ever was; the other write is looked at by itself.
        let before = state.withLock { state -> Checkpoint?? in
            guard state.begun == ended, cloud.version == version else { return nil }
            defer { state.last = now }
            state.checkpoints += 1
            state.lastEnded = ended
            let free = now.snapshot.tombstones.filter { !$0.mayBeInUse && $0.contraction == nil }
            state.scope?.leftToGo.formUnion(free.compactMap(\.record.lineage?.text))
            return .some(state.last)
        }
        guard let before else { return }
        for violation in JournalChecks(scope: scope, before: before, now: now).violations {
            report(violation.invariant, violation.detail)
        }
    }

    /// Before every write reaches the cloud.
    func writing(_ write: ModelCloud.Write) {
        guard let scope = state.withLock({ $0.scope }) else { return }
        let known = state.withLock { $0.lastEnded == $0.ended ? $0.last : nil }
        guard let journal = try? known ?? checkpoint() else { return }
        for violation in CallChecks(scope: scope, journal: journal, cloud: cloud.objects).violations(write) {
            report(violation.invariant, violation.detail)
        }
    }

    /// What the cloud itself had to complain about since the last call.
    func collectHazards() {
        let all = cloud.hazards
        let new = state.withLock { state in
            defer { state.hazards = all.count }
            return all.dropFirst(state.hazards)
        }
        for hazard in new {
            switch hazard {
            case .dangling(let uid, let key): report(.order, "`\(key.identity)` refers to \(uid), which is not there")
            // What lies in an object that is about to go uses nothing any more.
            case .inUse(_, let key) where scope?.letsGo(key.space) ?? false: break
            case .inUse(let uid, let key): report(.order, "\(uid) was deleted while `\(key.identity)` refers to it")
            case .foreign(let key, let verb): report(.foreignSafety, "\(verb) of `\(key.identity)`, which is not ours")
            case .overlap(let lane): report(.order, "two writes of lane `\(lane)` at once")
            }
        }
    }
}
