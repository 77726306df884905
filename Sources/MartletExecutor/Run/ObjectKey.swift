internal import MartletModel
internal import MartletState

/// One object at one API.
struct ObjectKey: Hashable {
    let connection: ConnectionName
    let type: ResourceType
    let identity: Identity

    init(connection: ConnectionName, type: ResourceType, identity: Identity) {
        self.connection = connection
        self.type = type
        self.identity = identity
    }

    init(_ record: ResourceRecord) {
        self.init(connection: record.connection, type: record.type, identity: record.identity)
    }
}

extension StateChange {
    /// The object whose tombstone the change writes or takes away.
    var buried: ObjectKey? {
        switch self {
        case .bury(let tombstone): ObjectKey(tombstone.record)
        case .unbury(let record): ObjectKey(record)
        case .put, .remove, .connect: nil
        }
    }
}

extension [ObjectKey: Tombstone] {
    /// Follows a change of the state; answers the tombstone that was there before.
    @discardableResult
    mutating func follow(_ change: StateChange) -> Tombstone? {
        switch change {
        case .bury(let tombstone): updateValue(tombstone, forKey: ObjectKey(tombstone.record))
        case .unbury(let record): removeValue(forKey: ObjectKey(record))
        case .put, .remove, .connect: nil
        }
    }
}
