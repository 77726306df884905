package import MartletModel
package import MartletProvider

/// Objects that a rollback has made anew: what servers chose for those before them is followed to what they chose now.
package struct RemadeObjects {
    private let registry: ProviderRegistry
    /// What was there before. What stays counts too: a text of its own is no part that came from something else.
    private let former: [ResourceRecord]
    /// The records of the objects that took the places of deleted ones.
    private var now: [Address: ResourceRecord] = [:]
    /// Nil until it is asked for.
    private var links: RecordedLinks?

    /// - Parameter former: The records before the run, in the byte order of their addresses.
    package init(_ former: [ResourceRecord], _ registry: ProviderRegistry) {
        self.former = former
        self.registry = registry
    }

    /// - Parameter address: Where the object before had its record.
    package mutating func append(_ record: ResourceRecord, insteadOf address: Address) {
        now[address] = record
        links?.replace(address)
    }

    /// `value` with the texts that came from the objects of before, whole or inside longer ones, as the new objects have
    /// them (``RecordedLinks``). O(size of the value); the first time O(size of the attributes that servers choose) more.
    ///
    /// - Parameter dependencies: Which resources a text can come from; nil for any.
    package mutating func following(_ value: Value, among dependencies: [Address]?) -> Value {
        guard !now.isEmpty else { return value }
        let links = links ?? RecordedLinks(former, replaced: Set(now.keys), registry)
        self.links = links
        return links.following(value, among: dependencies.map(Set.init)) { now[$0]?.attributes }
    }
}
