internal import HTTPTypes
internal import MartletModel

/// The body or query of a DELETE.
struct DeleteOptions: Sendable {
    enum Propagation: String, Sendable {
        case background = "Background"
        case foreground = "Foreground"
        case orphan = "Orphan"
    }

    let propagation: Propagation
    let gracePeriod: Int?
    let uid: String?
    let resourceVersion: String?
    let isDryRun: Bool

    init(_ request: SandboxRequest) throws(KubernetesStatus) {
        let isObject = request.mediaType != "application/vnd.kubernetes.protobuf" && !request.body.isEmpty
        let body = isObject ? try RequestBody.yaml(request.body) : .object(Fields())
        let named = body["propagationPolicy"]?.stringValue ?? request.parameter("propagationPolicy")
        let orphans = body["orphanDependents"]?.boolValue == true
        propagation = named.flatMap(Propagation.init(rawValue:)) ?? (orphans ? .orphan : .background)
        gracePeriod =
            body["gracePeriodSeconds"]?.intValue ?? request.parameter("gracePeriodSeconds").flatMap { Int($0) }
        uid = body.at("preconditions", "uid")?.stringValue
        resourceVersion = body.at("preconditions", "resourceVersion")?.stringValue
        isDryRun = !(body["dryRun"]?.elements ?? []).isEmpty || request.parameter("dryRun") == "All"
    }
}

extension ClusterSession {
    /// Begins or completes a deletion; the object when it lingers, else a Status.
    mutating func delete(_ request: ResourceRequest) throws(KubernetesStatus) -> Value {
        let options = try DeleteOptions(request.request)
        guard let live = object(request.kind.collection, request.namespace, request.name) else {
            throw .notFound(request.kind, request.name)
        }
        if let uid = options.uid, uid != live.uid {
            throw .conflict(
                request.kind, request.name,
                "the UID in the precondition (\(uid)) does not match the UID in record (\(live.uid)). The object might "
                    + "have been deleted and then recreated")
        }
        if let version = options.resourceVersion, version != live.at("metadata", "resourceVersion")?.stringValue {
            throw .conflict(
                request.kind, request.name,
                "the ResourceVersion in the precondition (\(version)) does not match the ResourceVersion in record "
                    + "(\(live.at("metadata", "resourceVersion")?.stringValue ?? "")). The object might have been modified"
            )
        }
        if request.kind.qualifiedResource == "namespaces", Self.lastingNamespaces.contains(request.name) {
            throw .forbidden(request.kind, request.name, "this namespace may not be deleted")
        }
        if !options.isDryRun, let lingering = remove(live, kind: request.kind, options: options) {
            return shown(lingering, as: request.kind)
        }
        return [
            "apiVersion": "v1",
            "details": .object(request.kind.details(name: request.name).adding("uid", .string(live.uid))),
            "kind": "Status", "metadata": .object(Fields()), "status": "Success",
        ]
    }

    private static let lastingNamespaces: Set<String> = ["default", "kube-system", "kube-public"]

    /// Removes an object, or marks it as going; the marked object, when it stays for a while.
    @discardableResult
    mutating func remove(_ live: Value, kind: ResourceKind, options: DeleteOptions) -> Value? {
        if options.propagation == .orphan { orphanDependents(of: live) }
        var finalizers = live.finalizers
        if options.propagation == .foreground, !dependents(of: live).isEmpty, !finalizers.contains("foregroundDeletion")
        {
            finalizers.append("foregroundDeletion")
        }
        let grace = gracePeriod(of: live, kind: kind, wanted: options.gracePeriod)
        let isNamespace = kind.qualifiedResource == "namespaces"
        guard !finalizers.isEmpty || grace > 0 || isNamespace else {
            erase(live, from: kind.collection)
            return nil
        }
        if live.isTerminating, finalizers == live.finalizers, grace > 0 || !finalizers.isEmpty, !isNamespace {
            return live
        }
        var object = live
        let end = transaction.now.advanced(by: .seconds(grace))
        object.fill(.string(end.seconds), "metadata", "deletionTimestamp")
        object.set(.int(grace), "metadata", "deletionGracePeriodSeconds")
        if !finalizers.isEmpty { object.set(.tuple(finalizers.map { .string($0) }), "metadata", "finalizers") }
        if isNamespace {
            object.set(nil, "metadata", "deletionGracePeriodSeconds")
            object.set("Terminating", "status", "phase")
        } else if kind.countsGenerations {
            object.set(.int(live.generation + 1), "metadata", "generation")
        }
        let stored = store(object, in: kind.collection)
        if kind.qualifiedResource == "pods" || isNamespace { wake(kind.collection, stored, after: .seconds(1)) }
        return stored
    }

