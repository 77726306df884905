internal import MartletGraph
package import MartletLanguage
package import MartletModel
package import MartletProvider

/// A stored revision as something to plan toward: its records, as if a stack asked for just them.
///
/// What a revision keeps is enough (docs/decisions/0320-rollback-to-a-revision.md): bodies as they were applied, secrets
/// and all, dependencies, and the settings that protect objects. Where a body holds what a server chose for another
/// resource (a principal id, an address), it follows that resource: one that has to be made anew gets another.
package struct RevisionProgram: StackProgram {
    package let identity: StackIdentity
    package let folder: String
    package let configurationDigest: Digest
    package let variablesDigest: Digest
    /// In an order in which dependencies come first.
    private let resources: [RecordedResource]
    private let byAddress: [Address: Int]
    private let connections: [ConnectionName: RecordedConnection]
    private let recordedOutputs: [(name: String, value: Value)]
    private let links: RecordedLinks
    private let moves: [Move]
    private let source: SourceFile
    /// As the stack of today says: revisions do not keep it.
    package let parallelism: [ConnectionName: Int]

    /// What the stack of today says of resources that the revision has too: how their steps run, and which fields are not
    /// to be set back. Revisions do not keep it.
    package typealias Declared = [Address: DesiredResource]

    /// - Parameters:
    ///   - target: The state as it was.
    ///   - current: The state as it is.
    ///   - inputs: The digests of what the revision was made from; nil for one that surgery made.
    ///   - connections: Those of the stack of today, with what is recorded: their ephemeral values, which no state keeps, go
    ///     where the rest of the configuration is the recorded one.
    ///   - history: The stored states, the newest first: what a connection led to may be in neither of the two.
    ///
    /// Complexity: linear in the records and the size of their bodies and attributes; sorts addresses.
    package init(
        _ target: Snapshot, from current: Snapshot, registry: ProviderRegistry, identity: StackIdentity, folder: String,
        inputs: (configuration: Digest?, variables: Digest?), declared: Declared = [:],
        connections today: [DesiredConnection] = [], parallelism: [ConnectionName: Int] = [:],
        history: some Sequence<Snapshot> = EmptyCollection<Snapshot>()
    ) {
        self.parallelism = parallelism
        self.identity = identity
        self.folder = folder
        let name = "revision \(target.revision)"
        configurationDigest = inputs.configuration ?? Digest(of: name)
        variablesDigest = inputs.variables ?? Digest(of: name)
        source = SourceFile(name: name, text: "")
        let links = RecordedLinks(target, current, registry)
        self.links = links
        resources = Self.ordered(target).map { record in
            RecordedResource(
                record, links: links, declared: declared[record.address.instance],
                isProtected: current.records[record.address]?.preventDestroy ?? false
            )
        }
        byAddress = Dictionary(
            resources.enumerated().map { ($1.record.address, $0) }, uniquingKeysWith: { first, _ in first })
        var origins = ConnectionOrigins(target, links, current, registry, history)
        let whole = Self.ephemeral(today)
        connections = Dictionary(
            uniqueKeysWithValues: current.connections.merging(target.connections) { now, _ in now }.map {
                name, record in
                let era = origins.era(of: record, name)
                return (name, RecordedConnection(record, whole: whole[name], era: era, name))
            })
        recordedOutputs = target.outputs.sorted { $0.key.precedesInBytes($1.key) }.map { ($0.key, $0.value) }
        moves = Self.moves(target, current)
    }

    private static func ordered(_ snapshot: Snapshot) -> [ResourceRecord] {
        let addresses = snapshot.records.keys.inByteOrder
        var builder = GraphBuilder<Address, Void>(minimumCapacity: addresses.count)
        for address in addresses { builder.intern(address) }
        for address in addresses where address.member != nil {
            builder.addEdge(address, before: address.instance, label: ())
        }
        for address in addresses {
            for dependency in snapshot.records[address]?.dependencies ?? [] where builder.node(dependency) != nil {
                if dependency != address.instance { builder.addEdge(dependency, before: address, label: ()) }
            }
        }
        let graph = builder.build()
        // A cycle among recorded dependencies is the planner's to report.
        let order = graph.topology.order()?.compactMap(graph.key) ?? addresses
        return order.compactMap { snapshot.records[$0] }
    }

    /// Objects that have another address since.
    private static func moves(_ target: Snapshot, _ current: Snapshot) -> [Move] {
        var places: [ObjectKey: Address] = [:]
        for record in current.records.values where target.records[record.address] == nil {
            places[ObjectKey(record)] = record.address
        }
        guard !places.isEmpty else { return [] }
        return target.records.keys.filter { current.records[$0] == nil }.inByteOrder.compactMap { address in
            guard let record = target.records[address], let now = places[ObjectKey(record)] else { return nil }
            return Move(from: now, to: address)
        }
    }

    /// The connections whose configuration holds ephemeral values and is known.
    private static func ephemeral(_ connections: [DesiredConnection]) -> [ConnectionName: ConnectionRecord] {
        let known = connections.filter { $0.configuration.containsEphemeral && $0.configuration.isWhollyKnown }
        return Dictionary(
            known.map {
                ($0.name, ConnectionRecord(provider: $0.provider, configuration: $0.configuration.plain))
            }, uniquingKeysWith: { first, _ in first })
    }

    package var ephemeralConnections: [ConnectionName: ConnectionRecord] {
        // One that leads to a resource is known only once that is: the plan has it.
        connections.compactMapValues { $0.dependencies.isEmpty ? $0.whole : nil }
    }

    // MARK: Evaluation

    package func evaluate(_ settle: (DesiredResource) -> Value) -> Evaluation {
        var known: [Address: Value] = [:]
        var evaluation = Evaluation(moves: moves)
        evaluation.resources.reserveCapacity(resources.count)
        for resource in resources {
            let desired = desired(resource) { known[$0] }
            evaluation.resources.append(desired)
            known[desired.address] = settle(desired)
        }
        evaluation.connections = connections.keys.sorted().compactMap { name in
            connections[name]?.desired(name) { known[$0] }
        }
        evaluation.outputs = outputs { known[$0] }
        return evaluation
    }

    package func refill(
        _ address: Address, attributes: (Address) -> Value?
    ) throws(Diagnostics) -> DesiredResource {
        guard let index = byAddress[address] else {
            let detail = "\(source.name) has no resource `\(address)`."
            throw Diagnostics([PlannerFault.unknownTarget.diagnostic(detail, address: address)])
        }
        return desired(resources[index], attributes)
    }

    package func outputs(attributes: (Address) -> Value?) -> [EvaluatedOutput] {
        recordedOutputs.map { output in
            EvaluatedOutput(name: output.name, value: links.following(output.value, among: nil, attributes))
        }
    }

    private func desired(_ resource: RecordedResource, _ attributes: (Address) -> Value?) -> DesiredResource {
        let record = resource.record
        let connection =
            connections[record.connection]?.desired(record.connection, attributes)
            ?? DesiredConnection(name: record.connection, provider: record.provider, configuration: .object(Fields()))
        return DesiredResource(
            address: record.address, type: record.type, connection: connection,
            body: resource.hasLinks
                ? links.following(record.body, among: resource.dependencies, attributes) : record.body,
            dependencies: record.dependencies, lifecycle: resource.lifecycle, settings: resource.settings,
            range: SourceRange(source, 0, 0)
        )
    }
}

