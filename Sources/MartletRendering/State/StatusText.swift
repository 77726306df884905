package import MartletModel
package import MartletState

/// What a state holds and what is left to do: the revision, an unfinished deployment, tombstones, who holds the lease.
package struct StatusView: Sendable, Hashable {
    package var snapshot: Snapshot
    package var latest: Revision?
    package var deployment: OpenDeployment?
    /// Whether a living process holds the lease.
    package var isHeld: Bool

    package init(
        snapshot: Snapshot, latest: Revision? = nil, deployment: OpenDeployment? = nil, isHeld: Bool = false
    ) {
        self.snapshot = snapshot
        self.latest = latest
        self.deployment = deployment
        self.isHeld = isHeld
    }

    /// Whether somebody has to do something before the next apply.
    package var needsResume: Bool { deployment != nil && !isHeld }
}

/// A status for a person, with the next command.
package struct StatusText: Sendable {
    private let style: TextStyle
    private let arguments: String

    /// - Parameter arguments: What goes behind the commands that are proposed.
    package init(style: TextStyle, arguments: String = "") {
        self.style = style
        self.arguments = arguments
    }

    package func callAsFunction(_ view: StatusView) -> String {
        var sections = [head(view)]
        if let deployment = view.deployment { sections.append(text(deployment, isRunning: view.isHeld)) }
        if !view.snapshot.tombstones.isEmpty { sections.append(tombstones(view.snapshot.tombstones)) }
        let unsound = view.snapshot.records.values.filter { $0.health != .sound }.sorted { $0.address < $1.address }
        if !unsound.isEmpty {
            let lines = unsound.map { "  \($0.address): \($0.health.text ?? "")" }
            sections.append("To be looked at:\n" + lines.joined(separator: "\n"))
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func head(_ view: StatusView) -> String {
        let count = counted(view.snapshot.records.count, "resource")
        guard let latest = view.latest else {
            return style(.bold, "No revision yet.") + " \(count) in the state."
        }
        return style(.bold, "Revision \(latest.number)") + ": \(count); \(latest.reason) by "
            + "\(latest.actor.withVisibleControls) at \(latest.committedAt)."
    }

    private func text(_ deployment: OpenDeployment, isRunning: Bool) -> String {
        let done = deployment.steps.count { step in if case .done? = step.outcome { true } else { false } }
        var lines = [
            style(.changed, "Deployment \(deployment.id) is not finished")
                + ": \(deployment.phase.rawValue), begun \(deployment.start.startedAt) by \(deployment.start.actor), "
                + "\(counted(done, "step")) done."
        ]
        if let failure = deployment.failure {
            let subject = failure.address.map { " at \($0)" } ?? ""
            lines.append("  It failed\(subject): \(failure.message.withVisibleControls)")
        }
        for step in deployment.inDoubt {
            let verb = (step.intent.undoes == nil ? "" : "undo ") + step.intent.operation.rawValue
            lines.append("  in doubt: \(verb) \(step.intent.address) (the request was about to be sent)")
        }
        lines.append("")
        lines.append(
            isRunning ? "It is still running." : "Next: \(style(.bold, "`martlet resume\(arguments)`"))")
        return lines.joined(separator: "\n")
    }

    private func tombstones(_ tombstones: [Tombstone]) -> String {
        let lines = tombstones.sorted { $0.record.address < $1.record.address }.map { tombstone in
            "  \(tombstone.record.address) (\(tombstone.record.identity))"
                + (tombstone.failure.isEmpty ? "" : ": \(tombstone.failure.withVisibleControls)")
        }
        return "Still to be deleted; every apply tries again:\n" + lines.joined(separator: "\n")
    }
}

extension StatusView {
    /// `martlet.status/1`.
    package var json: Value {
        var fields: Fields = [
            "format": "martlet.status/1",
            "lineage": .string(snapshot.lineage),
            "revision": .number(Number(snapshot.revision)),
            "resources": .number(Number(snapshot.records.count)),
            "tombstones": .tuple(
                snapshot.tombstones.sorted { $0.record.address < $1.record.address }.map { tombstone in
                    [
                        "address": .string(tombstone.record.address.description),
                        "identity": .string(tombstone.record.identity.text),
                        "failure": .string(tombstone.failure),
                    ]
                }
            ),
            "needs_resume": .bool(needsResume),
        ]
        if let latest { fields["latest"] = latest.json }
        if let deployment { fields["deployment"] = deployment.json }
        return .object(fields)
    }
}

extension OpenDeployment {
    fileprivate var json: Value {
        var fields: Fields = [
            "id": .number(Number(id.number)),
            "phase": .string(phase.rawValue),
            "started_at": .string(start.startedAt.description),
            "actor": .string(start.actor),
            "in_doubt": .tuple(inDoubt.map { .string($0.intent.address.description) }),
        ]
        if let halt { fields["halt"] = .string(halt.rawValue) }
        if let failure { fields["failure"] = ["code": .string(failure.code), "message": .string(failure.message)] }
        return .object(fields)
    }
}
