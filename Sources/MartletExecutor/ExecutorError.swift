package import MartletModel
package import MartletState

/// Why a run could not begin or could not go on. The failure of a step is not one: it is in the ``ApplyReport``.
package enum ExecutorError: Error, Sendable, Hashable {
    /// The state cannot be read or written; when it happens in the middle, `resume` goes on from what was written down.
    case state(StateError)
    /// Since the plan was made the state has moved on.
    case stalePlan(planned: Int, current: Int)
    /// The plan belongs to another state.
    case otherLineage
    /// There is nothing that a resume could finish.
    case nothingToResume
    /// The open deployment is past the point from which this direction is possible.
    case noWay(ResumeDirection, DeploymentPhase)
    /// The plan of the open deployment cannot be read any more.
    case planLost
}

extension ExecutorError {
    /// What is shown to the user.
    package var diagnostic: Diagnostic {
        if case .state(let error) = self { return error.diagnostic }
        let code = ExecutorCode(self)
        let (detail, hint) = prose
        return Diagnostic(.error, code.code, code.summary, detail: detail, hint: hint)
    }

    private var prose: (detail: String, hint: String?) {
        switch self {
        case .state(let error): (error.diagnostic.detail, error.diagnostic.hint)
        case .stalePlan(let planned, let current):
            (
                "The plan starts from revision \(planned) of the state, which is at revision \(current) now.",
                "Make a new plan with `martlet plan`."
            )
        case .otherLineage:
            ("The plan was made from another state than this one.", "Make a new plan with `martlet plan`.")
        case .nothingToResume: ("No run was left unfinished.", nil)
        case .noWay(.forward, .rollback):
            (
                "The run is being rolled back already, and what it made may be gone.",
                "Run `martlet resume` to finish the rollback, then `martlet apply`."
            )
        case .noWay(.back, _):
            (
                "The run is committed; what is left are deletes.",
                "Run `martlet resume` to finish them, then apply the stack as it was before."
            )
        case .noWay: ("The run cannot go on in this direction.", "Run `martlet resume`.")
        case .planLost:
            (
                "The plan of the interrupted run cannot be read by this version.",
                "Run `martlet resume --back`, then plan anew."
            )
        }
    }
}

/// The diagnostics of the executor: code and summary of each, for the code and for docs/diagnostics.md.
package enum ExecutorCode: String, Sendable, Hashable, CaseIterable {
    case stalePlan = "X001"
    case otherLineage = "X002"
    case nothingToResume = "X003"
    case noWay = "X004"
    case planLost = "X005"
    case state = "X006"
    case planningInterrupted = "X007"

    init(_ error: ExecutorError) {
        self =
            switch error {
            case .state: .state
            case .stalePlan: .stalePlan
            case .otherLineage: .otherLineage
            case .nothingToResume: .nothingToResume
            case .noWay: .noWay
            case .planLost: .planLost
            }
    }

    package var code: DiagnosticCode { DiagnosticCode(stringLiteral: rawValue) }

    package var summary: String {
        switch self {
        case .stalePlan: "Stale plan"
        case .otherLineage: "Plan for another state"
        case .nothingToResume: "Nothing to resume"
        case .noWay: "Not possible any more"
        case .planLost: "Plan cannot be read"
        case .state: "State cannot be used"
        case .planningInterrupted: "Planning was interrupted"
        }
    }
}
