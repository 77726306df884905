package import MartletModel

/// What a deployment starts from.
package struct DeploymentStart: Sendable, Hashable {
    package var kind: Plan.Kind
    package var baseRevision: Int
    package var planDigest: Digest
    /// The plan, so that `resume --forward` can go on; secrets are sealed when it is written.
    package var plan: Value
    package var actor: String
    /// What the user says about it (`--message`).
    package var message: String?
    package var startedAt: Timestamp

    package init(
        kind: Plan.Kind, baseRevision: Int, planDigest: Digest, plan: Value, actor: String, message: String? = nil,
        startedAt: Timestamp
    ) {
        self.kind = kind
        self.baseRevision = baseRevision
        self.planDigest = planDigest
        self.plan = plan
        self.actor = actor
        self.message = message
        self.startedAt = startedAt
    }
}

/// A deployment that has not ended, with all that was written down of it.
package struct OpenDeployment: Sendable, Hashable {
    package var id: DeploymentID
    package var start: DeploymentStart
    package var phase: DeploymentPhase
    /// Nil when it is running, or died.
    package var halt: Halt?
    package var failure: RecordedFailure?
    /// In order of their numbers.
    package var steps: [JournalStep]

    package init(
        id: DeploymentID, start: DeploymentStart, phase: DeploymentPhase, halt: Halt?, failure: RecordedFailure?,
        steps: [JournalStep]
    ) {
        self.id = id
        self.start = start
        self.phase = phase
        self.halt = halt
        self.failure = failure
        self.steps = steps
    }

    /// The steps that were about to call an API and of which nothing more is known.
    package var inDoubt: [JournalStep] { steps.filter { $0.outcome == nil } }

    /// The objects that its journal knows, whether the state does or not: those of its steps, and those that were there
    /// before. O(steps).
    package var objects: Set<ObjectKey> {
        var objects: Set<ObjectKey> = []
        for intent in steps.map(\.intent) {
            if let prior = intent.prior { objects.insert(ObjectKey(prior)) }
            guard let identity = intent.identity else { continue }
            objects.insert(ObjectKey(connection: intent.connection, type: intent.type, identity: identity))
        }
        return objects
    }

    /// Whether it must be resumed before another run can begin (``Lease/begin(_:)``).
    package var isInTheWay: Bool { halt == nil || !inDoubt.isEmpty }
}

/// One step as the journal knows it.
package struct JournalStep: Sendable, Hashable {
    package var intent: StepIntent
    package var operation: OperationText?
    /// Nil while in doubt.
    package var outcome: StepOutcome?
    package var intendedAt: Timestamp

    package init(intent: StepIntent, operation: OperationText?, outcome: StepOutcome?, intendedAt: Timestamp) {
        self.intent = intent
        self.operation = operation
        self.outcome = outcome
        self.intendedAt = intendedAt
    }
}

/// What a commit writes down of a new revision.
package struct RevisionEntry: Sendable, Hashable {
    package var actor: String
    /// Why there is a new revision, in a clause: `apply`, `destroy`, `moved a to b`.
    package var reason: String
    /// What the user says about it (`--message`); a deployment's own when nil.
    package var message: String?
    package var configuration: Digest?
    package var variables: Digest?
    package var outputs: [String: Value]

    package init(
        actor: String, reason: String, message: String? = nil, configuration: Digest? = nil,
        variables: Digest? = nil, outputs: [String: Value]
    ) {
        self.actor = actor
        self.reason = reason
        self.message = message
        self.configuration = configuration
        self.variables = variables
        self.outputs = outputs
    }
}

/// One line of the history.
package struct Revision: Sendable, Hashable {
    package var number: Int
    package var committedAt: Timestamp
    package var actor: String
    package var reason: String
    package var message: String?
    package var deployment: DeploymentID?
    package var configuration: Digest?
    package var variables: Digest?
    package var added: Int
    package var changed: Int
    package var removed: Int
}

/// One run, open or ended, as `history` shows it.
package struct DeploymentSummary: Sendable, Hashable {
    package var id: DeploymentID
    package var kind: String
    package var baseRevision: Int
    package var phase: DeploymentPhase
    package var halt: Halt?
    package var outcome: DeploymentOutcome?
    package var actor: String
    package var message: String?
    package var startedAt: Timestamp
    package var finishedAt: Timestamp?
    package var failure: RecordedFailure?
    /// Nil for a run that asked none.
    package var checks: RecordedChecks?
}
