/// A data source of the stack, read while planning or left to apply.
package struct DataRead: Sendable, Hashable {
    package var address: Address
    package var type: ResourceType
    package var connection: ConnectionName
    /// Plain; unknown in part where only apply can tell, and then it is read during apply.
    package var body: Value
    /// What references see; nil when apply must read it.
    package var attributes: Value?
    /// What must be settled before apply reads it.
    package var dependencies: [Address]

    package init(
        address: Address, type: ResourceType, connection: ConnectionName, body: Value, attributes: Value?,
        dependencies: [Address] = []
    ) {
        self.address = address
        self.type = type
        self.connection = connection
        self.body = body
        self.attributes = attributes
        self.dependencies = dependencies
    }
}
