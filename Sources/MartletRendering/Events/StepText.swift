package import MartletExecutor
internal import MartletModel

extension StepName {
    /// `create cluster`, `undo create cluster`.
    package var text: String { (isUndo ? "undo " : "") + "\(operation.name) \(subject)" }

    /// A resource's address; a check's name.
    private var subject: String {
        guard operation == .check else { return "\(address)" }
        let path = address.module.description
        return path.isEmpty ? address.name : "\(path).\(address.name)"
    }
}

extension StepName.Operation {
    /// The glossary's word.
    package var name: String {
        switch self {
        case .create: "create"
        case .update: "update"
        case .delete: "delete"
        case .adopt: "adopt"
        case .forget: "forget"
        case .check: "check"
        }
    }

    /// What is going on while it runs.
    var participle: String {
        switch self {
        case .create: "creating"
        case .update: "updating"
        case .delete: "deleting"
        case .adopt: "adopting"
        case .forget: "forgetting"
        case .check: "checking"
        }
    }

    /// What has been done when it is over.
    var past: String {
        switch self {
        case .create: "created"
        case .update: "updated"
        case .delete: "deleted"
        case .adopt: "adopted"
        case .forget: "forgotten"
        case .check: "passed"
        }
    }
}

extension ApplyEvent.Phase {
    package var name: String {
        switch self {
        case .prepare: "prepare"
        case .forward: "forward"
        case .verify: "verify"
        case .commit: "commit"
        case .cleanup: "cleanup"
        case .rollback: "rollback"
        }
    }
}
