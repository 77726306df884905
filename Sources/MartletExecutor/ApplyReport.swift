package import MartletModel

/// How a run ended, for every resource that the plan touched.
package struct ApplyReport: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        /// Committed, nothing left to do.
        case applied
        /// Failed, and everything is as it was before.
        case rolledBack
        /// Failed with `--on-failure=keep`: what was done stays, and `resume` goes on from there.
        case kept
        /// Failed, and some steps could not be taken back.
        case rollbackIncomplete
        /// Committed; some deletes are still to be done.
        case cleanupPending
        /// Stopped between steps by a signal; `resume` goes on.
        case interrupted
    }

    /// One line of the report.
    package struct Item: Sendable, Hashable {
        package let step: StepName
        package let failure: StepFailure?

        package init(_ step: StepName, failure: StepFailure? = nil) {
            self.step = step
            self.failure = failure
        }
    }

    package var outcome: Outcome
    /// The state's revision now.
    package var revision: Int
    /// The failure that began it all: the first one, not the cascade.
    package var firstFailure: Item?
    package var done: [Item]
    package var rolledBack: [Item]
    package var notStarted: [Item]
    package var needsAttention: [Item]
    /// What became of the checks that were run.
    package var checks: [CheckResult] = []
    package var outputs: [String: Value]
    package var took: Duration

    package init(
        outcome: Outcome, revision: Int, firstFailure: Item? = nil, done: [Item] = [], rolledBack: [Item] = [],
        notStarted: [Item] = [], needsAttention: [Item] = [], outputs: [String: Value] = [:], took: Duration = .zero
    ) {
        self.outcome = outcome
        self.revision = revision
        self.firstFailure = firstFailure
        self.done = done
        self.rolledBack = rolledBack
        self.notStarted = notStarted
        self.needsAttention = needsAttention
        self.outputs = outputs
        self.took = took
    }
}
