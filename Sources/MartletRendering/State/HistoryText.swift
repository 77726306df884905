package import MartletModel
package import MartletState

/// Everything that happened to a state, newest first: its revisions, and the runs that made none.
package struct HistoryView: Sendable, Hashable {
    /// Newest first.
    package let revisions: [Revision]
    /// Newest first.
    package let deployments: [DeploymentSummary]

    package init(revisions: [Revision], deployments: [DeploymentSummary]) {
        self.revisions = revisions
        self.deployments = deployments
    }

    /// The run that asked checks last; nil when what is there was changed since, or nobody asked.
    package var lastChecked: DeploymentSummary? {
        let committed = Set(revisions.compactMap(\.deployment))
        for run in deployments {
            if run.checks != nil { return run }
            if committed.contains(run.id), run.kind != "refresh" { return nil }
        }
        return nil
    }

    enum Entry {
        case revision(Revision, DeploymentSummary?)
        /// A run without a revision: taken back, given up, or still open.
        case run(DeploymentSummary)

        var time: Timestamp {
            switch self {
            case .revision(let revision, _): revision.committedAt
            case .run(let run): run.finishedAt ?? run.startedAt
            }
        }
    }

    var entries: [Entry] {
        let runs = Dictionary(deployments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let committed = Set(revisions.compactMap(\.deployment))
        var left = deployments.filter { !committed.contains($0.id) }[...]
        var entries: [Entry] = []
        for revision in revisions {
            while let run = left.first, Entry.run(run).time > revision.committedAt {
                entries.append(.run(run))
                left = left.dropFirst()
            }
            entries.append(.revision(revision, revision.deployment.flatMap { runs[$0] }))
        }
        return entries + left.map { .run($0) }
    }
}

/// A history for a person: when, who, what changed, why, and how it ended.
package struct HistoryText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func callAsFunction(_ view: HistoryView) -> String {
        guard !view.revisions.isEmpty || !view.deployments.isEmpty else {
            return "No revisions: nothing has been applied yet.\n"
        }
        let numbers = view.revisions.map { String($0.number).count }.max() ?? 1
        let actors = (view.revisions.map(\.actor.count) + view.deployments.map(\.actor.count)).max() ?? 1
        let tallies = view.revisions.map(\.tally.count).max() ?? 1
        return view.entries.map { entry in
            switch entry {
            case .revision(let revision, let run):
                let number = style(.bold, String(revision.number).padded(to: numbers))
                let actor = revision.actor.withVisibleControls.padded(to: actors)
                let tally = revision.tally.padded(to: tallies)
                return "\(number)  \(revision.committedAt)  \(actor)  \(tally)  \(revision.clause)\(remark(run))\n"
            case .run(let run):
                let number = style(.dim, "-".padded(to: numbers))
                let actor = run.actor.withVisibleControls.padded(to: actors)
                let message = run.message.map { " \(quoted($0.withVisibleControls))" } ?? ""
                return "\(number)  \(entry.time)  \(actor)  \("".padded(to: tallies))  "
                    + "\(run.kind)\(message): \(style(.changed, run.ending))\n"
            }
        }.joined()
    }

    /// How a committed run ended, where that is not simply well.
    private func remark(_ run: DeploymentSummary?) -> String {
        guard let run, run.outcome != .applied else { return "" }
        return " (\(style(.changed, run.ending)))"
    }
}

extension Revision {
    /// `+3 ~1 -0`.
    fileprivate var tally: String { "+\(added) ~\(changed) -\(removed)" }

    fileprivate var clause: String {
        reason.withVisibleControls + (message.map { " \(quoted($0.withVisibleControls))" } ?? "")
    }

    /// The revision for programs.
    package var json: Value {
        var fields: Fields = [
            "revision": .number(Number(number)),
            "committed_at": .string(committedAt.description),
            "actor": .string(actor),
            "reason": .string(reason),
            "added": .number(Number(added)),
            "changed": .number(Number(changed)),
            "removed": .number(Number(removed)),
        ]
        if let message { fields["message"] = .string(message) }
        if let deployment { fields["deployment"] = .number(Number(deployment.number)) }
        if let configuration { fields["configuration"] = .string(configuration.description) }
        if let variables { fields["variables"] = .string(variables.description) }
        return .object(fields)
    }
}

extension DeploymentSummary {
    /// How the run ended, in a clause.
    var ending: String {
        let cause = failure.map { failure in
            let subject = failure.subject.map { " at \($0)" } ?? ""
            return "failed\(subject) (\(failure.message.withVisibleControls))"
        }
        switch outcome {
        case .applied: return "done"
        case .cleanupPending: return "committed, deletes left over"
        case .rolledBack: return [cause, "rolled back"].compactMap(\.self).joined(separator: ", ")
        case .superseded: return [cause, "given up for a later run"].compactMap(\.self).joined(separator: ", ")
        case nil: return [cause, "not finished"].compactMap(\.self).joined(separator: ", ")
        }
    }

    /// The run for programs.
    package var json: Value {
        var fields: Fields = [
            "id": .number(Number(id.number)), "kind": .string(kind), "base_revision": .number(Number(baseRevision)),
            "actor": .string(actor), "started_at": .string(startedAt.description), "phase": .string(phase.rawValue),
        ]
        fields["message"] = message.map { .string($0) }
        fields["halt"] = halt.map { .string($0.rawValue) }
        fields["outcome"] = outcome.map { .string($0.rawValue) }
        fields["finished_at"] = finishedAt.map { .string($0.description) }
        if let failure {
            fields["failure"] = [
                "address": failure.address.map { .string($0.description) } ?? .null, "code": .string(failure.code),
                "message": .string(failure.message),
            ]
        }
        fields["checks"] = checksJSON
        return .object(fields)
    }

    /// What the run's checks said; nil when it asked none.
    var checksJSON: Value? {
        guard let checks else { return nil }
        return [
            "deployment": .number(Number(id.number)), "asked_at": .string(checks.askedAt.description),
            "results": .tuple(checks.results.map(\.json)),
        ]
    }
}

extension RecordedFailure {
    /// What failed: a resource, or a check; nil when it was neither.
    var subject: String? {
        guard let address else { return nil }
        // Reads of data sources are written down as adoptions.
        guard operation == nil, address.mode == .data else { return "`\(address)`" }
        return "check `\(Address(module: address.module, address.name))`"
    }
}

extension RecordedCheck {
    /// `{name, blocking, passed, failure}`, as a check's result in a report.
    fileprivate var json: Value {
        var fields: Fields = ["name": .string(name), "blocking": .bool(isBlocking), "passed": .bool(failure == nil)]
        if let failure { fields["failure"] = ["code": .string(failure.code), "message": .string(failure.message)] }
        return .object(fields)
    }
}

extension HistoryView {
    /// `martlet.history/1`.
    package var json: Value {
        [
            "format": "martlet.history/1", "revisions": .tuple(revisions.map(\.json)),
            "deployments": .tuple(deployments.map(\.json)),
        ]
    }
}
