internal import MartletGraph
internal import MartletModel
internal import MartletProvider
internal import MartletState

/// The phase after commit: every tombstone's object is deleted, dependents first.
final class CleanupDirector: Director {
    private let run: Run
    private let tombstones: [Tombstone]
    private var intents: [NodeID: StepIntent] = [:]
    /// Connections through which something was deleted: those that are worth a sweep.
    private(set) var usedConnections: Set<ConnectionName> = []
    let topology: Topology

    init(_ run: Run) {
        self.run = run
        tombstones = run.tombstones.values.sorted { $0.record.address < $1.record.address }
        topology = CleanupOrder(tombstones).topology
    }

    var mayStart: Bool { run.executor.stop.level == .goOn }

    func start(_ node: NodeID) -> StepStart {
        let tombstone = tombstones[node.index]
        let record = tombstone.record
        // The same object lives on under another record, or went with the object that held it.
        guard run.owners[ObjectKey(record)] == nil, tombstone.goesWith == nil else {
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

    func settle(_ node: NodeID, _ result: StepResult) -> Settlement {
        let record = tombstones[node.index].record
        guard let intent = intents[node] else {
            return Settlement(entries: [], failure: .ourFault("A step ended that never began."))
        }
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
}

/// In which order tombstones' objects go: what depends on an object goes before it, what goes with one right after it.
struct CleanupOrder {
    let topology: Topology

    init(_ tombstones: [Tombstone]) {
        let byAddress = Dictionary(grouping: tombstones.indices, by: { tombstones[$0].record.address })
        let parents = tombstones.map { tombstone in tombstone.goesWith.flatMap { byAddress[$0]?.first } }
        let exact = Self.topology(tombstones, byAddress, parents, lifting: true)
        // An object inside a parent may depend on one outside that depends on the parent: then the parent's own order wins.
        topology = exact.order() != nil ? exact : Self.topology(tombstones, byAddress, parents, lifting: false)
    }

    /// - Parameter lifting: Whether the dependencies of an object that goes with its parent hold for the parent.
    private static func topology(
        _ tombstones: [Tombstone], _ byAddress: [Address: [Int]], _ parents: [Int?], lifting: Bool
    ) -> Topology {
        func top(_ index: Int) -> Int? {
            var current = index
            for _ in tombstones.indices {
                guard let parent = parents[current], parent != current else { return current }
                guard lifting else { return nil }
                current = parent
            }
            return nil
        }
        var befores: [NodeID] = []
        var afters: [NodeID] = []
        for (index, tombstone) in tombstones.enumerated() {
            if let parent = parents[index], parent != index {
                befores.append(NodeID(parent))
                afters.append(NodeID(index))
            }
            guard let before = top(index) else { continue }
            for address in tombstone.record.dependencies {
                for dependency in byAddress[address] ?? [] {
                    guard let after = top(dependency), after != before else { continue }
                    befores.append(NodeID(before))
                    afters.append(NodeID(after))
                }
            }
        }
        return Topology(nodeCount: tombstones.count, befores: befores, afters: afters)
    }
}
