package import MartletModel

/// How many resources a plan creates, updates, and so on.
package struct PlanSummary: Sendable, Hashable {
    package private(set) var create = 0
    package private(set) var update = 0
    package private(set) var replace = 0
    package private(set) var delete = 0
    package private(set) var adopt = 0
    package private(set) var forget = 0
    package private(set) var unchanged = 0
    package private(set) var moved = 0
    package private(set) var irreversible = 0
    private let isEmpty: Bool

    package init(_ plan: Plan) {
        isEmpty = plan.isEmpty
        for index in plan.changes.indices {
            switch plan.changes[index].action {
            case .create: create += 1
            case .update: update += 1
            case .replace: replace += 1
            case .delete: delete += 1
            case .adopt: adopt += 1
            case .forget: forget += 1
            case .noOp: unchanged += 1
            }
            if plan.changes[index].previousAddress != nil { moved += 1 }
            if plan.changes[index].isIrreversible { irreversible += 1 }
        }
    }

    /// One sentence; a second one when consent is needed.
    package func text(style: TextStyle) -> String {
        guard !isEmpty else {
            return style(.bold, "No changes.")
                + " The stack, the state and the cloud agree on \(counted(unchanged, "resource"))."
        }
        var parts: [(Int, String)] = [(create, "to create"), (update, "to update"), (replace, "to replace")]
        parts += [(delete, "to delete"), (adopt, "to adopt"), (forget, "to forget"), (moved, "moved")]
        parts += [(unchanged, "unchanged")]
        let shown = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        var text = style(.bold, "Plan:") + " " + (shown.isEmpty ? "outputs only" : shown.joined(separator: ", ")) + "."
        if irreversible > 0 {
            text +=
                "\n" + style(.removed, "!")
                + " \(counted(irreversible, "step")) cannot be undone; apply needs --allow-irreversible."
        }
        return text
    }

    package var json: Value {
        .object(
            Fields(
                [
                    ("create", create), ("update", update), ("replace", replace), ("delete", delete), ("adopt", adopt),
                    ("forget", forget), ("unchanged", unchanged), ("moved", moved), ("irreversible", irreversible),
                ].map { Fields.Field($0.0, .number(Number($0.1))) }
            )
        )
    }
}
