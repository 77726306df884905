package import MartletModel

/// The kinds of calls that change objects.
package enum StepOperation: String, Sendable, Hashable {
    case create
    case update
    case delete
    case adopt
}

/// A step as written down before its call: enough to find out what became of it, and to take it back, without the stack.
package struct StepIntent: Sendable, Hashable {
    /// The step's number in its deployment, counted from zero.
    package var ordinal: Int
    package var address: Address
    package var operation: StepOperation
    /// The step that this one takes back; nil for a step forward.
    package var undoes: Int?
    package var type: ResourceType
    package var provider: ProviderName
    package var connection: ConnectionName
    /// Nil when the API chooses it.
    package var identity: Identity?
    /// What is sent: plain, wholly known; nil for a delete.
    package var body: Value?
    /// The record before the step; nil when there was none.
    package var prior: ResourceRecord?
    /// The object as it was found before the step; nil when there was none or it was not read.
    package var preimage: Value?
    /// How it is taken back.
    package var reversibility: Reversibility
    /// The instances that it was written after.
    package var dependencies: [Address]
    package var settings: StepSettings

    package init(
        ordinal: Int, address: Address, operation: StepOperation, undoes: Int? = nil, type: ResourceType,
        provider: ProviderName, connection: ConnectionName, identity: Identity?, body: Value?, prior: ResourceRecord?,
        preimage: Value?, reversibility: Reversibility, dependencies: [Address], settings: StepSettings = StepSettings()
    ) {
        self.ordinal = ordinal
        self.address = address
        self.operation = operation
        self.undoes = undoes
        self.type = type
        self.provider = provider
        self.connection = connection
        self.identity = identity
        self.body = body
        self.prior = prior
        self.preimage = preimage
        self.reversibility = reversibility
        self.dependencies = dependencies
        self.settings = settings
    }
}

/// How a step ended.
package enum StepOutcome: Sendable, Hashable {
    /// The object is as the step wanted it; the record says how, nil when the object is gone.
    case done(ResourceRecord?)
    /// Nothing was changed.
    case notDone(failure: String)
    /// It failed, and something is there that it made or half changed; the record says what.
    case failed(ResourceRecord?, failure: String)
    /// Given up on request (`resume --skip`).
    case skipped
}

/// What a write means for the state.
package enum StateChange: Sendable, Hashable {
    case put(ResourceRecord)
    case remove(Address)
    case connect(ConnectionName, ConnectionRecord)
    /// The object should be gone and may still be there.
    case bury(Tombstone)
    /// The tombstone of this object is no longer needed.
    case unbury(ResourceRecord)
}
