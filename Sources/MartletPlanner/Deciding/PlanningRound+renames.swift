internal import MartletModel

extension PlanningRound {
    /// Refuses to take over and delete one object under two names.
    func fault(of renames: [Rename]) -> Diagnostic? {
        guard let first = renames.first else { return nil }
        let decision = pass.indices[first.to].map { pass.decisions[$0] }
        let others = renames.count > 1 ? ", and \(renames.count - 1) more like this" : ""
        return PlannerFault.renamedObject.diagnostic(
            "`\(first.from)` is no longer in the stack and `\(first.to)` is new, but both stand for the object "
                + "`\(decision?.change.identity?.text ?? "")`\(others): it would be taken over as the new resource and then "
                + "deleted as the old one.",
            hint: Self.entries(renames), at: decision?.range, address: first.to
        )
    }

    /// Says that resources are probably the same under another name.
    func proposal(of renames: [Rename]) -> Diagnostic? {
        guard let first = renames.first else { return nil }
        let range = pass.indices[first.to].flatMap { pass.decisions[$0].range }
        let others = renames.count > 1 ? " (and \(renames.count - 1) more like this)" : ""
        return PlannerFault.perhapsRenamed.diagnostic(
            "`\(first.from)` would be deleted and `\(first.to)` created, and the two are alike\(others).",
            hint: Self.entries(renames), at: range, address: first.to
        )
    }

    private static func entries(_ renames: [Rename]) -> String {
        "If it was only renamed, add to the stack file:\nmoved:\n"
            + renames.collapsed.map { "  \($0.line)" }.joined(separator: "\n")
    }
}
