package import MartletModel
package import MartletState

/// What a state holds and what is left to do: the revision, an unfinished deployment, tombstones, who holds the lease.
package struct StatusView: Sendable, Hashable {
    package var snapshot: Snapshot
    package var latest: Revision?
    package var deployment: OpenDeployment?
    package var lease: LeaseStatus
    /// A move of records to another state that was interrupted.
    package var transfer: OpenTransfer?
    /// The run that asked checks last, while what it found is still about what is there; nil when there is none.
    package var checked: DeploymentSummary?
    /// Why secrets cannot be opened; nil when they can.
    package var keyFault: Diagnostic?

    /// A move to another state of which only the target knows the end.
    package struct OpenTransfer: Sendable, Hashable {
        package let transfer: Transfer
        /// Nil when the target cannot be seen.
        package let hasArrived: Bool?

        package init(_ transfer: Transfer, hasArrived: Bool?) {
            self.transfer = transfer
            self.hasArrived = hasArrived
        }
    }

    package init(
        snapshot: Snapshot, latest: Revision? = nil, deployment: OpenDeployment? = nil,
        lease: LeaseStatus = .free, transfer: OpenTransfer? = nil, checked: DeploymentSummary? = nil,
        keyFault: Diagnostic? = nil
    ) {
        self.snapshot = snapshot
        self.latest = latest
        self.deployment = deployment
        self.lease = lease
        self.transfer = transfer
        self.checked = checked
        self.keyFault = keyFault
    }

    fileprivate var isHeld: Bool { lease != .free }

    /// Whether somebody has to do something before the next apply.
    package var needsResume: Bool { (deployment != nil || transfer != nil) && !isHeld }
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
        if case .held(let holder?) = view.lease { sections.append("The lease is held by \(holder.text).") }
        if let deployment = view.deployment { sections.append(text(deployment, isRunning: view.isHeld)) }
        if let transfer = view.transfer { sections.append(text(transfer, isRunning: view.isHeld)) }
        sections += tombstones(view.snapshot.tombstones)
        let unsound = view.snapshot.records.values.filter { $0.health != .sound }.sorted { $0.address < $1.address }
        if !unsound.isEmpty {
            let lines = unsound.map { "  \($0.address): \($0.health.text ?? "")" }
            sections.append("To be looked at:\n" + lines.joined(separator: "\n"))
        }
        if let run = view.checked, let checks = run.checks { sections.append(text(checks, of: run)) }
        if let fault = view.keyFault {
            let hint = fault.hint.map { " \($0)" } ?? ""
            sections.append(style(.changed, "Secrets cannot be opened") + ": \(fault.detail)\(hint)")
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func text(_ open: StatusView.OpenTransfer, isRunning: Bool) -> String {
        let outcome =
            switch open.hasArrived {
            case true?: "they have arrived there, and this state has still to let go of them"
            case false?: "they have not arrived there, and stay here"
            case nil: "that state cannot be seen, so nobody can tell whether they have arrived"
            }
        let next = isRunning ? "It is still running." : "Next: \(style(.bold, "`martlet resume\(arguments)`"))"
        return style(.changed, "A move was not finished")
            + ": \(open.transfer.names) to \(open.transfer.peer.path), begun "
            + "\(open.transfer.begunAt) by \(open.transfer.actor); \(outcome).\n\n\(next)"
    }

    private func text(_ checks: RecordedChecks, of run: DeploymentSummary) -> String {
        let ending = run.outcome == .rolledBack ? " before it was rolled back" : ""
        return "Checks, as deployment \(run.id) found them at \(checks.askedAt)\(ending): "
            + ChecksText(style: style)(checks.results)
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
            let subject = failure.subject.map { " at \($0)" } ?? ""
            lines.append("  It failed\(subject): \(failure.message.withVisibleControls)")
        }
        for step in deployment.inDoubt {
            let verb = (step.intent.undoes == nil ? "" : "undo ") + step.intent.operation.rawValue
            lines.append("  in doubt: \(verb) \(step.intent.address) (the request was about to be sent)")
        }
        lines.append("")
        lines.append(isRunning ? "It is still running." : "Next: \(next(deployment))")
        return lines.joined(separator: "\n")
    }

    private func next(_ deployment: OpenDeployment) -> String {
        let resume = { (option: String) in style(.bold, "`martlet resume\(option)\(arguments)`") }
        return switch (deployment.phase, deployment.halt) {
        case (.forward, .kept?): "\(resume("")) goes on, \(resume(" --back")) takes it back"
        case (.forward, _): "\(resume("")) takes it back, \(resume(" --forward")) finishes it"
        case (.rollback, .rollbackIncomplete?):
            "fix the cause, then \(resume("")); \(resume(" --skip ADDRESS")) gives one resource up"
        case (.rollback, _), (.cleanup, _), (.finished, _): "\(resume("")) goes on"
        }
    }

    private func tombstones(_ tombstones: [Tombstone]) -> [String] {
        let deletes = tombstones.filter { $0.contraction == nil && !$0.mayBeInUse }
        let copies = tombstones.filter(\.mayBeInUse)
        let contractions = tombstones.filter { $0.contraction != nil }
        return [
            lines(deletes, under: "Still to be deleted; every apply tries again:"),
            lines(contractions, under: "Still to lose what other objects used; every apply tries again:"),
            lines(copies, under: "Old copies that may still be in use; an apply of the whole stack deletes them:"),
        ].compactMap(\.self)
    }

    /// Nil when there are none.
    private func lines(_ tombstones: [Tombstone], under heading: String) -> String? {
        guard !tombstones.isEmpty else { return nil }
        let lines = tombstones.inOrder().map { tombstone in
            "  \(tombstone.record.address) (\(tombstone.record.identity))"
                + (tombstone.failure.isEmpty ? "" : ": \(tombstone.failure.withVisibleControls)")
        }
        return heading + "\n" + lines.joined(separator: "\n")
    }
}

