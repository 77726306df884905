internal import MartletModel

/// One transaction's view of one cluster: typed reading and writing, and what its controllers must look at next.
struct ClusterSession {
    var transaction: SandboxTransaction
    let space: SandboxSpace
    let customKinds: CustomKindCache
    /// Objects that changed and that no controller has seen yet, oldest first.
    var unsettled: [SandboxKey] = []
    /// The URL under which this API is served.
    var base = ""

    init(_ transaction: consuming SandboxTransaction, space: SandboxSpace, customKinds: CustomKindCache) {
        self.transaction = transaction
        self.space = space
        self.customKinds = customKinds
    }

    /// RFC 3339 in whole seconds.
    var now: String { transaction.now.seconds }

    // MARK: Kinds

    /// The kind served at a path; nil when nothing is.
    func kind(group: String, version: String, plural: String) -> ResourceKind? {
        if let builtIn = KubernetesSchemaTable.builtIn.kind(group: group, version: version, plural: plural) {
            return builtIn
        }
        return customResourceDefinition(group: group, plural: plural).flatMap { definition in
            CustomResourceDefinition.isServed(definition)
                ? customKinds.kinds(of: definition).first { $0.version == version } : nil
        }
    }

    /// The stored version of the kind with this collection.
    func kind(collection: String) -> ResourceKind? {
        guard let slash = collection.lastIndex(of: "/") else { return nil }
        let group = String(collection[..<slash])
        let plural = String(collection[collection.index(after: slash)...])
        if let builtIn = KubernetesSchemaTable.builtIn.kinds.first(where: { $0.collection == collection }) {
            return builtIn
        }
        return customResourceDefinition(group: group, plural: plural).flatMap { definition in
            customKinds.kinds(of: definition).first { $0.version == $0.custom?.storageVersion }
        }
    }

    /// Every custom kind that is served, by CRD name and version.
    var servedCustomKinds: [ResourceKind] {
        list("apiextensions.k8s.io/customresourcedefinitions").filter(CustomResourceDefinition.isServed)
            .flatMap { customKinds.kinds(of: $0) }
    }

    private func customResourceDefinition(group: String, plural: String) -> Value? {
        object("apiextensions.k8s.io/customresourcedefinitions", nil, "\(plural).\(group)")
    }

    // MARK: Objects

    func key(_ collection: String, _ namespace: String?, _ name: String) -> SandboxKey {
        SandboxKey(space, collection, namespace.map { "\($0)/\(name)" } ?? name)
    }

    /// Where an object of `collection` is kept, by its own metadata.
    func key(_ collection: String, of object: Value) -> SandboxKey {
        key(collection, object.namespace, object.name)
    }

    func object(_ collection: String, _ namespace: String?, _ name: String) -> Value? {
        transaction[key(collection, namespace, name)]?.body
    }

    func list(_ collection: String, namespace: String? = nil) -> [Value] {
        transaction.list(space, collection, prefix: namespace.map { "\($0)/" } ?? "").map(\.body)
    }

    // MARK: Writing

    /// Stores `object` with a new resource version; nothing is written when only that would change.
    @discardableResult
    mutating func store(_ object: Value, in collection: String) -> Value {
        let key = key(collection, of: object)
        if let live = transaction[key]?.body, live == object { return live }
        let stored = transaction.put(key) { revision in
            object.setting(.string(String(revision)), at: "metadata", "resourceVersion")
        }
        unsettled.append(key)
        for reference in object.at("metadata", "ownerReferences")?.elements ?? [] {
            let owner = ownership(of: reference["uid"]?.stringValue ?? "")
            if transaction[owner] == nil { transaction.put(owner, .object([:])) }
        }
        return stored.body
    }

    /// Deletes an object for good, and whatever belonged only to it.
    mutating func erase(_ object: Value, from collection: String) {
        guard transaction.delete(key(collection, of: object)) else { return }
        unsettled.append(key(collection, of: object))
        transaction.delete(SandboxKey(space, "sandbox/balancers", object.uid))
        collectGarbage(of: object)
        transaction.delete(ownership(of: object.uid))
        released(object, from: collection)
    }

    /// Marks an object that others name as their owner, so that most deletions need not look for dependents.
    func ownership(of uid: String) -> SandboxKey { SandboxKey(space, "sandbox/owners", uid) }

    /// Has the controllers look at an object again after `delay`.
    mutating func wake(_ collection: String, _ object: Value, after delay: Duration) {
        let key = key(collection, of: object)
        transaction.schedule(
            after: delay, in: space, ["collection": .string(key.collection), "name": .string(key.name)])
    }

    /// Runs `body` with a session that has taken over `transaction`, then hands the transaction back.
    static func run<T, E: Error>(
        on transaction: inout SandboxTransaction, space: SandboxSpace, customKinds: CustomKindCache,
        _ body: (inout ClusterSession) throws(E) -> T
    ) throws(E) -> T {
        // Moved, not copied: a second owner would make every write copy the cloud's tables.
        var session = ClusterSession(
            SandboxTransaction(cloud: transaction.cloud, memory: SandboxMemory(), now: transaction.now), space: space,
            customKinds: customKinds)
        swap(&session.transaction, &transaction)
        defer { swap(&session.transaction, &transaction) }
        return try body(&session)
    }
}

extension Value {
    /// `metadata.name`.
    var name: String { at("metadata", "name")?.stringValue ?? "" }
    /// `metadata.namespace`.
    var namespace: String? { at("metadata", "namespace")?.stringValue }
    /// `metadata.uid`.
    var uid: String { at("metadata", "uid")?.stringValue ?? "" }
    /// Whether deletion has begun.
    var isTerminating: Bool { at("metadata", "deletionTimestamp") != nil }
    var finalizers: [String] { (at("metadata", "finalizers")?.elements ?? []).compactMap(\.stringValue) }
    var labels: Fields { at("metadata", "labels")?.fields ?? Fields() }
    var annotations: Fields { at("metadata", "annotations")?.fields ?? Fields() }
    var generation: Int { at("metadata", "generation")?.intValue ?? 1 }

    /// The owner that controls this object.
    var controller: Value? {
        (at("metadata", "ownerReferences")?.elements ?? []).first { $0["controller"]?.boolValue == true }
    }
}
