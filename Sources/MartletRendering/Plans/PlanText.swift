package import MartletModel

/// A plan for a person: one line a resource, its fields below where they say something.
package struct PlanText: Sendable {
    /// How much is shown.
    package struct Options: Sendable, Hashable {
        /// Every field of new objects, and resources that stay as they are.
        package var isFull: Bool

        package init(isFull: Bool = false) { self.isFull = isFull }
    }

    private let style: TextStyle
    private let options: Options

    package init(style: TextStyle, options: Options = Options()) {
        self.style = style
        self.options = options
    }

    package func callAsFunction(_ plan: Plan) -> String {
        var sections = [heading(plan)]
        // By position: copies of ten thousand changes would take longer than their lines.
        let shown = plan.changes.indices.filter { index in
            options.isFull || plan.changes[index].action != .noOp || plan.changes[index].previousAddress != nil
                || plan.changes[index].recordsSettings
        }
        if !shown.isEmpty { sections.append(lines(shown, of: plan.changes)) }
        if let drift = DriftText(style: style)(plan) { sections.append(drift) }
        if let outputs = outputs(plan) { sections.append(outputs) }
        sections.append(PlanSummary(plan).text(style: style))
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ plan: Plan) -> String {
        let verb =
            switch plan.kind {
            case .apply: "Plan for"
            case .destroy: "Plan to destroy"
            case .refreshOnly: "Changes outside of Martlet in"
            case .rollback(let revision): "Plan to return to revision \(revision) of"
            }
        let environment = plan.stack.environment == "default" ? "" : ", environment \(plan.stack.environment)"
        return style(.heading, "\(verb) \(plan.stack.stack)") + "\(environment), from revision \(plan.inputs.revision)"
    }

    private func lines(_ shown: [Int], of changes: [Change]) -> String {
        let signs = shown.lazy.map { changes[$0].action.symbol.count }.max() ?? 1
        let names = shown.lazy.map { changes[$0].address.description.count }.filter { $0 <= 48 }.max() ?? 20
        let line = ChangeText(style: style, signs: signs, names: names, isFull: options.isFull)
        return shown.map { line(changes[$0]) }.joined(separator: "\n")
    }

    private func outputs(_ plan: Plan) -> String? {
        let changed = plan.outputs.filter { $0.before != $0.after }
        guard !changed.isEmpty else { return nil }
        let text = ValueText()
        let width = changed.map(\.name.count).max() ?? 0
        let lines = changed.map { output in
            let name = output.name.padded(to: width)
            return switch (output.before, output.after) {
            case (nil, let after): "  \(style(.created, "+")) \(name) = \(text(after))"
            case (let before?, nil): "  \(style(.removed, "-")) \(name) = \(text(before))"
            case (let before?, let after): "  \(style(.changed, "~")) \(name) = \(text(before)) → \(text(after))"
            }
        }
        return "Outputs:\n" + lines.joined(separator: "\n")
    }
}
