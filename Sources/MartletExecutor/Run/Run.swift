internal import MartletGraph
internal import MartletLanguage
internal import MartletModel
internal import MartletPlanner
internal import MartletProvider
internal import MartletState

/// One run of a deployment: what it has done so far, in the hands of one owner.
///
/// A class because it is one thing with an identity that the phases work on in turn. It never leaves its owner's task.
final class Run {
    let executor: Executor
    let lease: Lease
    let deployment: DeploymentID
    let pool: ConnectionPool
    /// Nil when the plan of an interrupted run is not needed, or not readable.
    let plan: Plan?
    let kind: Plan.Kind
    /// The records as the state has them now.
    private(set) var records: [Address: ResourceRecord]
    /// Whose each object is; what keeps two addresses from sharing one.
    private(set) var owners: [ObjectKey: Address] = [:]
    private(set) var connections: [ConnectionName: ConnectionRecord]
    /// How the objects were reached before the run: what a rollback goes back to.
    let formerConnections: [ConnectionName: ConnectionRecord]
    private(set) var revision: Int
    /// The steps of this deployment, as the journal has them.
    private(set) var journal: [Int: JournalStep] = [:]
    private var nextOrdinal = 0
    /// Entries that memory has followed and the disk has not.
    private var held: [JournalEntry] = []
    /// The last step forward of each kind at each address.
    private var attempts: [Attempt: Int] = [:]
    /// The last step forward that deletes each object: two copies of one address may have to go at once.
    private var deletes: [ObjectKey: Int] = [:]
    /// The last step that takes back each step.
    private(set) var undoAttempts: [Int: Int] = [:]

    private struct Attempt: Hashable {
        let address: Address
        let operation: StepOperation
    }

    /// Objects that should be gone and may still be there.
    private(set) var tombstones: [ObjectKey: Tombstone] = [:]
    /// What became of the checks that were run.
    var checks: [CheckResult] = []
    /// Whether the run goes on from where `--on-failure=keep` left it.
    var isKept = false
    var log = RunLog()
    /// Steps of the plan that the run never came to.
    var notStarted: [StepName] = []
    var outputs: [String: Value] = [:]

    init(
        executor: Executor, lease: Lease, deployment: DeploymentID, plan: Plan?, kind: Plan.Kind, snapshot: Snapshot,
        steps: [JournalStep] = [], formerConnections: [ConnectionName: ConnectionRecord]? = nil
    ) {
        self.executor = executor
        self.lease = lease
        self.deployment = deployment
        self.plan = plan
        self.kind = kind
        pool = ConnectionPool(executor.providers)
        records = snapshot.records
        connections = snapshot.connections
        self.formerConnections = formerConnections ?? snapshot.connections
        revision = snapshot.revision
        outputs = snapshot.outputs
        for tombstone in snapshot.tombstones { tombstones[ObjectKey(tombstone.record)] = tombstone }
        for record in snapshot.records.values { owners[ObjectKey(record)] = record.address }
        for step in steps { remember(step) }
        nextOrdinal = (journal.keys.max() ?? -1) + 1
    }

    var stack: StackIdentity { executor.program.identity }

    func takeOrdinal() -> Int {
        nextOrdinal += 1
        return nextOrdinal - 1
    }

    /// Makes `entries` durable, and before them what was held back; then lets memory follow.
    func write(_ entries: [JournalEntry]) throws(StateError) {
        try lease.record(held + entries, in: deployment, now: executor.now())
        held = []
        for entry in entries { follow(entry) }
    }

    /// Lets memory follow `entries`, and leaves it to the next ``write(_:)`` to make them durable.
    func hold(_ entries: [JournalEntry]) {
        held += entries
        for entry in entries { follow(entry) }
    }

    var heldCount: Int { held.count }

    private func remember(_ step: JournalStep) {
        let intent = step.intent
        journal[intent.ordinal] = step
        if let undone = intent.undoes {
            undoAttempts[undone] = intent.ordinal
            return
        }
        attempts[Attempt(address: intent.address, operation: intent.operation)] = intent.ordinal
        if intent.operation == .delete, let prior = intent.prior { deletes[ObjectKey(prior)] = intent.ordinal }
    }

    /// The last step forward of this kind at an address, whether of this run or of the one that it resumes.
    func lastAttempt(_ address: Address, _ operation: StepOperation) -> JournalStep? {
        attempts[Attempt(address: address, operation: operation)].flatMap { journal[$0] }
    }

    /// The last step forward that deletes the object, whether of this run or of the one that it resumes.
    func lastDelete(of record: ResourceRecord) -> JournalStep? { deletes[ObjectKey(record)].flatMap { journal[$0] } }

    func committed(as revision: Int, _ changes: [StateChange]) {
        self.revision = revision
        follow(changes)
    }

    private func follow(_ entry: JournalEntry) {
        switch entry {
        case .intent(let intent):
            remember(JournalStep(intent: intent, operation: nil, outcome: nil, intendedAt: executor.now()))
        case .outcome(let step, let outcome, let changes):
            journal[step]?.outcome = outcome
            follow(changes)
        case .state(let changes): follow(changes)
        case .operation, .attempt, .phase, .failed, .checks: break
        }
    }

    private func follow(_ changes: [StateChange]) {
        for case .remove(let address) in changes {
            if let record = records.removeValue(forKey: address) { disown(record) }
        }
        for change in changes {
            switch change {
            case .put(let record):
                if let before = records.updateValue(record, forKey: record.address) { disown(before) }
                owners[ObjectKey(record)] = record.address
            case .connect(let name, let record): connections[name] = record
            case .bury, .unbury: tombstones.follow(change)
            case .remove: break
            }
        }
    }

    private func disown(_ record: ResourceRecord) {
        let key = ObjectKey(record)
        if owners[key] == record.address { owners[key] = nil }
    }

    /// How to reach a connection: as the plan says when it knows, else as the state remembers.
    func connection(_ name: ConnectionName) -> ConnectionRecord? {
        if let current = executor.program.ephemeralConnections[name] { return current }
        if let planned = plan?.connections[name], planned.configuration.isWhollyKnown { return planned }
        return connections[name]
    }

    /// What must be written down so that `name` can be reached without the stack; empty when it is already.
    func connecting(_ name: ConnectionName, _ record: ConnectionRecord) -> [StateChange] {
        connections[name] == record.stored ? [] : [.connect(name, record.stored)]
    }
}
