package import MartletModel
import MartletState

/// One revision for a person: who, when, why, how it ended, and field by field what changed.
package struct RevisionText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func callAsFunction(_ view: RevisionView) -> String {
        let revision = view.revision
        var lines = [style(.bold, "Revision \(revision.number)") + ": \(revision.reason)"]
        if let message = revision.message { lines.append("  message  \(message.withVisibleControls)") }
        lines.append("  by       \(revision.actor.withVisibleControls)")
        lines.append("  at       \(revision.committedAt)")
        if let deployment = view.deployment { lines.append("  run      \(deployment.id), \(deployment.ending)") }
        if !view.items.isEmpty { lines.append("") }
        for item in view.items { lines += self.lines(item) }
        if !view.outputs.isEmpty { lines += ["", "Outputs:"] + view.outputs.map { "  " + text($0) } }
        if view.items.isEmpty, view.outputs.isEmpty { lines += ["", "No resource and no output changed."] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ item: RevisionView.Item) -> [String] {
        let name = "\(style(.bold, item.address.description))  \(item.type)"
        switch item.fate {
        case .added: return ["  \(style(.created, "+")) \(name)"]
        case .removed: return ["  \(style(.removed, "-")) \(name)"]
        case .changed(let fields): return ["  \(style(.changed, "~")) \(name)"] + fields.map { "      " + text($0) }
        }
    }

    private func text(_ field: FieldChange) -> String {
        let text = ValueText(limit: max(24, (style.width - 30) / 2))
        return switch (field.before, field.after) {
        case (nil, let after): "\(style(.created, "+")) \(field.path) = \(text(after))"
        case (let before?, nil): "\(style(.removed, "-")) \(field.path) = \(text(before))"
        case (let before?, let after): "\(style(.changed, "~")) \(field.path) = \(text(before)) → \(text(after))"
        }
    }
}

extension RevisionView {
    /// `martlet.revision/1`; secrets redacted.
    package var json: Value {
        var fields = revision.json.fields ?? Fields()
        fields["format"] = "martlet.revision/1"
        if let deployment { fields["run"] = deployment.json }
        fields["resources"] = .tuple(
            items.map { item in
                var fields: Fields = ["address": .string(item.address.description), "type": .string(item.type.text)]
                switch item.fate {
                case .added: fields["change"] = "added"
                case .removed: fields["change"] = "removed"
                case .changed(let changes):
                    fields["change"] = "changed"
                    fields["fields"] = .tuple(changes.map(\.shown))
                }
                return .object(fields)
            }
        )
        fields["outputs"] = .tuple(outputs.map(\.shown))
        return .object(fields)
    }
}

extension FieldChange {
    fileprivate var shown: Value {
        var fields: Fields = ["path": .string(path.description)]
        fields["before"] = before?.shown
        fields["after"] = after?.shown
        return .object(fields)
    }
}
