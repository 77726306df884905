internal import MartletGraph
internal import MartletModel
internal import MartletProvider
internal import MartletState

/// The phase after commit: every tombstone's object is deleted, dependents first, and what objects that stay were to lose
/// is taken away once nothing uses it.
final class CleanupDirector: Director {
    private let run: Run
    private let tombstones: [Tombstone]
    private var intents: [NodeID: StepIntent] = [:]
    /// Connections through which something was deleted: those that are worth a sweep.
    private(set) var usedConnections: Set<ConnectionName> = []
    private let order: CleanupOrder

    init(_ run: Run) {
        self.run = run
        tombstones = run.tombstones.values.filter { !$0.mayBeInUse }.inOrder()
        order = CleanupOrder(tombstones)
    }

    var topology: Topology { order.topology }

    var mayStart: Bool { run.executor.stop.level == .goOn }

    func start(_ node: NodeID) -> StepStart {
        let tombstone = tombstones[node.index]
        let record = tombstone.record
        if let body = tombstone.contraction { return startContraction(of: record, to: body, node) }
        // The same object lives on under another record, or went with the object that held it.
        guard run.owners[ObjectKey(record)] == nil, tombstone.goesWith == nil || order.separate.contains(node.index)
        else {
            return .pass([.state([.unbury(record)])])
        }
        let name = StepName(record.address, .delete)
        guard let connection = run.connection(record.connection) else {
            return .refuse(name, .unknownConnection(record.connection))
        }
        let step = PlannedDelete(record, name: name, run: run, connection: connection, settings: StepSettings())
        intents[node] = step.intent
        usedConnections.insert(record.connection)
        return .call(step.work, entries: run.opening(step.intent, connection), key: step.key)
    }

    private func startContraction(of buried: ResourceRecord, to body: Value, _ node: NodeID) -> StepStart {
        // The object is gone, or another one, or somebody's already.
        guard let record = run.records[buried.address], ObjectKey(record) == ObjectKey(buried) else {
            return .pass([.state([.unbury(buried)])])
        }
        let name = StepName(record.address, .update)
        guard let connection = run.connection(record.connection) else {
            return .refuse(name, .unknownConnection(record.connection))
        }
        let step = PlannedContraction(record, to: body, name: name, run: run, connection: connection)
        intents[node] = step.intent
        return .call(step.work, entries: run.opening(step.intent, connection), key: step.key)
    }

    /// Whether all that was deleted through a connection depended on an object that was deleted through another: the
    /// cluster, perhaps, that the connection led to.
    func mayHaveDeletedHost(of name: ConnectionName) -> Bool {
        let behind = tombstones.filter { $0.record.connection == name }
        guard var common = behind.first.map({ Set($0.record.dependencies) }) else { return false }
        for tombstone in behind { common.formIntersection(tombstone.record.dependencies) }
        return tombstones.contains { $0.record.connection != name && common.contains($0.record.address) }
    }

    func settle(_ node: NodeID, _ result: StepResult) -> Settlement {
        let tombstone = tombstones[node.index]
        let record = tombstone.record
        guard let intent = intents[node] else {
            return Settlement(entries: [], failure: .ourFault("A step ended that never began."))
        }
        guard tombstone.contraction == nil else { return settleContraction(tombstone, intent, result) }
        switch result {
        case .done, .read:
            return Settlement(entries: [.outcome(step: intent.ordinal, .done(nil), [.unbury(record)])])
        case .notDone(let error), .inDoubt(let error), .failed(_, let error):
            let failure = StepFailure(error)
            let bury = StateChange.bury(Tombstone(record: record, failure: failure.message))
            let outcome = JournalEntry.outcome(step: intent.ordinal, .notDone(failure: failure.message), [bury])
            return Settlement(entries: [outcome], failure: failure)
        }
    }

    /// A contraction that fails leaves the object as it is recorded, or as it was found, and is tried again.
    private func settleContraction(_ tombstone: Tombstone, _ intent: StepIntent, _ result: StepResult) -> Settlement {
        let schema = run.executor.providers[intent.provider]?.schema(of: intent.type)
        var settlement = StepSettlement(intent, schema: schema).settlement(result)
        if let failure = settlement.failure {
            var left = tombstone
            left.failure = failure.message
            settlement.entries.append(.state([.bury(left)]))
            if case .inDoubt = result {
                settlement.entries.append(.outcome(step: intent.ordinal, .notDone(failure: failure.message), []))
            }
        } else {
            settlement.entries.append(.state([.unbury(tombstone.record)]))
        }
        return settlement
    }
}
