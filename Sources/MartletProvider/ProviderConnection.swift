package import MartletModel

/// A configured API: every call may touch the network.
///
/// Writes are idempotent by identity: the same call again, after a lost answer, ends in the same object.
package protocol ProviderConnection: Sendable {
    /// Looks at recorded objects, with one list per kind and scope where the API has it. One answer a target, in order.
    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>]

    /// Reads a data source.
    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value

    /// Asks the API what a proposed change would do, without doing it. Never writes.
    func refine(_ proposal: Proposal) async throws(ProviderError) -> Refinement

    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject

    /// Brings an existing object to `request.body`. Also restores a pre-image during rollback.
    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject

    /// Deletes the object and waits until it is gone. An object that is not there, or is of another lineage, is a success.
    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError)

    /// Waits for a created or updated object to be ready, by the rules of its kind and its `wait` setting.
    func awaitReady(_ object: LiveObject, type: ResourceType, wait: Value?, _ context: StepContext)
        async throws(ProviderError) -> LiveObject

    /// Every object that carries `marker`, whether recorded or not: the sweep at the end of destroy.
    func find(marker: StackIdentity) async throws(ProviderError) -> [FoundObject]
}

extension ProviderConnection {
    package func refine(_ proposal: Proposal) async throws(ProviderError) -> Refinement { Refinement() }

    package func awaitReady(_ object: LiveObject, type: ResourceType, wait: Value?, _ context: StepContext)
        async throws(ProviderError) -> LiveObject
    {
        object
    }

    package func find(marker: StackIdentity) async throws(ProviderError) -> [FoundObject] { [] }
}

/// What to look at.
package struct ReadTarget: Sendable, Hashable {
    package let type: ResourceType
    package let identity: Identity
    /// The body as last applied or as wanted: what an API needs to know to read the object.
    package let body: Value

    package init(type: ResourceType, identity: Identity, body: Value) {
        self.type = type
        self.identity = identity
        self.body = body
    }
}

/// What an API says of one identity.
package enum Observation: Sendable, Hashable {
    case present(LiveObject)
    case absent
}

/// An object as it is at the API.
package struct LiveObject: Sendable, Hashable {
    package var identity: Identity
    package var lineage: Lineage?
    /// What references see. Plain, wholly known, secrets marked.
    package var attributes: Value
    /// Whose it is, as its tags or labels say; nil when it carries no marker or its kind cannot.
    package var marker: StackIdentity?
    /// Whether its kind can carry a marker at all.
    package var canCarryMarker: Bool
    /// Not ready, with the API's word for it (`Creating`, `Failed`); nil when settled.
    package var unsettled: String?
    /// Who else wrote a field, and when, as far as the API tells: paths into the attributes. For the `by` of drift.
    package var writers: [ValuePath: String]

    package init(
        identity: Identity, lineage: Lineage? = nil, attributes: Value, marker: StackIdentity? = nil,
        canCarryMarker: Bool = true, unsettled: String? = nil, writers: [ValuePath: String] = [:]
    ) {
        self.identity = identity
        self.lineage = lineage
        self.attributes = attributes
        self.marker = marker
        self.canCarryMarker = canCarryMarker
        self.unsettled = unsettled
        self.writers = writers
    }
}

/// One object of many that a resource stands for.
package struct ExpandedMember: Sendable, Hashable {
    /// The part of the address behind `/`.
    package let member: String
    package let type: ResourceType
    package let body: Value

    package init(member: String, type: ResourceType, body: Value) {
        self.member = member
        self.type = type
        self.body = body
    }
}

/// An object that the sweep found.
package struct FoundObject: Sendable, Hashable {
    package let type: ResourceType
    package let identity: Identity

    package init(type: ResourceType, identity: Identity) {
        self.type = type
        self.identity = identity
    }
}
