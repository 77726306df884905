package import MartletExecutor
package import MartletModel

/// The end of a run: what it came to, the four lists, and the next command to type.
package struct ReportText: Sendable {
    private let style: TextStyle
    /// How the user calls Martlet on this stack: ` stacks/aks --environment test`; goes behind each command.
    private let arguments: String
    /// Whose time the durations are: empty for real time, ` of the sandbox's time` otherwise.
    private let timeNote: String

    package init(style: TextStyle, arguments: String = "", isSandbox: Bool = false) {
        self.style = style
        self.arguments = arguments
        timeNote = isSandbox ? " of the sandbox's time" : ""
    }

    package func callAsFunction(_ report: ApplyReport) -> String {
        var sections = [headline(report)]
        // What failed and was made good by a resume is over.
        if let first = report.firstFailure, report.outcome != .applied { sections.append(cause(first)) }
        sections += lists(report)
        if !report.checks.isEmpty { sections.append(ChecksText(style: style)(report.checks)) }
        if let outputs = outputs(report) { sections.append(outputs) }
        if let next = next(report) { sections.append("Next: \(style(.bold, next))") }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func headline(_ report: ApplyReport) -> String {
        let time = durationText(report.took) + timeNote
        return switch report.outcome {
        case .applied: style(.created, applied(report)) + " Revision \(report.revision): \(tally(report)), in \(time)."
        case .rolledBack:
            style(.changed, report.firstFailure == nil ? "Rolled back." : "Failed and rolled back.")
                + " Everything\(report.needsAttention.isEmpty ? "" : " else") is as it was at revision "
                + "\(report.revision) (\(time))."
        case .kept: style(.changed, "Failed; what was done is kept.") + " Revision \(report.revision) (\(time))."
        case .rollbackIncomplete:
            style(.removed, "Failed, and the rollback is incomplete.")
                + " \(counted(report.needsAttention.count, "resource")) could not be taken back (\(time))."
        case .cleanupPending:
            style(.changed, "Applied; the cleanup is still to be finished.") + " Revision \(report.revision) (\(time))."
        case .interrupted: style(.changed, "Interrupted.") + " Nothing is lost (\(time))."
        }
    }

    private func applied(_ report: ApplyReport) -> String {
        !report.done.isEmpty && report.done.allSatisfy { $0.step.operation == .delete } ? "Deleted." : "Applied."
    }

    private func tally(_ report: ApplyReport) -> String {
        let operations: [StepName.Operation] = [.create, .update, .adopt, .delete, .forget]
        let parts = operations.compactMap { operation -> String? in
            let number = report.done.count { $0.step.operation == operation }
            return number > 0 ? "\(number) \(operation.past)" : nil
        }
        return parts.isEmpty ? "nothing to send" : parts.joined(separator: ", ")
    }

    private func cause(_ item: ApplyReport.Item) -> String {
        let head = style(.removed, "The first failure") + ": \(item.step.text)"
        guard let failure = item.failure else { return head }
        var lines = [
            head,
            "\(failure.code): \(failure.message)".withVisibleControls.wrapped(to: style.width - 2).indented(by: "  "),
        ]
        if let request = failure.requestID { lines.append("  request id: \(request)") }
        if let hint = failure.hint { lines.append("hint: \(hint.withVisibleControls)".wrapped(to: style.width)) }
        return lines.joined(separator: "\n")
    }

    /// The four lists; after a success they would only repeat the progress lines, so that only what needs attention is told.
    private func lists(_ report: ApplyReport) -> [String] {
        guard report.outcome != .applied else {
            let lines = report.needsAttention.map(line).joined(separator: "\n")
            return lines.isEmpty ? [] : ["Needs attention (\(report.needsAttention.count)):\n" + lines]
        }
        let lists = [
            ("Done", report.done), ("Rolled back", report.rolledBack), ("Not started", report.notStarted),
            ("Needs attention", report.needsAttention),
        ]
        return lists.map { name, items in
            guard !items.isEmpty else { return "\(name): none" }
            return "\(name) (\(items.count)):\n" + items.map(line).joined(separator: "\n")
        }
    }

    private func line(_ item: ApplyReport.Item) -> String {
        let failure = item.failure.map { ": \($0.message.withVisibleControls)" } ?? ""
        return "  \(item.step.text)\(failure)"
    }

    private func outputs(_ report: ApplyReport) -> String? {
        guard report.outcome == .applied || report.outcome == .cleanupPending, !report.outputs.isEmpty else {
            return nil
        }
        return OutputsText(style: style)(report.outputs)
    }

    private func next(_ report: ApplyReport) -> String? {
        switch report.outcome {
        case .applied: nil
        case .rolledBack: (report.firstFailure == nil ? "" : "fix the cause, then ") + "`martlet apply\(arguments)`"
        case .kept: "`martlet resume\(arguments)` to go on, `martlet resume --back\(arguments)` to take it back"
        case .rollbackIncomplete: "`martlet status\(arguments)`, fix the cause, then `martlet resume\(arguments)`"
        case .cleanupPending:
            "`martlet apply\(arguments)` tries the deletes again; `martlet status\(arguments)` lists them"
        case .interrupted: "`martlet resume\(arguments)`"
        }
    }
}

/// Outputs by name, secrets redacted.
package struct OutputsText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func callAsFunction(_ outputs: [String: Value]) -> String {
        let width = outputs.keys.map(\.count).max() ?? 0
        let text = ValueText(limit: 2000)
        let lines = outputs.sorted { $0.key.precedesInBytes($1.key) }.map { name, value in
            "  \(name.padded(to: width)) = \(text(value))"
        }
        return "Outputs:\n" + lines.joined(separator: "\n")
    }
}
