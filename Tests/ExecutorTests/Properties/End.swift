import MartletExecutor
import MartletModel
import MartletState

/// How a step of a case ended, all its processes together.
struct End: Sendable, CustomStringConvertible {
    var reports: [ApplyReport] = []
    var deaths = 0
    var hasBegun = false
    /// Whether what was resumed was left by an earlier step: this one died before its run had begun.
    var isOfOlderRun = false
    /// How many writes the cloud had seen before.
    var writesBefore = 0
    /// As the reports say, and the journal where the last process died.
    var outcome: ApplyReport.Outcome?

    mutating func note(_ report: ApplyReport) {
        reports.append(report)
        outcome = report.outcome
    }

    /// Asks the journal how it ended when the process that ended it could not tell.
    mutating func settle(_ world: CaseWorld) throws {
        guard let last = try world.store().deployments().first, let ended = last.outcome else { return }
        guard deaths > 0, reports.last.map({ $0.outcome.isUnfinished }) ?? true else { return }
        outcome =
            switch ended {
            case .applied: .applied
            case .rolledBack: .rolledBack
            case .cleanupPending: .cleanupPending
            case .superseded: nil
            }
    }

    /// Whether the last process died, or left its run open.
    var isOpen: Bool { deaths > 0 || (reports.last.map(\.outcome.isUnfinished) ?? true) }

    var description: String {
        "\(outcome.map { "\($0)" } ?? "nowhere") after \(deaths) deaths: \(reports.last.map { "\($0)" } ?? "")"
    }
}

extension ApplyReport.Outcome {
    var isUnfinished: Bool {
        switch self {
        case .kept, .rollbackIncomplete, .interrupted: true
        case .applied, .rolledBack, .cleanupPending: false
        }
    }
}
