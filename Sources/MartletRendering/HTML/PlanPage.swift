package import MartletModel

/// A plan as a web page in one file, for review and for keeping: what the text says, every field included.
///
/// Secrets are redacted, unknowns named, and every text of the user's is escaped.
package struct PlanPage: Sendable {
    package init() {}

    package func callAsFunction(_ plan: Plan) -> String {
        let sections = [
            header(plan), warnings(plan), changes(plan), drift(plan), outputs(plan), unchanged(plan), footer(plan),
        ]
        return HTMLPage(
            title: plan.title, style: Self.style, body: sections.compactMap(\.self).joined(separator: "\n")
        ).text
    }

    private func header(_ plan: Plan) -> String {
        let summary = PlanSummary(plan)
        let counts = [
            ("create", summary.create), ("update", summary.update), ("replace", summary.replace),
            ("delete", summary.delete),
            ("adopt", summary.adopt), ("forget", summary.forget), ("no-op", summary.unchanged),
        ]
        let chips = counts.filter { $0.1 > 0 }.map { name, count in
            "<li class=\"\(name)\"><b>\(count)</b> \(name == "no-op" ? "unchanged" : "to \(name)")</li>"
        }
        return """
            <header>
            <h1>\(plan.title.escapedForMarkup)</h1>
            <p class="dim">environment \(plan.stack.environment.escapedForMarkup), from revision \(plan.inputs.revision)</p>
            <ul class="chips">\(chips.joined())</ul>
            <p>\(summary.text(style: TextStyle()).escapedForMarkup.replacing("\n", with: "<br>"))</p>
            </header>
            """
    }

    private func warnings(_ plan: Plan) -> String? {
        section(
            "Warnings",
            plan.warnings.map { warning in
                let address = warning.address.map { "<code>\("\($0)".escapedForMarkup)</code> " } ?? ""
                return "<p>\(address)<b>\(warning.summary.escapedForMarkup).</b> \(warning.detail.escapedForMarkup)</p>"
            })
    }

    private func changes(_ plan: Plan) -> String? {
        section(
            "Changes",
            plan.changes.filter { $0.action != .noOp || $0.previousAddress != nil }.map(ChangeMarkup.init).map(\.text))
    }

    private func drift(_ plan: Plan) -> String? {
        let drifted = plan.changes.filter { change in
            !change.drift.isEmpty || change.reasons.contains { $0 == .objectMissing || $0 == .recreatedOutside }
        }
        return section(
            "Changed outside of Martlet since revision \(plan.inputs.revision)",
            drifted.map { change in
                let what =
                    change.reasons.contains(.objectMissing)
                    ? " was deleted"
                    : change.reasons.contains(.recreatedOutside) ? " was deleted and created again" : ""
                let rows = change.drift.sorted { $0.path < $1.path }.map { FieldMarkup($0).row }
                return "<p><code>\("\(change.address)".escapedForMarkup)</code>\(what)</p>" + FieldMarkup.table(rows)
            })
    }

    private func outputs(_ plan: Plan) -> String? {
        let changed = plan.outputs.filter { $0.before != $0.after }
        let rows = changed.map { FieldMarkup.row(name: $0.name, before: $0.before, after: $0.after, note: "") }
        return rows.isEmpty ? nil : section("Outputs", [FieldMarkup.table(rows)])
    }

    private func unchanged(_ plan: Plan) -> String? {
        let same = plan.changes.filter { $0.action == .noOp && $0.previousAddress == nil }
        guard !same.isEmpty else { return nil }
        let lines = same.map { change in
            "<li><code>\("\(change.address)".escapedForMarkup)</code> <span class=\"dim\">\(change.type.text.escapedForMarkup)</span></li>"
        }
        return
            "<details><summary>\(counted(same.count, "resource")) unchanged</summary><ul>\(lines.joined())</ul></details>"
    }

    private func footer(_ plan: Plan) -> String {
        """
        <footer class="dim"><p>Made from configuration <code>\(plan.inputs.configuration)</code>,
        variables <code>\(plan.inputs.variables)</code>, catalog <code>\(plan.inputs.catalog)</code>.</p></footer>
        """
    }

    private func section(_ title: String, _ parts: [String]) -> String? {
        parts.isEmpty
            ? nil : "<section>\n<h2>\(title.escapedForMarkup)</h2>\n\(parts.joined(separator: "\n"))\n</section>"
    }

    private static let style = """
        .chips { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0; }
        .chips li { border: 1px solid currentColor; border-radius: 1rem; padding: .1rem .8rem; }
        details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; }
        summary { cursor: pointer; padding: .4rem .8rem; background: var(--panel); border-radius: 6px; }
        details > :not(summary) { margin: .6rem .8rem; }
        .sign { display: inline-block; min-width: 1.8rem; font-weight: bold; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-top: 1px solid var(--line); }
        th { font-weight: 600; color: var(--dim); border-top: 0; }
        footer { margin-top: 3rem; font-size: 13px; }

        """
}

extension Plan {
    /// What the plan is for, as a heading.
    var title: String {
        switch kind {
        case .apply: "Plan for \(stack.stack)"
        case .destroy: "Plan to destroy \(stack.stack)"
        case .refreshOnly: "Changes outside of Martlet in \(stack.stack)"
        case .rollback(let revision): "Plan to return to revision \(revision) of \(stack.stack)"
        }
    }
}
