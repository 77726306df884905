internal import MartletModel

/// A request for one resource or a collection, with its kind found.
struct ResourceRequest: Sendable {
    let request: SandboxRequest
    let kind: ResourceKind
    let target: ResourceTarget

    var namespace: String? { kind.isNamespaced ? target.namespace : nil }
    var name: String { target.name ?? "" }
}

extension ClusterSession {
    mutating func create(_ request: ResourceRequest) throws(KubernetesStatus) -> WriteOutcome {
        let options = try WriteOptions(request.request)
        var body = try RequestBody.object(request.request)
        try check(&body, request)
        if body.at("metadata", "managedFields")?.elements?.isEmpty == false {
            body.set(nil, "metadata", "managedFields")
        }
        if body.name.isEmpty, let prefix = body.at("metadata", "generateName")?.stringValue, !prefix.isEmpty {
            body.set(.string(prefix + transaction.newText(5, of: Self.nameAlphabet)), "metadata", "name")
        }
        let name = body.name
        guard !name.isEmpty else {
            throw .invalid(request.kind, "", [.required("metadata.name", "name or generateName is required")])
        }
        guard body.at("metadata", "resourceVersion")?.stringValue?.isEmpty ?? true else {
            throw .badRequest("resourceVersion should not be set on objects to be created")
        }
        guard object(request.kind.collection, request.namespace, name) == nil else {
            throw .alreadyExists(request.kind, name)
        }
        return try commit(
            ObjectWrite(
                kind: request.kind, namespace: request.namespace, name: name, subresource: "", options: options,
                live: nil, proposed: body, ownership: .update))
    }

    mutating func replace(_ request: ResourceRequest) throws(KubernetesStatus) -> WriteOutcome {
        let options = try WriteOptions(request.request)
        var body = try RequestBody.object(request.request)
        try check(&body, request)
        guard body.name == request.name else {
            throw .badRequest(
                "the name of the object (\(body.name)) does not match the name on the URL (\(request.name))")
        }
        guard let live = object(request.kind.collection, request.namespace, request.name) else {
            guard ["leases", "events", "endpoints"].contains(request.kind.plural) else {
                throw .notFound(request.kind, request.name)
            }
            return try commit(
                ObjectWrite(
                    kind: request.kind, namespace: request.namespace, name: request.name, subresource: "",
                    options: options, live: nil, proposed: body, ownership: .update))
        }
        if body.at("metadata", "managedFields") == nil {
            body.set(live.at("metadata", "managedFields"), "metadata", "managedFields")
        }
        return try update(request, live: live, to: body, options: options)
    }

    mutating func patch(_ request: ResourceRequest) throws(KubernetesStatus) -> WriteOutcome {
        let options = try WriteOptions(request.request)
        guard let type = request.request.mediaType.flatMap(PatchType.init(rawValue:)) else {
            throw KubernetesStatus(
                415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
                details: Fields())
        }
        if type == .apply { return try apply(request, options: options) }
        guard let live = object(request.kind.collection, request.namespace, request.name) else {
            throw .notFound(request.kind, request.name)
        }
        let patch = try RequestBody.json(request.request.body)
        let base = shown(live, as: request.kind)
        let patched: Value
        switch type {
        case .json: patched = try JSONPatch.apply(patch, to: base)
        case .strategic where request.kind.custom == nil:
            patched = StrategicMergePatch.apply(patch, to: base, as: request.kind.schema) ?? base
        case .strategic:
            throw KubernetesStatus(
                415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
                details: Fields())
        default: patched = MergePatch.apply(patch, to: base)
        }
        return try update(request, live: live, to: patched, options: options)
    }

    private mutating func update(
        _ request: ResourceRequest, live: Value, to object: Value, options: WriteOptions
    ) throws(KubernetesStatus) -> WriteOutcome {
        let kind = request.kind
        if let version = object.at("metadata", "resourceVersion")?.stringValue, !version.isEmpty,
            version != live.at("metadata", "resourceVersion")?.stringValue
        {
            throw .conflict(
                kind, request.name,
                "the object has been modified; please apply your changes to the latest version and try again")
        }
        if let uid = object.at("metadata", "uid")?.stringValue, !uid.isEmpty, uid != live.uid {
            throw .conflict(
                kind, request.name,
                "Precondition failed: UID in precondition: \(uid), UID in object meta: \(live.uid)")
        }
        return try commit(
            ObjectWrite(
                kind: kind, namespace: request.namespace, name: request.name, subresource: request.target.subresource,
                options: options, live: live, proposed: object, ownership: .update))
    }

