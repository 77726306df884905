import MartletModel

/// An identity in the directory. The directory learns of new ones with a delay.
enum ArmPrincipal {
    private static let collection = "principals"

    private static func key(_ id: String) -> SandboxKey { SandboxKey(.own, collection, id.lowercased()) }

    /// Adds a principal that belongs to `owner`; the directory knows it after `delay`.
    static func add(
        _ id: String, of owner: ArmID, after delay: Duration, in transaction: inout SandboxTransaction
    ) {
        let visible = Int(transaction.now.advanced(by: delay).nanoseconds)
        transaction.put(
            key(id), ["owner": .string(owner.text.lowercased()), "visible": .number(Number(visible))])
    }

    /// Whether there is such a principal, known to the directory or not yet.
    static func exists(_ id: String, in transaction: SandboxTransaction) -> Bool { transaction[key(id)] != nil }

    /// Whether the directory knows the principal by now.
    static func isKnown(_ id: String, in transaction: SandboxTransaction) -> Bool {
        guard let visible = transaction[key(id)]?.body["visible"]?.intValue else { return false }
        return Int64(visible) <= transaction.now.nanoseconds
    }

    /// Removes the principals of a resource that is gone.
    static func removeAll(of owner: ArmResource, in transaction: inout SandboxTransaction) {
        let ids = ["properties.principalId", "identity.principalId"].compactMap { owner.body[$0]?.stringValue }
        for id in ids where transaction[key(id)]?.body["owner"]?.stringValue == owner.id.text.lowercased() {
            transaction.delete(key(id))
        }
    }
}