/// One record with what is known of how its steps run.
private struct RecordedResource {
    let record: ResourceRecord
    /// The recorded dependencies, with the resources that members belong to.
    let dependencies: Set<Address>
    /// Whether the body holds what another resource's server chose.
    let hasLinks: Bool
    var lifecycle = DesiredResource.Lifecycle()
    var settings = StepSettings()

    init(_ record: ResourceRecord, links: RecordedLinks, declared: DesiredResource?, isProtected: Bool) {
        self.record = record
        dependencies = Set(record.dependencies)
        hasLinks = links.areAny(in: record.body, among: dependencies)
        if let declared, declared.type == record.type {
            settings = declared.settings
            if settings.undo?.isWhollyKnown == false { settings.undo = nil }
            lifecycle.createBeforeDestroy = declared.lifecycle.createBeforeDestroy
            lifecycle.ignoredChanges = declared.lifecycle.ignoredChanges
        }
        // What protects the object now must not be overruled by what did not protect it then.
        settings.preventDestroy = record.preventDestroy || isProtected
        settings.retainOnDestroy = record.retainOnDestroy
    }
}

/// A connection as recorded, with the resources that its configuration comes from.
private struct RecordedConnection {
    let record: ConnectionRecord
    let dependencies: [Address]
    private let links: RecordedLinks
    /// The same with its ephemeral values; nil when it has none, or nobody knows them.
    let whole: ConnectionRecord?

    /// - Parameter whole: As the stack of today says; of no use where it leads elsewhere than the recorded one.
    init(
        _ record: ConnectionRecord, whole: ConnectionRecord?, era: ConnectionOrigins.Era, _ name: ConnectionName
    ) {
        self.record = record
        links = era.links
        self.whole = whole?.stored == record ? whole : nil
        dependencies = links.sources(of: record.configuration, among: era.shared[name] ?? [])
    }

    func desired(
        _ name: ConnectionName, _ attributes: (Address) -> Value?
    ) -> DesiredConnection {
        var configuration = record.configuration
        if !dependencies.isEmpty {
            configuration = links.following(configuration, among: Set(dependencies), attributes)
        }
        if let whole { configuration = configuration.restoringEphemeral(from: whole.configuration) }
        return DesiredConnection(
            name: name, provider: record.provider, configuration: configuration, dependencies: dependencies)
    }
}
