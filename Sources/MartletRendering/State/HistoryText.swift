package import MartletModel
package import MartletState

/// Every revision, newest first: when, who, why, what changed.
package struct HistoryText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func callAsFunction(_ revisions: [Revision]) -> String {
        guard !revisions.isEmpty else { return "No revisions: nothing has been applied yet.\n" }
        let numbers = revisions.map { String($0.number).count }.max() ?? 1
        let actors = revisions.map(\.actor.count).max() ?? 1
        return revisions.map { revision in
            let number = String(revision.number).padded(to: numbers)
            let actor = revision.actor.withVisibleControls.padded(to: actors)
            return "\(style(.bold, number))  \(revision.committedAt)  \(actor)  \(revision.tally)  \(revision.reason)\n"
        }.joined()
    }
}

extension Revision {
    /// `+3 ~1 -0`.
    fileprivate var tally: String { "+\(added) ~\(changed) -\(removed)" }

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
        if let configuration { fields["configuration"] = .string(configuration.description) }
        if let variables { fields["variables"] = .string(variables.description) }
        return .object(fields)
    }
}
