internal import MartletGraph
internal import MartletLanguage
internal import MartletModel
internal import MartletProvider
internal import MartletState

/// The phase before commit: creates, updates, adoptions, the new halves of replacements, and deletes that must go first.
final class ForwardDirector: Director {
    let run: Run
    let plan: Plan
    let graph: ForwardGraph
    var known: KnownAttributes
    /// What nodes in flight are going to write.
    private var intents: [NodeID: StepIntent] = [:]
    /// Objects that steps of this run are about to make.
    private var reserved: [ObjectKey: Address] = [:]
    /// Connections whose configuration became known while the run went on.
    var configurations: [ConnectionName: ConnectionRecord] = [:]
    /// Steps that an interrupted run had done, when this one goes on from there.
    private let doneBefore: Set<StepName>
    private var startedNodes: Set<NodeID> = []
    /// Steps that could not even begin.
    private var refused: Set<StepName> = []
    private var hasFailed = false
    /// What goes with the object at an address when that is deleted.
    let contents: [Address: [Change]]
    private lazy var presentAddresses = plan.presentAddresses
    /// What updates bring their objects to after the commit, where that is left to it.
    private(set) var contractions: [Address: Value] = [:]

    init(_ run: Run, _ plan: Plan, doneBefore: Set<StepName> = []) {
        self.run = run
        self.plan = plan
        self.doneBefore = doneBefore
        graph = ForwardGraph(plan, holdsBack: run.executor.options.onFailure == .rollback)
        known = KnownAttributes(plan: plan)
        contents = Dictionary(grouping: plan.changes.filter { $0.goesWith != nil }) { $0.goesWith ?? $0.address }
    }

    var mayStart: Bool {
        run.executor.stop.level == .goOn && (!hasFailed || run.executor.options.onFailure == .keep)
    }

    var isComplete: Bool { !hasFailed && startedNodes.count == graph.nodes.count }

    /// The steps that were never begun, reads and no-ops left out.
    var notStarted: [StepName] {
        let begun = run.log.startedSteps.union(doneBefore).union(refused)
        let forward = graph.nodes.compactMap { node -> StepName? in
            switch node {
            case .data: return nil
            case .earlyDelete(let index): return StepName(plan.changes[index].address, .delete)
            case .change(let index):
                let change = plan.changes[index]
                return change.isSettledByCommit ? nil : StepName(change.address, change.action.operation)
            }
        }
        let waiting = forward.filter { !begun.contains($0) }
        guard !isComplete else { return waiting }
        return waiting
            + plan.changes.filter { change in
                change.contraction?.isWhole ?? false || !(change.action.runsForward || change.deletesEarly)
            }.map { StepName($0.address, $0.action.operation) }
    }

    func start(_ node: NodeID) -> StepStart {
        startedNodes.insert(node)
        switch graph.nodes[node.index] {
        case .data(let index): return startRead(plan.dataReads[index])
        case .earlyDelete(let index): return startEarlyDelete(plan.changes[index], node)
        case .change(let index): return startChange(plan.changes[index], node)
        }
    }

    private func startChange(_ change: Change, _ node: NodeID) -> StepStart {
        if change.action == .noOp { return pass(change) }
        let name = StepName(change.address, change.action.operation)
        if change.contraction != nil, let planned = change.body {
            do throws(StepFailure) { contractions[change.address] = try filled(planned, of: change.address) } catch {
                return refuse(name, error)
            }
            if change.isSettledByCommit { return pass(change) }
        }
        if doneBefore.contains(name), let record = run.records[change.address] {
            known.settle(change.address, contracted(record.attributes, change))
            run.log.succeeded(name)
            return .pass([])
        }
        do throws(StepFailure) {
            let step = try PlannedStep(change, name: name, director: self)
            try claim(step, change)
            intents[node] = step.intent
            return .call(step.work, entries: run.opening(step.intent, step.connection), key: step.key)
        } catch {
            return refuse(name, error)
        }
    }

    private func refuse(_ name: StepName, _ failure: StepFailure) -> StepStart {
        hasFailed = true
        refused.insert(name)
        return .refuse(name, failure)
    }

    private func pass(_ change: Change) -> StepStart {
        let attributes = change.plannedAttributes ?? change.prior?.attributes ?? .null
        let settled = attributes.isWhollyKnown ? attributes : change.prior?.attributes ?? attributes
        known.settle(change.address, contracted(settled, change))
        return .pass([])
    }

    /// What references see: the object as it is once everything is done, what waits for the cleanup included.
    private func contracted(_ attributes: Value, _ change: Change) -> Value {
        guard let contraction = change.contraction, let body = contractions[change.address] else { return attributes }
        return contraction.kept.reduce(attributes) { $0.setting(body.value(at: $1.path), at: $1.path) }
    }

