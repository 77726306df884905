internal import MartletModel
internal import MartletProvider

extension Snapshot {
    /// What all resources that go through a connection depend on: what its configuration comes from is among them.
    var sharedDependencies: [ConnectionName: Set<Address>] {
        var shared: [ConnectionName: Set<Address>] = [:]
        for record in records.values {
            let own = Set(record.dependencies)
            shared[record.connection] = shared[record.connection]?.intersection(own) ?? own
        }
        return shared
    }

    /// The resources that the configuration of each connection came from, in byte order (``RecordedLinks``). O(size of the
    /// attributes that servers choose).
    func hosts(_ registry: ProviderRegistry) -> [ConnectionName: [Address]] {
        let shared = sharedDependencies
        let links = RecordedLinks(self, self, registry)
        var hosts: [ConnectionName: [Address]] = [:]
        for (name, connection) in connections {
            hosts[name] = links.sources(of: connection.configuration, among: shared[name] ?? [])
        }
        return hosts
    }
}
