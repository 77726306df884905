package import MartletModel

/// A plan that may be applied: it still fits what it was made from, and every step that cannot be undone has consent.
///
/// The only thing that the executor takes.
package struct ApprovedPlan: Sendable, Hashable {
    package let plan: Plan
    package let consent: Consent

    /// - Parameters:
    ///   - consent: What the user agreed to on the command line; a resource's own `allow_irreversible` counts as well.
    ///   - current: What holds now: the digests of the stack as read for this run, the state's lineage and revision.
    ///
    /// Throws everything that speaks against it at once.
    package init(_ plan: Plan, consent: Consent, current: Plan.Inputs) throws(ApprovalRefusal) {
        let refusal = ApprovalRefusal(
            stale: StaleInput.between(planned: plan.inputs, current: current),
            irreversible: plan.changes.compactMap { Self.refusedStep(of: $0, consent) }
        )
        guard refusal.stale.isEmpty, refusal.irreversible.isEmpty else { throw refusal }
        self.plan = plan
        self.consent = consent
    }

    private static func refusedStep(of change: Change, _ consent: Consent) -> ApprovalRefusal.Step? {
        guard case .irreversible(let why) = change.reversibility else { return nil }
        // What goes with its parent is covered by the parent's consent.
        let goesAlong = change.reasons.contains { if case .goneWithParent = $0 { true } else { false } }
        guard !goesAlong, !change.settings.allowIrreversible, !consent.covers(change.address) else { return nil }
        return ApprovalRefusal.Step(address: change.address, why: why)
    }
}

/// What the user agreed to beyond the plan itself: `--allow-irreversible[=ADDRESS]`.
package enum Consent: Sendable, Hashable {
    /// Only steps that can be undone, and those whose resource allows otherwise.
    case reversibleOnly
    /// Steps that cannot be undone at these addresses. One without a key covers all instances, one without a member all
    /// members.
    case irreversible(at: Set<Address>)
    /// Every step.
    case everything

    func covers(_ address: Address) -> Bool {
        switch self {
        case .reversibleOnly: false
        case .everything: true
        case .irreversible(let addresses): addresses.contains { $0.covers(address) }
        }
    }
}
