/// One object at one API, whatever its address.
package struct ObjectKey: Sendable, Hashable {
    private let connection: ConnectionName
    private let type: ResourceType
    private let identity: Identity

    package init(connection: ConnectionName, type: ResourceType, identity: Identity) {
        self.connection = connection
        self.type = type
        self.identity = identity
    }

    package init(_ record: ResourceRecord) {
        self.init(connection: record.connection, type: record.type, identity: record.identity)
    }
}
