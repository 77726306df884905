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
    /// Resources that stay, and whose settings the state learns.
    package private(set) var recorded = 0
    /// Resources that others changed or deleted.
    package private(set) var drifted = 0
    private let isEmpty: Bool
    private let kind: Plan.Kind

    package init(_ plan: Plan) {
        isEmpty = plan.isEmpty
        kind = plan.kind
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
            if plan.changes[index].recordsSettings { recorded += 1 }
            if plan.changes[index].hasDrift { drifted += 1 }
        }
    }

    /// One sentence; a second one when consent is needed.
    package func text(style: TextStyle) -> String {
        if isEmpty, case .rollback(let revision) = kind {
            return style(.bold, "No changes.") + " State and cloud are as revision \(revision) asked for."
        }
        guard !isEmpty else {
            return style(.bold, "No changes.")
                + " The stack, the state and the cloud agree on \(counted(unchanged, "resource"))."
        }
        guard kind != .refreshOnly else { return refreshText(style) }
        var parts: [(Int, String)] = [(create, "to create"), (update, "to update"), (replace, "to replace")]
        parts += [(delete, "to delete"), (adopt, "to adopt"), (forget, "to forget"), (moved, "moved")]
        parts += [(recorded, "with settings to record")]
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

    private func refreshText(_ style: TextStyle) -> String {
        guard drifted > 0 else {
            return style(.bold, "No drift.") + " Servers have changed fields of their own; a refresh records them."
        }
        return style(.bold, "Drift:") + " \(counted(drifted, "resource")) changed or deleted outside. "
            + "A refresh records what is there; an apply sets it back."
    }

    package var json: Value {
        .object(
            Fields(
                [
                    ("create", create), ("update", update), ("replace", replace), ("delete", delete), ("adopt", adopt),
                    ("forget", forget), ("unchanged", unchanged), ("moved", moved), ("irreversible", irreversible),
                    ("settings", recorded), ("drifted", drifted),
                ].map { Fields.Field($0.0, .number(Number($0.1))) }
            )
        )
    }
}
