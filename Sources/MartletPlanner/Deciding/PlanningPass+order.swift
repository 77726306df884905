internal import MartletModel

extension PlanningPass {
    /// A replaced object that hangs on one which is deleted first must be deleted before it, so it cannot be created
    /// first either.
    ///
    /// Decisions are in the order in which they were settled, so what a resource refers to has been seen before it.
    mutating func deleteDependentsFirst() {
        for index in decisions.indices {
            guard decisions[index].change.action == .replace(.createFirst), !decisions[index].isStateOnly,
                let record = decisions[index].change.prior
            else { continue }
            let blocker = records.dependencies(of: record).first { action(at: $0) == .replace(.deleteFirst) }
            guard let blocker else { continue }
            decisions[index].change.action = .replace(.deleteFirst)
            decisions[index].change.reversibility = .irreversible(
                "`\(blocker)`, on which the old object depends, is deleted first"
            )
        }
    }
}
