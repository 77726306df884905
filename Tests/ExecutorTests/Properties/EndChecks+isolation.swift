import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState

/// I16: what a run that keeps must have done.
extension EndChecks {
    /// What is deleted early goes after what lies in it, which goes as late as it can, and after what depended on it and is deleted
    /// early as well.
    private func deletedBefore(_ change: Change) -> [Change] {
        var found: [Change] = []
        var pending = [change.address]
        while let address = pending.popLast() {
            let earlier = plan.changes.filter { other in
                let isEarly = other.deletesEarly && other.prior?.dependencies.contains(address) ?? false
                return isEarly || other.reasons.contains(.goneWithParent(address))
            }.filter { other in other.address != change.address && !found.contains { $0.address == other.address } }
            found += earlier
            pending += earlier.map(\.address)
        }
        return found
    }

    /// With `keep`, what does not depend on a failure is done.
    var isolation: [Violation] {
        guard let report = end.reports.last, end.deaths == 0, end.reports.count == 1 else { return [] }
        let done = Set(report.done.map(\.step.address))
        let open = Set(
            after.steps.filter { step in
                if case .done? = step.outcome { return false }
                return true
            }.map(\.intent.address))
        var blocked = open
        if let first = report.firstFailure { blocked.insert(first.step.address) }
        var found: [Violation] = []
        for change in plan.changes where change.action.runsForward {
            if change.dependencies.contains(where: blocked.contains) { blocked.insert(change.address) }
            let waitedFor = deletedBefore(change).flatMap { [$0.address] + $0.dependencies }
            if change.deletesEarly, waitedFor.contains(where: blocked.contains) { blocked.insert(change.address) }
            for read in plan.dataReads where read.dependencies.contains(where: blocked.contains) {
                blocked.insert(read.address)
            }
            guard change.action != .noOp, !blocked.contains(change.address), !done.contains(change.address) else {
                continue
            }
            let connection = plan.connections[change.connection]?.configuration
            guard connection?.isWhollyKnown == true else { continue }
            found.append(Violation(.isolation, "`\(change.address)` depends on no failure and was not done"))
        }
        return found
    }
}

extension Action {
    /// Whether a step before the commit carries it out.
    var runsForward: Bool {
        switch self {
        case .create, .update, .replace, .adopt, .noOp: true
        case .delete, .forget: false
        }
    }
}
