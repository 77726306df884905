internal import MartletModel
internal import MartletState

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
        guard let key = change.buried else { return nil }
        if case .bury(let tombstone) = change { return updateValue(tombstone, forKey: key) }
        return removeValue(forKey: key)
    }
}
