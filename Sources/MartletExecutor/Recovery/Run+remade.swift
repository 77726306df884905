internal import MartletModel
internal import MartletPlanner
internal import MartletState

extension Run {
    /// The objects that this run has deleted and made again, as the journal and the records have them. O(steps).
    var remade: RemadeObjects {
        var remade = RemadeObjects(formerRecords, executor.providers)
        for step in journal.values where step.intent.undoes == nil && step.intent.operation == .delete {
            guard step.isDone || isTakenBack(step), let prior = step.intent.prior,
                let record = records[prior.address] ?? records[step.intent.address], record.identity == prior.identity
            else { continue }
            remade.append(record, insteadOf: prior.address)
        }
        return remade
    }

    /// What was there before the run: what its steps found, and what they left alone. In the byte order of addresses.
    private var formerRecords: [ResourceRecord] {
        let forward = journal.values.map(\.intent).filter { $0.undoes == nil }
        let touched = Set(forward.map(\.address))
        let untouched = records.values.filter { !touched.contains($0.address) }
        return (forward.compactMap(\.prior) + untouched).sorted {
            ($0.address, $0.lineage?.text ?? "") < ($1.address, $1.lineage?.text ?? "")
        }
    }

    /// Whether the step was taken back, even if nobody knew whether it had been carried out.
    private func isTakenBack(_ step: JournalStep) -> Bool {
        undoAttempts[step.intent.ordinal].flatMap { journal[$0] }?.isDone ?? false
    }

    /// The connections as before the run. One that led to an object which was made anew leads to the new one.
    func formerConnections(through remade: inout RemadeObjects) -> [(name: ConnectionName, record: ConnectionRecord)] {
        formerConnections.sorted { $0.key < $1.key }.map { name, former in
            var record = former
            record.configuration = remade.following(former.configuration, among: nil)
            return (name, record)
        }
    }
}

extension JournalStep {
    fileprivate var isDone: Bool {
        if case .done? = outcome { true } else { false }
    }
}
