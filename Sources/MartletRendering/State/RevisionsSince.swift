package import MartletModel
package import MartletState

/// What was committed after a revision, in sentences: who did it, and which resources are not as they were.
package struct RevisionsSince: Sendable {
    private let revisions: [Revision]
    private let view: RevisionView?

    /// How many addresses are named; the others are counted.
    private static let named = 8

    /// - Parameters:
    ///   - revisions: Those that came after it, newest first.
    ///   - before: The state as the revision left it.
    ///   - after: The state as it is.
    package init(_ revisions: [Revision], before: Snapshot, after: Snapshot) {
        self.revisions = revisions
        view = revisions.first.map { RevisionView($0, nil, before: before, after: after) }
    }

    /// Nil when nothing was committed.
    package var sentences: String? {
        guard let view else { return nil }
        let authors = revisions.reversed().map { revision in
            "revision \(revision.number) (`\(revision.reason.withVisibleControls)` by "
                + "\(revision.actor.withVisibleControls), \(revision.committedAt))"
        }
        let shown = authors.suffix(3)
        let earlier = authors.count > shown.count ? "\(authors.count - shown.count) more and " : ""
        return "Since then came \(earlier)\(shown.joined(separator: ", ")): \(fates(view.items))."
    }

    private func fates(_ items: [RevisionView.Item]) -> String {
        guard !items.isEmpty else { return "no resource is other than it was" }
        let clauses = items.prefix(Self.named).map { "`\($0.address)` was \($0.fate.participle)" }
        let more = items.count - clauses.count
        return clauses.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
    }
}

extension RevisionView.Fate {
    fileprivate var participle: String {
        switch self {
        case .added: "added"
        case .removed: "removed"
        case .changed: "changed"
        }
    }
}
