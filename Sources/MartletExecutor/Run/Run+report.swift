internal import MartletModel

extension Run {
    /// The report of a run that ends so.
    func report(_ outcome: ApplyReport.Outcome) -> ApplyReport {
        var report = ApplyReport(
            outcome: outcome, revision: revision, firstFailure: log.firstFailure,
            done: outcome.keepsWhatWasDone ? log.done.sorted : [], rolledBack: log.undone.sorted,
            notStarted: notStarted.sorted().map { ApplyReport.Item($0) }, needsAttention: log.attention.sorted,
            outputs: outputs
        )
        report.checks = checks
        return report
    }
}

extension ApplyReport.Outcome {
    fileprivate var keepsWhatWasDone: Bool {
        switch self {
        case .applied, .kept, .cleanupPending, .interrupted: true
        case .rolledBack, .rollbackIncomplete: false
        }
    }
}

extension [ApplyReport.Item] {
    fileprivate var sorted: [ApplyReport.Item] { sorted { $0.step < $1.step } }
}
