package import MartletModel
package import MartletProvider

/// Objects that a rollback has made anew: what servers chose for those before them is followed to what they chose now.
package struct RemadeObjects {
    private let registry: ProviderRegistry
    /// The records of the objects that were deleted, and of those that took their places.
    private var before: [Address: ResourceRecord] = [:]
    private var now: [Address: ResourceRecord] = [:]
    /// Nil until it is asked for after the last change.
    private var links: RecordedLinks?

    package init(_ registry: ProviderRegistry) { self.registry = registry }

    package mutating func append(_ record: ResourceRecord, insteadOf former: ResourceRecord) {
        before[record.address] = former
        now[record.address] = record
        links = nil
    }

    /// `value` with the texts that came from the objects of before, whole or inside longer ones, as the new objects have
    /// them (``RecordedLinks``). O(size of the value); the first time O(size of the attributes that servers choose) more.
    ///
    /// - Parameter dependencies: Which resources a text can come from; nil for any.
    package mutating func following(_ value: Value, among dependencies: [Address]?) -> Value {
        guard !before.isEmpty else { return value }
        let links =
            links
            ?? RecordedLinks(Snapshot(lineage: "", records: before), Snapshot(lineage: "", records: now), registry)
        self.links = links
        return links.following(value, among: dependencies.map(Set.init)) { now[$0]?.attributes }
    }
}