    /// Only pods that run somewhere get time to stop.
    private func gracePeriod(of live: Value, kind: ResourceKind, wanted: Int?) -> Int {
        guard kind.qualifiedResource == "pods", live.at("spec", "nodeName") != nil,
            !["Succeeded", "Failed"].contains(live.at("status", "phase")?.stringValue ?? "")
        else { return 0 }
        return wanted ?? live.at("spec", "terminationGracePeriodSeconds")?.intValue ?? 30
    }

    // MARK: Garbage collection

    /// Objects that name `owner` among their owners, in the owner's namespace or, for a cluster-scoped one, anywhere.
    func dependents(of owner: Value) -> [(collection: String, object: Value)] {
        guard transaction[ownership(of: owner.uid)] != nil else { return [] }
        let uid = Value.string(owner.uid)
        return transaction.collections(of: space).flatMap { collection in
            list(collection, namespace: owner.namespace).filter { object in
                object.at("metadata", "ownerReferences")?.elements?.contains { $0["uid"] == uid } ?? false
            }.map { (collection, $0) }
        }
    }

    /// Deletes what belonged only to `owner`, which is gone.
    mutating func collectGarbage(of owner: Value) {
        for (collection, dependent) in dependents(of: owner) {
            var object = dependent
            let others = (object.at("metadata", "ownerReferences")?.elements ?? []).filter {
                $0["uid"]?.stringValue != owner.uid
            }
            if others.isEmpty {
                guard let kind = kind(collection: collection) else { continue }
                remove(object, kind: kind, options: .background)
            } else {
                object.set(.tuple(others), "metadata", "ownerReferences")
                store(object, in: collection)
            }
        }
    }

    private mutating func orphanDependents(of owner: Value) {
        for (collection, dependent) in dependents(of: owner) {
            var object = dependent
            let others = (object.at("metadata", "ownerReferences")?.elements ?? []).filter {
                $0["uid"]?.stringValue != owner.uid
            }
            object.set(others.isEmpty ? nil : .tuple(others), "metadata", "ownerReferences")
            store(object, in: collection)
        }
    }

    /// Lets owners go that only waited for `object`.
    mutating func released(_ object: Value, from collection: String) {
        for reference in object.at("metadata", "ownerReferences")?.elements ?? [] {
            guard let owner = self.object(owner: reference, of: object), owner.value.isTerminating,
                owner.value.finalizers.contains("foregroundDeletion"), dependents(of: owner.value).isEmpty
            else { continue }
            dropFinalizer("foregroundDeletion", of: owner.value, in: owner.collection)
        }
        if let namespace = object.namespace, let owner = self.object("core/namespaces", nil, namespace),
            owner.isTerminating
        {
            unsettled.append(key("core/namespaces", nil, namespace))
        }
    }

    /// The object that an owner reference of `dependent` names.
    func object(owner reference: Value, of dependent: Value) -> (value: Value, collection: String)? {
        let kinds = KubernetesSchemaTable.builtIn.kinds
        let apiVersion = reference["apiVersion"]?.stringValue ?? ""
        let kindName = reference["kind"]?.stringValue ?? ""
        let known =
            kinds.first { $0.apiVersion == apiVersion && $0.kind == kindName }
            ?? servedCustomKinds.first { $0.apiVersion == apiVersion && $0.kind == kindName }
        guard let known, let name = reference["name"]?.stringValue else { return nil }
        let namespace = known.isNamespaced ? dependent.namespace : nil
        guard let value = object(known.collection, namespace, name), value.uid == reference["uid"]?.stringValue else {
            return nil
        }
        return (value, known.collection)
    }

    /// Takes a finalizer off; the object goes when that was the last reason to stay.
    mutating func dropFinalizer(_ finalizer: String, of object: Value, in collection: String) {
        var object = object
        let rest = object.finalizers.filter { $0 != finalizer }
        object.set(rest.isEmpty ? nil : .tuple(rest.map { .string($0) }), "metadata", "finalizers")
        if object.isTerminating, rest.isEmpty {
            erase(object, from: collection)
        } else {
            store(object, in: collection)
        }
    }
}

extension DeleteOptions {
    /// As most controllers delete.
    static let background = DeleteOptions(.background)
    /// As the garbage collector deletes what a foreground deletion waits for.
    static let foreground = DeleteOptions(.foreground)

    private init(_ propagation: Propagation) {
        self.propagation = propagation
        gracePeriod = nil
        uid = nil
        resourceVersion = nil
        isDryRun = false
    }
}

extension Fields {
    func adding(_ key: String, _ value: Value) -> Fields {
        var fields = self
        fields[key] = value
        return fields
    }
}
