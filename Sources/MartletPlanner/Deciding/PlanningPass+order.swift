internal import MartletModel

extension PlanningPass {
    /// A replaced object that hangs on one which is deleted first must be deleted before it, so it cannot be created
    /// first either.
    ///
    /// Decisions are in the order in which they were settled, so what a resource refers to has been seen before it.
    mutating func deleteDependentsFirst() {
        for index in decisions.indices {
            let decision = decisions[index]
            guard decision.change.action == .replace(.createFirst), !decision.isStateOnly,
                let record = decision.change.prior
            else { continue }
            let blocker = records.dependencies(of: record).first { address in
                guard let dependency = self.decision(at: address) else { return false }
                return dependency.change.action == .replace(.deleteFirst) && !dependency.isStateOnly
            }
            guard let blocker else { continue }
            decisions[index].change.action = .replace(.deleteFirst)
            decisions[index].change.reversibility = .irreversible(
                "`\(blocker)`, on which the old object depends, is deleted first"
            )
        }
    }
}
