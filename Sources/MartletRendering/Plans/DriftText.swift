import MartletModel

/// What others changed, for resources that the plan leaves alone or sets back: who changed what.
struct DriftText {
    let style: TextStyle

    /// Nil when nobody changed anything.
    func callAsFunction(_ plan: Plan) -> String? {
        let drifted = plan.changes.filter { change in
            !change.drift.isEmpty || change.reasons.contains { $0 == .objectMissing || $0 == .recreatedOutside }
        }
        guard !drifted.isEmpty else { return nil }
        return "Changed outside of Martlet since revision \(plan.inputs.revision):\n"
            + drifted.map(lines).joined(separator: "\n")
    }

    private func lines(_ change: Change) -> String {
        let what =
            change.reasons.contains(.objectMissing)
            ? "was deleted"
            : change.reasons.contains(.recreatedOutside) ? "was deleted and created again" : nil
        let text = ValueText(limit: 40)
        let fields = change.fields.compactMap { field -> String? in
            guard case .drift(let manager) = field.cause else { return nil }
            let by = manager.map { " by \($0)" } ?? ""
            return "      \(field.path) is \(text(field.before)), was \(text(field.after))\(by)"
        }
        let head = "  \(style(.changed, "≠")) \(change.address)" + (what.map { " \($0)" } ?? "")
        return ([head] + fields).joined(separator: "\n")
    }
}
