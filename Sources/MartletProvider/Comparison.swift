package import MartletModel

/// The three sides of a resource: wanted, recorded, there.
package struct Comparison: Sendable {
    package let type: ResourceType
    /// The body that the stack asks for; may hold unknowns. `ignore_changes` is already applied.
    package let desired: Value
    package let record: ResourceRecord
    /// What is there; nil when it was not read (`--no-refresh`, or an API out of reach).
    package let live: LiveObject?

    package init(type: ResourceType, desired: Value, record: ResourceRecord, live: LiveObject?) {
        self.type = type
        self.desired = desired
        self.record = record
        self.live = live
    }
}

/// What a comparison found.
package struct Assessment: Sendable, Hashable {
    /// Fields to be written; empty when nothing is to be done.
    package var changes: [FieldChange]
    /// Fields that somebody else changed, whether or not the plan sets them back.
    package var drift: [FieldChange]
    /// One-way fields among `changes`: the update cannot be taken back.
    package var oneWay: [ValuePath]
    /// What references will see after the change, unknown where only apply can tell.
    package var plannedAttributes: Value

    package init(changes: [FieldChange], drift: [FieldChange] = [], oneWay: [ValuePath] = [], plannedAttributes: Value)
    {
        self.changes = changes
        self.drift = drift
        self.oneWay = oneWay
        self.plannedAttributes = plannedAttributes
    }
}

/// A change that the planner would make, for the API to look at.
package struct Proposal: Sendable, Hashable {
    package let type: ResourceType
    package let action: Action
    package let identity: Identity?
    /// Plain, wholly known.
    package let body: Value
    package let prior: ResourceRecord?

    package init(type: ResourceType, action: Action, identity: Identity?, body: Value, prior: ResourceRecord?) {
        self.type = type
        self.action = action
        self.identity = identity
        self.body = body
        self.prior = prior
    }
}

/// What the API said of a proposal.
package struct Refinement: Sendable, Hashable {
    /// The API would change nothing: the two bodies mean the same.
    package var isNoOp: Bool
    /// The API refuses to change these in place.
    package var replacePaths: [ValuePath]
    /// What the server would add or alter of its own accord.
    package var serverEffects: [FieldChange]
    /// What the object would look like, for references; nil when the API does not say.
    package var plannedAttributes: Value?
    /// Faults that the API finds in the body.
    package var problems: [BodyProblem]

    package init(
        isNoOp: Bool = false, replacePaths: [ValuePath] = [], serverEffects: [FieldChange] = [],
        plannedAttributes: Value? = nil, problems: [BodyProblem] = []
    ) {
        self.isNoOp = isNoOp
        self.replacePaths = replacePaths
        self.serverEffects = serverEffects
        self.plannedAttributes = plannedAttributes
        self.problems = problems
    }
}
