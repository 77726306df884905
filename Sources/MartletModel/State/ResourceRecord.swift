/// What the state remembers of one object: all that is needed to compare, update and delete it without the stack file.
package struct ResourceRecord: Sendable, Hashable {
    /// Whether the record can be trusted.
    package enum Health: Sendable, Hashable {
        case sound
        /// The object is there but not right (a create that failed half-way): the next plan replaces it.
        case tainted(String)
        /// The record may differ from the object (`resume --skip`): the next plan reads it first.
        case diverged(String)
    }

    package var address: Address
    package var type: ResourceType
    package var provider: ProviderName
    package var connection: ConnectionName
    package var identity: Identity
    package var lineage: Lineage?
    /// The body as last applied: plain, wholly known, secrets marked.
    package var body: Value
    /// What references see: the body's outcome and the server's additions. Plain, secrets marked.
    package var attributes: Value
    /// The instances that it depends on, as of the last apply: deletes run in the reverse order.
    package var dependencies: [Address]
    package var health: Health
    package var preventDestroy: Bool
    package var retainOnDestroy: Bool
    /// Whether the object existed before the stack took it; rollback never deletes it.
    package var isAdopted: Bool
    /// The version of the provider's record format.
    package var schemaVersion: Int

    package init(
        address: Address, type: ResourceType, provider: ProviderName, connection: ConnectionName, identity: Identity,
        lineage: Lineage? = nil, body: Value, attributes: Value, dependencies: [Address] = [], health: Health = .sound,
        preventDestroy: Bool = false, retainOnDestroy: Bool = false, isAdopted: Bool = false, schemaVersion: Int = 1
    ) {
        self.address = address
        self.type = type
        self.provider = provider
        self.connection = connection
        self.identity = identity
        self.lineage = lineage
        self.body = body
        self.attributes = attributes
        self.dependencies = dependencies
        self.health = health
        self.preventDestroy = preventDestroy
        self.retainOnDestroy = retainOnDestroy
        self.isAdopted = isAdopted
        self.schemaVersion = schemaVersion
    }
}