    private mutating func apply(
        _ request: ResourceRequest, options: WriteOptions
    ) throws(KubernetesStatus) -> WriteOutcome {
        guard options.hasManager else {
            throw KubernetesStatus(
                422, "Invalid",
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
                details: [
                    "causes": [
                        [
                            "field": "fieldManager", "message": "Required value: is required for apply patch",
                            "reason": "FieldValueRequired",
                        ]
                    ],
                    "group": "meta.k8s.io", "kind": "PatchOptions",
                ])
        }
        var config = try RequestBody.yaml(request.request.body)
        try check(&config, request)
        guard config.name == request.name else {
            throw .badRequest(
                "the name of the object (\(config.name)) does not match the name on the URL (\(request.name))")
        }
        guard config.at("metadata", "managedFields")?.elements?.isEmpty ?? true else {
            throw .badRequest("metadata.managedFields must be nil")
        }
        let live = object(request.kind.collection, request.namespace, request.name)
        if live == nil, !request.target.subresource.isEmpty { throw .notFound(request.kind, request.name) }
        try checkVersion(config, live: live, request)
        let proposed = try merged(config, live: live, request, options: options)
        return try commit(
            ObjectWrite(
                kind: request.kind, namespace: request.namespace, name: request.name,
                subresource: request.target.subresource, options: options, live: live, proposed: proposed,
                ownership: .settled))
    }

    private func checkVersion(
        _ config: Value, live: Value?, _ request: ResourceRequest
    ) throws(KubernetesStatus) {
        guard let version = config.at("metadata", "resourceVersion")?.stringValue, !version.isEmpty,
            version != live?.at("metadata", "resourceVersion")?.stringValue
        else { return }
        throw .conflict(
            request.kind, request.name,
            "the object has been modified; please apply your changes to the latest version and try again")
    }

    /// The live object with the configuration merged in, and ownership settled.
    private func merged(
        _ config: Value, live: Value?, _ request: ResourceRequest, options: WriteOptions
    ) throws(KubernetesStatus) -> Value {
        let kind = request.kind
        var config = config.withoutNulls
        for field in ["managedFields", "resourceVersion", "creationTimestamp", "uid", "generation"] {
            config.set(nil, "metadata", field)
        }
        if kind.hasStatus, request.target.subresource != "status" { config.set(nil, "status") }
        let faults = TypedFaults(of: config, as: kind.schema)
        guard faults.faults.isEmpty else {
            let place = request.namespace.map { "\($0)/\(request.name)" } ?? "/\(request.name)"
            throw KubernetesStatus(500, nil, faults.message("\(place); \(kind.apiVersion), Kind=\(kind.kind)"))
        }
        let write = ObjectWrite(
            kind: kind, namespace: request.namespace, name: request.name, subresource: request.target.subresource,
            options: options, live: live, proposed: config, ownership: .settled)
        do throws(ServerSideApply.Conflicts) {
            return try ownership(of: write).apply(
                config, to: live.map { shown($0, as: kind) } ?? .object(Fields()), force: options.isForced)
        } catch {
            throw .applyConflict(error)
        }
    }

    /// The kind, version and namespace of a body must be those of the URL.
    private func check(_ body: inout Value, _ request: ResourceRequest) throws(KubernetesStatus) {
        let kind = request.kind
        guard body.fields != nil else { throw .badRequest("the body is not an object") }
        body.fill(.string(kind.apiVersion), "apiVersion")
        body.fill(.string(kind.kind), "kind")
        body.fill(.object(Fields()), "metadata")
        guard body["apiVersion"]?.stringValue == kind.apiVersion else {
            throw .badRequest(
                "the API version in the data (\(body["apiVersion"]?.stringValue ?? "")) does not match the expected API "
                    + "version (\(kind.apiVersion))")
        }
        guard body["kind"]?.stringValue == kind.kind else {
            throw .badRequest(
                "the object provided is unrecognized (must be of type \(kind.kind)): kind \(body["kind"]?.stringValue ?? "")"
            )
        }
        guard kind.isNamespaced else {
            body.set(nil, "metadata", "namespace")
            return
        }
        if let own = body.namespace, !own.isEmpty, own != request.namespace {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        body.set(request.namespace.map { .string($0) }, "metadata", "namespace")
    }

    /// An object in the version of `kind`.
    func shown(_ object: Value, as kind: ResourceKind) -> Value {
        kind.custom == nil ? object : object.setting(.string(kind.apiVersion), at: "apiVersion")
    }

    /// Letters that generated names use: none that can spell a word.
    static let nameAlphabet = "bcdfghjklmnpqrstvwxz2456789"
}