    /// One object has one address: a second one is refused before anything is sent.
    private func claim(_ step: PlannedStep, _ change: Change) throws(StepFailure) {
        guard let identity = step.intent.identity else { return }
        let key = ObjectKey(connection: change.connection, type: change.type, identity: identity)
        let owner = reserved[key] ?? run.owners[key]
        guard owner == nil || owner == change.address || owner == change.previousAddress else {
            throw StepFailure(
                code: "DuplicateObject", message: "`\(owner?.description ?? "")` already stands for `\(identity)`.",
                hint: "Give the two different names, or rename the resource with a `moved` entry."
            )
        }
        reserved[key] = change.address
    }

    private func startEarlyDelete(_ change: Change, _ node: NodeID) -> StepStart {
        let name = StepName(change.address, .delete)
        guard let prior = change.asFound(run.records[change.previousAddress ?? change.address]),
            !doneBefore.contains(name), !doneBefore.contains(StepName(change.address, .create))
        else { return .pass([]) }
        // The old object is where it was made, also when the connection is about to lead to another API.
        guard let connection = run.connection(prior.connection) else {
            return refuse(name, .unknownConnection(prior.connection))
        }
        var settings = change.settings
        do throws(StepFailure) { settings.undo = try undo(of: change, connection, prior.identity) } catch {
            return refuse(name, error)
        }
        var step = PlannedDelete(prior, name: name, run: run, connection: connection, settings: settings)
        step.intent.preimage = run.executor.providers[change.provider].flatMap { change.found($0, prior) }
        step.intent.reversibility = change.reversibility
        // It is made again after what the old object needed, which may not be what the new one needs.
        step.intent.dependencies = prior.dependencies.map { presentAddresses[$0] ?? $0 }
        intents[node] = step.intent
        return .call(step.work, entries: run.opening(step.intent, connection), key: step.key)
    }

    private func startRead(_ read: DataRead) -> StepStart {
        if let attributes = read.attributes, attributes.isWhollyKnown {
            known.settle(read.address, attributes)
            return .pass([])
        }
        let name = StepName(read.address, .adopt)
        do throws(StepFailure) {
            let body = try filled(read.body, of: read.address)
            let connection = try connection(named: read.connection, for: read.address)
            let work = StepWork(
                name: name, call: .readData(read.type, body), connectionName: read.connection, connection: connection,
                stack: run.stack, timeout: .seconds(300)
            )
            return .call(work, entries: [], key: nil)
        } catch {
            return refuse(name, error)
        }
    }

    func settle(_ node: NodeID, _ result: StepResult) -> Settlement {
        let settlement =
            switch graph.nodes[node.index] {
            case .data(let index): settleRead(plan.dataReads[index], result)
            case .earlyDelete(let index), .change(let index): settle(plan.changes[index], intents[node], result)
            }
        guard let failure = settlement.failure else {
            guard case .earlyDelete(let index) = graph.nodes[node.index] else { return settlement }
            return Settlement(entries: settlement.entries + goneAlong(with: plan.changes[index].address))
        }
        hasFailed = true
        switch graph.nodes[node.index] {
        case .data: return settlement
        case .earlyDelete(let index), .change(let index):
            return Settlement(
                entries: settlement.entries, failure: failure.advising(of: plan.changes[index], in: plan))
        }
    }

    private func settleRead(_ read: DataRead, _ result: StepResult) -> Settlement {
        switch result {
        case .read(let value):
            known.settle(read.address, value)
            return Settlement(entries: [])
        case .notDone(let error), .inDoubt(let error), .failed(_, let error):
            return Settlement(entries: [], failure: StepFailure(error))
        case .done: return Settlement(entries: [], failure: .ourFault("A read ended as a write."))
        }
    }

    private func settle(_ change: Change, _ intent: StepIntent?, _ result: StepResult) -> Settlement {
        guard let intent else { return Settlement(entries: [], failure: .ourFault("A step ended that never began.")) }
        let settlement = StepSettlement(
            intent, schema: run.executor.providers[intent.provider]?.schema(of: intent.type)
        )
        .settlement(result, moving: change.previousAddress, isAdoption: change.isAdoptionOfUnknownObject)
        for case .outcome(_, .done(let record?), _) in settlement.entries {
            known.settle(change.address, contracted(record.attributes, change))
        }
        return settlement
    }
}

extension Action {
    /// The step that carries the action out.
    var operation: StepName.Operation {
        switch self {
        case .create, .replace: .create
        case .update, .noOp: .update
        case .delete: .delete
        case .adopt: .adopt
        case .forget: .forget
        }
    }
}

extension Change {
    /// Whether nothing is sent before the commit, which alone, or the cleanup after it, does what is to be done.
    var isSettledByCommit: Bool { action == .noOp || contraction?.isWhole ?? false }

    /// Whether the object was there before the state knew of it, as opposed to one that waits to be deleted. That it has the
    /// stack's marker does not say who made it: it may have been adopted before, and forgotten.
    var isAdoptionOfUnknownObject: Bool { action == .adopt && prior == nil }
}
