/// The 28 invariants of the engine (reference/engine.md, section 3), by name.
enum Invariant: Int, Sendable, Hashable, CaseIterable, Comparable {
    case atomicity = 1
    case success, noOrphan, noPhantom, writeAhead, oneTransaction, order, deletesLast, noRollbackAfterCommit
    case crashAnywhere, resumeIsIdempotent, rollbackForgetsItsCause, planFidelity, planningWritesNothing, determinism
    case isolation, untouched, protection, adoptedObjectsStay, foreignSafety, sameIdentityReplace, secrets, locks
    case termination, scaling, stateIntegrity, destroyFromAnywhere, honestLabels

    /// `I7 Order`.
    var title: String { "I\(rawValue) \(name)" }

    private var name: String {
        switch self {
        case .atomicity: "Atomicity"
        case .success: "Success"
        case .noOrphan: "No orphan"
        case .noPhantom: "No phantom"
        case .writeAhead: "Write-ahead"
        case .oneTransaction: "One transaction"
        case .order: "Order"
        case .deletesLast: "Deletes last"
        case .noRollbackAfterCommit: "No rollback after commit"
        case .crashAnywhere: "Crash anywhere"
        case .resumeIsIdempotent: "Resume is idempotent"
        case .rollbackForgetsItsCause: "Rollback forgets its cause"
        case .planFidelity: "Plan fidelity"
        case .planningWritesNothing: "Planning writes nothing"
        case .determinism: "Determinism"
        case .isolation: "Isolation"
        case .untouched: "Untouched"
        case .protection: "Protection"
        case .adoptedObjectsStay: "Adopted objects stay"
        case .foreignSafety: "Foreign safety"
        case .sameIdentityReplace: "Same-identity replace"
        case .secrets: "Secrets"
        case .locks: "Locks"
        case .termination: "Termination"
        case .scaling: "Scaling"
        case .stateIntegrity: "State integrity"
        case .destroyFromAnywhere: "Destroy from anywhere"
        case .honestLabels: "Honest labels"
        }
    }

    static func < (left: Invariant, right: Invariant) -> Bool { left.rawValue < right.rawValue }
}

/// An invariant that did not hold, and where.
struct Violation: Hashable, Sendable, CustomStringConvertible {
    let invariant: Invariant
    let detail: String

    init(_ invariant: Invariant, _ detail: String) {
        self.invariant = invariant
        self.detail = detail
    }

    var description: String { "\(invariant.title): \(detail)" }
}
