internal import MartletGraph
internal import MartletModel
internal import MartletPlanner
internal import MartletProvider
internal import MartletState

/// The phase of taking back: every executed step is undone, in the reverse order of the executed graph.
final class UndoDirector: Director {
    private let run: Run
    private let undo: UndoPlan
    /// The executed steps by what their undo is looked up with.
    private let sources: [Source: Executed]
    private let skipped: Set<Address>
    private var intents: [NodeID: StepIntent] = [:]
    /// What waits for the delete of a parent: the undo steps of what goes along.
    private var deferred: [Address: [NodeID]] = [:]
    private(set) var settledNodes: Set<NodeID> = []
    /// What was deleted and has been made anew. Kept here, as the run's memory follows only once it is written down.
    private var remade: RemadeObjects
    /// Connections that lead to what has been made anew.
    private var reconnected: [ConnectionName: ConnectionRecord] = [:]
    /// Connections of created objects that stay: they go on leading to where those are.
    private(set) var keptConnections: Set<ConnectionName> = []
    /// Nodes that cannot be undone and were never meant to be.
    private(set) var isIrreversible = false

    /// A step of the journal that is to be taken back.
    struct Executed {
        let intent: StepIntent
        /// What it left; as it was sent, while nobody knows.
        let record: ResourceRecord
        /// Whether the journal has no outcome of it.
        let isOpen: Bool
        /// Whether nobody has seen its object.
        let isInDoubt: Bool
        let operation: OperationText?
    }

    private struct Source: Hashable {
        let address: Address
        let isDelete: Bool
    }

    init(_ run: Run, skipping skipped: Set<Address> = []) {
        self.run = run
        self.skipped = skipped
        remade = run.remade
        let executed = run.executedSteps
        sources = Dictionary(
            executed.map { (Source(address: $0.intent.address, isDelete: $0.intent.operation == .delete), $0) },
            uniquingKeysWith: { _, last in last }
        )
        let providers = run.executor.providers
        undo = UndoPlanner.plan(undoing: executed.map(\.forPlanner)) { parent, child in
            // Nothing goes along with what stays.
            guard !skipped.contains(parent.address) else { return false }
            return providers[parent.provider]?.contains(parent: parent, child: child) ?? false
        }
        for (name, connection) in newlyLeading { reconnected[name] = connection }
    }

    var topology: Topology { undo.topology }

    /// A first signal has led here; only the second stops it.
    var mayStart: Bool { run.executor.stop.level < .leave }

    var isComplete: Bool { settledNodes.count == undo.steps.count }

    /// What the rollback leaves as it is, as far as it has not got there.
    var leftLater: [Executed] {
        undo.steps.indices.compactMap { index in
            guard !settledNodes.contains(NodeID(index)), case .leave = undo.steps[index].operation else { return nil }
            return source(of: undo.steps[index])
        }
    }

    func start(_ node: NodeID) -> StepStart {
        let step = undo.steps[node.index]
        guard let source = source(of: step) else { return .refuse(step.name, .ourFault("An undo without its step.")) }
        if skipped.contains(step.address) { return skip(node, source) }
        switch step.operation {
        case .leave: return leave(node, step, source)
        case .goneWithParent(_, let parent):
            deferred[parent, default: []].append(node)
            return .pass([])
        case .forget: return pass(node, step, source)
        case .delete, .restore, .restoreAndForget, .recreate:
            return source.isStateOnly(run) ? pass(node, step, source) : call(node, step, source)
        }
    }

    private func source(of step: UndoStep) -> Executed? {
        let isDelete = if case .recreate = step.operation { true } else { false }
        return sources[Source(address: step.address, isDelete: isDelete)]
    }

    private func call(_ node: NodeID, _ step: UndoStep, _ source: Executed) -> StepStart {
        let name = source.intent.connection
        // What is made again is made where it was, also when the connection leads to another API by now.
        let former = source.intent.operation == .delete ? run.formerConnections[name] : nil
        guard let connection = reconnected[name] ?? former ?? run.connection(name) else {
            return .refuse(step.name, .unknownConnection(name))
        }
        let call = step.call(source) { remade.following($0.body, among: $0.dependencies) }
        let compensation: Compensation?
        do throws(StepFailure) { compensation = try Compensation(source, call, connection, run) } catch {
            return .refuse(step.name, error)
        }
        let intent = intent(for: step, source)
        intents[node] = intent
        let work = StepWork(
            name: step.name, ordinal: intent.ordinal, call: call,
            connectionName: name, connection: connection, stack: run.stack,
            timeout: source.timeout(run, step.name.operation), wait: source.intent.settings.wait,
            pendingOperation: source.isOpen ? source.operation.map { OperationHandle($0.text) } : nil,
            isRepeated: run.isUndoInDoubt(source),
            compensation: compensation
        )
        return .call(work, entries: run.closingFormerUndo(of: source) + [.intent(intent)], key: source.key(run))
    }

    private func intent(for step: UndoStep, _ source: Executed) -> StepIntent {
        var intent = source.intent
        intent.ordinal = run.takeOrdinal()
        intent.undoes = source.intent.ordinal
        intent.operation = step.name.operation.undoOperation
        intent.reversibility = .notNeeded
        intent.preimage = nil
        return intent
    }