extension Tombstone {
    /// The word for it in JSON.
    fileprivate var kind: String {
        if contraction != nil { return "contract" }
        return mayBeInUse ? "old_copy" : "delete"
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
                snapshot.tombstones.inOrder().map { tombstone in
                    [
                        "address": .string(tombstone.record.address.description),
                        "identity": .string(tombstone.record.identity.text),
                        "failure": .string(tombstone.failure),
                        "kind": .string(tombstone.kind),
                    ]
                }
            ),
            "needs_resume": .bool(needsResume),
        ]
        if let latest { fields["latest"] = latest.json }
        if let deployment { fields["deployment"] = deployment.json }
        if case .held(let holder?) = lease { fields["holder"] = holder.json }
        if let transfer { fields["transfer"] = transfer.json }
        if let checked { fields["checks"] = checked.checksJSON }
        if let keyFault {
            fields["key_fault"] = ["code": .string(keyFault.code.text), "detail": .string(keyFault.detail)]
        }
        return .object(fields)
    }
}

extension StatusView.OpenTransfer {
    fileprivate var json: Value {
        [
            "id": .string(transfer.id.text), "to": .string(transfer.peer.path),
            "addresses": .tuple(transfer.moves.map { .string($0.from.description) }),
            "arrived": hasArrived.map { .bool($0) } ?? .null,
        ]
    }
}

extension LeaseHolder {
    /// The holder in words: who, where, since when.
    package var text: String {
        "\(owner.withVisibleControls) on \(process.host), process \(process.pid), since \(acquiredAt), last seen \(heartbeatAt)"
    }

    fileprivate var json: Value {
        [
            "owner": .string(owner), "host": .string(process.host), "pid": .number(Number(process.pid)),
            "epoch": .number(Number(epoch)), "acquired_at": .string(acquiredAt.description),
            "heartbeat_at": .string(heartbeatAt.description),
        ]
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
