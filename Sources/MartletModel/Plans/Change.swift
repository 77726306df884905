/// What a plan does with one resource instance: before, after, and why.
package struct Change: Sendable, Hashable {
    package var address: Address
    /// Where the record is kept now, when a `moved` entry renames it.
    package var previousAddress: Address?
    package var type: ResourceType
    package var provider: ProviderName
    package var connection: ConnectionName
    package var action: Action
    package var reasons: [Reason]
    /// The identity of the object that the step writes, when known before apply.
    package var identity: Identity?
    /// The desired body, plain, with unknowns where only apply can tell; nil for delete and forget.
    package var body: Value?
    /// What the resource's attributes will be, as far as known; nil for delete and forget. References see this.
    package var plannedAttributes: Value?
    /// The record before; nil for create, unless the recorded object is missing or gone with its parent.
    package var prior: ResourceRecord?
    /// The attributes of what is there now, when that was read; nil when absent or not read.
    package var observed: Value?
    /// The lineage of what is there now, when that was read.
    package var observedLineage: Lineage?
    package var fields: [FieldChange]
    /// Fields that somebody else changed, whether or not the step sets them back.
    package var drift: [FieldChange]
    package var reversibility: Reversibility
    /// The instances that must be settled before this one is written: from references, `depends_on` and kind rules.
    /// The address of a resource that stands for many objects means all of its members. For a delete: what the object
    /// depended on, so that deletes run against the arrows.
    package var dependencies: [Address]
    package var settings: StepSettings
    /// What an update leaves to be taken away after the commit; nil when it is one step.
    package var contraction: Contraction?

    package init(
        address: Address, previousAddress: Address? = nil, type: ResourceType, provider: ProviderName,
        connection: ConnectionName, action: Action, reasons: [Reason] = [], identity: Identity? = nil,
        body: Value? = nil,
        plannedAttributes: Value? = nil, prior: ResourceRecord? = nil, observed: Value? = nil,
        observedLineage: Lineage? = nil, fields: [FieldChange] = [], drift: [FieldChange] = [],
        reversibility: Reversibility = .notNeeded, dependencies: [Address] = [],
        settings: StepSettings = StepSettings(), contraction: Contraction? = nil
    ) {
        self.address = address
        self.previousAddress = previousAddress
        self.type = type
        self.provider = provider
        self.connection = connection
        self.action = action
        self.reasons = reasons
        self.identity = identity
        self.body = body
        self.plannedAttributes = plannedAttributes
        self.prior = prior
        self.observed = observed
        self.observedLineage = observedLineage
        self.fields = fields
        self.drift = drift
        self.reversibility = reversibility
        self.dependencies = dependencies
        self.settings = settings
        self.contraction = contraction
    }
}

/// What the stack says about how a step runs; the evaluated meta keys.
package struct StepSettings: Sendable, Hashable {
    package var preventDestroy = false
    package var retainOnDestroy = false
    package var retainOnRollback = false
    package var allowIrreversible = false
    package var createTimeout: Duration?
    package var updateTimeout: Duration?
    package var deleteTimeout: Duration?
    /// The `wait:` entry, plain; what it means is the provider's.
    package var wait: Value?
    /// The body under `rollback: {undo:}`, plain: an object of the resource's type that a rollback makes, waits for and
    /// deletes when it takes a step of the resource back.
    package var undo: Value?

    package init() {}
}

extension Change {
    /// Whether the recorded object is deleted before the commit: to make room for its successor, or because it lies in one
    /// that makes room.
    package var deletesEarly: Bool {
        switch (action, reversibility) {
        case (.replace(.deleteFirst), _), (.delete, .irreversible): true
        default: false
        }
    }
}