    /// An undo that needs no call: written down whole.
    private func pass(_ node: NodeID, _ step: UndoStep, _ source: Executed) -> StepStart {
        let intent = intent(for: step, source)
        settledNodes.insert(node)
        run.log.succeeded(step.name)
        let outcome = JournalEntry.outcome(
            step: intent.ordinal, .done(nil), run.restoring(source, undoneAs: nil, step)
        )
        return .pass(run.closingFormerUndo(of: source) + [.intent(intent), outcome] + run.closing(source))
    }

    private func skip(_ node: NodeID, _ source: Executed) -> StepStart {
        let step = undo.steps[node.index]
        let intent = intent(for: step, source)
        settledNodes.insert(node)
        var record = source.intent.operation == .create ? source.record : source.record.covering(source.intent.prior)
        record.health = .diverged("skipped by `resume --skip`")
        run.log.needsAttention(
            step.name, StepFailure(code: "Skipped", message: "It was left as it is and is read again by the next plan.")
        )
        var changes: [StateChange] = []
        if source.intent.operation != .delete {
            changes = run.leavingFormerAddress(source.intent, record) + [.put(record)]
            // An attempt that failed may have left it to be deleted.
            if run.tombstones[ObjectKey(record)] != nil { changes.append(.unbury(record)) }
        }
        let outcome = JournalEntry.outcome(step: intent.ordinal, .skipped, changes)
        return .pass(
            run.closingFormerUndo(of: source) + [.intent(intent), outcome] + run.copies(besides: source)
                + run.closing(source))
    }

    private func leave(_ node: NodeID, _ step: UndoStep, _ source: Executed) -> StepStart {
        settledNodes.insert(node)
        if case .irreversible = source.intent.reversibility { isIrreversible = true }
        if source.intent.operation == .create { keptConnections.insert(source.intent.connection) }
        run.log.needsAttention(step.name, StepFailure(code: "Left", message: "It stays as it is: \(step.note ?? "")."))
        return .pass(run.copies(besides: source))
    }

    func settle(_ node: NodeID, _ result: StepResult) -> Settlement {
        let step = undo.steps[node.index]
        guard let intent = intents[node], let source = source(of: step) else {
            return Settlement(entries: [], failure: .ourFault("A step ended that never began."))
        }
        switch result {
        case .done(let live):
            settledNodes.insert(node)
            var changes = run.restoring(source, undoneAs: live, step)
            if case .recreate(let preImage) = step.operation { changes = remember(changes, insteadOf: preImage) }
            let outcome = JournalEntry.outcome(step: intent.ordinal, .done(nil), changes)
            guard case .delete = step.operation else { return Settlement(entries: [outcome] + run.closing(source)) }
            return Settlement(entries: [outcome] + run.closing(source) + settleDeferred(step.address))
        case .failed(let live, let error): return failed(StepFailure(error), intent, source, live)
        case .inDoubt(let error): return failed(StepFailure(error), intent, source, nil, mayBeThere: true)
        case .notDone(let error): return failed(StepFailure(error), intent, source, nil)
        case .read: return Settlement(entries: [], failure: .ourFault("A write ended as a read."))
        }
    }

    /// What was written down of an object that has been made anew, and of the connections that led to the one before: what
    /// was reached through it is made anew in the new one.
    private func remember(_ changes: [StateChange], insteadOf former: ResourceRecord) -> [StateChange] {
        guard case .put(var record)? = changes.last else { return changes }
        record.body = remade.following(record.body, among: record.dependencies)
        remade.append(record, insteadOf: former.address)
        var changes = changes.dropLast() + [.put(record)]
        for (name, connection) in newlyLeading {
            reconnected[name] = connection
            changes += run.connecting(name, connection)
        }
        return Array(changes)
    }

    /// The connections that lead to objects which have been made anew, as far as they do by now.
    private var newlyLeading: [(name: ConnectionName, record: ConnectionRecord)] {
        run.formerConnections(through: &remade).filter { $0.record != run.formerConnections[$0.name] }
    }

    private func failed(
        _ failure: StepFailure, _ intent: StepIntent, _ source: Executed, _ live: LiveObject?, mayBeThere: Bool = false
    ) -> Settlement {
        let outcome = JournalEntry.outcome(step: intent.ordinal, .notDone(failure: failure.message), [])
        let left = run.givingUp(source, found: live, failure.message, mayBeThere: live != nil || mayBeThere)
        return Settlement(entries: [outcome] + left + leaveDeferred(source.intent.address), failure: failure)
    }

    /// The parent could not be deleted: what was to go with it waits along with it.
    private func leaveDeferred(_ parent: Address) -> [JournalEntry] {
        (deferred[parent] ?? []).flatMap { node -> [JournalEntry] in
            let step = undo.steps[node.index]
            guard let source = source(of: step) else { return [] }
            return run.givingUp(source, found: nil, "`\(parent)` is still there", goesWith: parent)
                + leaveDeferred(step.address)
        }
    }

    /// The parent is gone, and with it what was in it, and what was in that.
    private func settleDeferred(_ parent: Address) -> [JournalEntry] {
        (deferred.removeValue(forKey: parent) ?? []).flatMap { node -> [JournalEntry] in
            let step = undo.steps[node.index]
            guard let source = source(of: step), case .pass(let entries) = pass(node, step, source) else { return [] }
            return entries + settleDeferred(step.address)
        }
    }
}
