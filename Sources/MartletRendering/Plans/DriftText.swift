import MartletModel

/// What others changed, for resources that the plan leaves alone or sets back: who changed what.
struct DriftText {
    let style: TextStyle

    /// Nil when nobody changed anything.
    func callAsFunction(_ plan: Plan) -> String? {
        let drifted = plan.changes.indices.filter { plan.changes[$0].hasDrift }.map { plan.changes[$0] }
        guard !drifted.isEmpty else { return nil }
        return "Changed outside of Martlet since revision \(plan.inputs.revision):\n"
            + drifted.map(lines).joined(separator: "\n")
    }

    private func lines(_ change: Change) -> String {
        let head = "  \(style(.changed, "≠")) \(change.address)" + (what(change).map { " \($0)" } ?? "")
        return ([head] + change.drift.sorted { $0.path < $1.path }.map(line)).joined(separator: "\n")
    }

    private func what(_ change: Change) -> String? {
        if change.reasons.contains(.objectMissing) { return "was deleted" }
        return change.reasons.contains(.recreatedOutside) ? "was deleted and created again" : nil
    }

    /// `before` is what was recorded, `after` what is there.
    private func line(_ field: FieldChange) -> String {
        let text = ValueText(limit: 40)
        var by = ""
        if case .drift(let writer?) = field.cause { by = ", by \(writer)" }
        return "      \(field.path) is \(text(field.after)), was \(text(field.before))\(by)"
    }
}
