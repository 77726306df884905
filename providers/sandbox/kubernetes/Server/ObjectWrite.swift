internal import MartletModel

/// One write on its way to the store: what every path (create, replace, patch, apply, controllers) has in common.
struct ObjectWrite: Sendable {
    enum Ownership: Sendable {
        /// An apply: ownership is settled already.
        case settled
        /// What changed goes to the manager of the request.
        case update
    }

    let kind: ResourceKind
    let namespace: String?
    let name: String
    /// Empty for the object itself.
    let subresource: String
    let options: WriteOptions
    var live: Value?
    /// The whole object as it is to be.
    var proposed: Value
    var ownership: Ownership
}

/// What came of a write.
struct WriteOutcome: Sendable {
    let object: Value
    let isCreated: Bool
    /// For `Warning` headers.
    let warnings: [String]
}

extension ClusterSession {
    /// Reads, defaults, admits, validates and stores; nothing is stored by a dry run or when nothing changes.
    mutating func commit(_ write: ObjectWrite) throws(KubernetesStatus) -> WriteOutcome {
        var write = write
        let warnings = try decode(&write)
        let kind = write.kind
        if let live = write.live {
            write.proposed = ObjectPreparation.prepareUpdate(
                write.proposed, live: live, kind: kind, subresource: write.subresource)
        } else {
            try checkNamespace(of: write)
            write.proposed = prepareCreation(write.proposed, kind: kind, namespace: write.namespace)
        }
        write.proposed = kind.schema.filled(write.proposed)
        write.proposed = ObjectDefaults.fill(write.proposed, kind: kind)
        try admit(&write)
        try validate(write)
        return try conclude(write, warnings: warnings)
    }

    /// Leaves out unknown fields, or refuses them, as `fieldValidation` says.
    private func decode(_ write: inout ObjectWrite) throws(KubernetesStatus) -> [String] {
        let kind = write.kind
        let read = SchemaPruning(
            kind.custom == nil ? write.proposed.withoutNulls : write.proposed, as: kind.schema)
        if let fault = read.mistyped.first {
            guard kind.custom == nil else { throw .invalid(kind, write.name, read.mistyped) }
            throw .badRequest(
                "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): json: cannot unmarshal "
                    + "into Go struct field \(kind.kind).\(fault.field): \(fault.text)")
        }
        write.proposed = read.value
        guard !read.unknown.isEmpty else { return [] }
        let faults = read.unknown.map { "unknown field \"\($0)\"" }
        switch write.options.fieldValidation {
        case .strict:
            throw .badRequest(
                "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): strict decoding error: "
                    + faults.joined(separator: ", "))
        case .warn: return faults
        case .ignore: return []
        }
    }

    private mutating func prepareCreation(_ object: Value, kind: ResourceKind, namespace: String?) -> Value {
        var object = object
        object.set(.string(transaction.newUUID()), "metadata", "uid")
        object.set(.string(now), "metadata", "creationTimestamp")
        object.set(kind.countsGenerations ? 1 : nil, "metadata", "generation")
        object.set(nil, "metadata", "resourceVersion")
        object.set(nil, "metadata", "selfLink")
        object.set(nil, "metadata", "deletionTimestamp")
        object.set(nil, "metadata", "deletionGracePeriodSeconds")
        object.set(kind.isNamespaced ? namespace.map { .string($0) } : nil, "metadata", "namespace")
        if kind.hasStatus { object.set(nil, "status") }
        return object
    }

    private func validate(_ write: ObjectWrite) throws(KubernetesStatus) {
        let kind = write.kind
        var faults = SchemaValidation(write.proposed, as: kind.schema, old: write.live).faults
        faults += ObjectValidation.faults(of: write.proposed, kind: kind)
        if let live = write.live, write.subresource.isEmpty {
            faults += ImmutableFields.faults(from: live, to: write.proposed, kind: kind)
        }
        guard faults.isEmpty else { throw .invalid(kind, write.name, faults) }
    }

    private mutating func conclude(
        _ write: ObjectWrite, warnings: [String]
    ) throws(KubernetesStatus) -> WriteOutcome {
        var object = write.proposed
        let bare = write.live ?? .object(Fields())
        if write.kind.countsGenerations, let live = write.live, ObjectPreparation.isSpecChanged(live, object) {
            object.set(.int(live.generation + 1), "metadata", "generation")
        }
        if case .update = write.ownership {
            let clears = object.at("metadata", "managedFields")?.elements?.allSatisfy { $0.fields?.isEmpty ?? false }
            if write.live != nil, clears == true {
                object.set(nil, "metadata", "managedFields")
            } else if !ObjectPreparation.isSame(write.live, object) {
                object = ownership(of: write).update(bare, to: object)
            }
        }
        if let live = write.live, live == object {
            return WriteOutcome(object: live, isCreated: false, warnings: warnings)
        }
        if write.options.isDryRun {
            return WriteOutcome(object: object, isCreated: write.live == nil, warnings: warnings)
        }
        if object.isTerminating, object.finalizers.isEmpty, !keepsTerminating(object, kind: write.kind) {
            erase(object, from: write.kind.collection)
            return WriteOutcome(object: object, isCreated: false, warnings: warnings)
        }
        let stored = store(object, in: write.kind.collection)
        return WriteOutcome(object: stored, isCreated: write.live == nil, warnings: warnings)
    }

    /// Whether an object that nothing holds back still takes its time to go.
    private func keepsTerminating(_ object: Value, kind: ResourceKind) -> Bool {
        kind.qualifiedResource == "pods"
            ? (object.at("metadata", "deletionGracePeriodSeconds")?.intValue ?? 0) > 0
            : kind.qualifiedResource == "namespaces" && !(object.at("spec", "finalizers")?.elements ?? []).isEmpty
    }

    /// The rules of ownership for a write.
    func ownership(of write: ObjectWrite) -> ServerSideApply {
        ServerSideApply(
            schema: write.kind.schema, apiVersion: write.kind.apiVersion, manager: write.options.manager,
            subresource: write.subresource, now: now, ignored: write.kind.ignoredFields(subresource: write.subresource))
    }

    /// A namespaced object needs its namespace, and one that is not going away.
    private func checkNamespace(of write: ObjectWrite) throws(KubernetesStatus) {
        guard let namespace = write.namespace else { return }
        let namespaces = KubernetesSchemaTable.builtIn.kind(group: "", version: "v1", plural: "namespaces")
        guard let owner = object("core/namespaces", nil, namespace) else {
            if let namespaces { throw .notFound(namespaces, namespace) }
            return
        }
        guard owner.isTerminating else { return }
        var status = KubernetesStatus.forbidden(
            write.kind, write.name,
            "unable to create new content in namespace \(namespace) because it is being terminated")
        status.details?["causes"] = [
            [
                "field": "metadata.namespace", "message": .string("namespace \(namespace) is being terminated"),
                "reason": "NamespaceTerminating",
            ]
        ]
        throw status
    }
}
