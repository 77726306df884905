internal import MartletModel

extension StepFailure {
    /// With a way out where an API refuses an update, or a delete that makes room, because of what the same plan deletes,
    /// but only after the commit.
    ///
    /// For types that declare nothing of the kind (``ContractingRule``).
    func advising(of change: Change, in plan: Plan) -> StepFailure {
        guard change.action == .update || change.deletesEarly, saysInUse else { return self }
        let recorded = change.previousAddress ?? change.address
        let users = plan.changes.filter { other in
            other.action == .delete && !other.deletesEarly && (other.prior?.dependencies.contains(recorded) ?? false)
        }.map { "--target \($0.address)" }
        guard !users.isEmpty else { return self }
        let advice =
            "What this plan deletes may still use it, and goes only after the commit. Delete that first, with "
            + "`martlet apply \(users.joined(separator: " "))`, then apply the rest."
        return StepFailure(
            code: code, message: message, hint: hint.map { "\($0) \(advice)" } ?? advice, requestID: requestID
        )
    }

    private var saysInUse: Bool {
        let texts = [code, message].map { $0.lowercased() }
        return texts.contains { text in
            ["inuse", "in use", "stillreferenced", "isreferenced"].contains { text.contains($0) }
        }
    }
}
