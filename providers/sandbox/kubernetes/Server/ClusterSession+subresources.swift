internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

extension ClusterSession {
    mutating func answerSubresource(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let name = request.target.subresource
        guard request.kind.subresources.contains(name) else { throw .resourceNotServed() }
        switch name {
        case "status", "ephemeralcontainers": return try answerStatus(request)
        case "scale": return try answerScale(request)
        case "finalize": return try finalize(request)
        case "log": return try log(request)
        case "token": return try token(request)
        case "eviction": return try evict(request)
        default:
            throw KubernetesStatus(
                501, "NotImplemented", "the sandbox runs no containers: \(name) is not possible", details: Fields())
        }
    }

    private mutating func answerStatus(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        switch request.request.method {
        case .get: return try get(request)
        case .put: return reply(try replace(request), request)
        case .patch: return reply(try patch(request), request)
        default: throw .methodNotAllowed()
        }
    }

    private func live(_ request: ResourceRequest) throws(KubernetesStatus) -> Value {
        guard let live = object(request.kind.collection, request.namespace, request.name) else {
            throw .notFound(request.kind, request.name)
        }
        return live
    }

    // MARK: Scale

    private mutating func answerScale(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let live = try live(request)
        let scale = ScaleView(request.kind)
        guard request.request.method != .get else { return .json(.ok, scale.value(of: live)) }
        let options = try WriteOptions(request.request)
        let body = try RequestBody.yaml(request.request.body)
        let wanted: Value
        switch request.request.method {
        case .put: wanted = body
        case .patch:
            wanted =
                request.request.mediaType == PatchType.json.rawValue
                ? try JSONPatch.apply(body, to: scale.value(of: live))
                : MergePatch.apply(body, to: scale.value(of: live))
        default: throw .methodNotAllowed()
        }
        if let version = wanted.at("metadata", "resourceVersion")?.stringValue, !version.isEmpty,
            version != live.at("metadata", "resourceVersion")?.stringValue
        {
            throw .conflict(
                request.kind, request.name,
                "the object has been modified; please apply your changes to the latest version and try again")
        }
        let replicas = wanted.at("spec", "replicas")?.intValue ?? 0
        guard replicas >= 0 else {
            throw .invalid(
                request.kind, request.name,
                [.invalid("spec.replicas", .int(replicas), "must be greater than or equal to 0")])
        }
        var write = ObjectWrite(
            kind: request.kind, namespace: request.namespace, name: request.name, subresource: "scale",
            options: options,
            live: live, proposed: scale.setting(replicas, in: live), ownership: .update)
        write.proposed.set(live.at("metadata", "managedFields"), "metadata", "managedFields")
        return .json(.ok, scale.value(of: try commit(write).object))
    }

    // MARK: Namespaces, tokens, evictions

    private mutating func finalize(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let live = try live(request)
        let body = try RequestBody.object(request.request)
        var object = live
        object.set(body.at("spec", "finalizers"), "spec", "finalizers")
        if object.isTerminating, (object.at("spec", "finalizers")?.elements ?? []).isEmpty, object.finalizers.isEmpty {
            erase(object, from: request.kind.collection)
        } else {
            store(object, in: request.kind.collection)
        }
        return .json(.ok, object)
    }

    private mutating func token(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        _ = try live(request)
        var object = try RequestBody.object(request.request)
        let lifetime = object.at("spec", "expirationSeconds")?.intValue ?? 3600
        object.set("authentication.k8s.io/v1", "apiVersion")
        object.set("TokenRequest", "kind")
        object.set(.string("sandbox.\(transaction.newText(32))"), "status", "token")
        object.set(
            .string(transaction.now.advanced(by: .seconds(lifetime)).seconds), "status", "expirationTimestamp")
        return .json(.created, object)
    }

    private mutating func evict(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let pod = try live(request)
        for budget in list("policy/poddisruptionbudgets", namespace: request.namespace) {
            guard let selector = budget.at("spec", "selector"), LabelSelector(selector).matches(pod),
                (budget.at("status", "disruptionsAllowed")?.intValue ?? 0) < 1, PodStatus.isReady(pod)
            else { continue }
            throw KubernetesStatus(
                429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
                details: [
                    "causes": [
                        [
                            "message": .string("The disruption budget \(budget.name) does not allow more disruptions."),
                            "reason": "DisruptionBudget",
                        ]
                    ]
                ])
        }
        remove(pod, kind: request.kind, options: .background)
        return .json(
            .created, ["apiVersion": "v1", "kind": "Status", "metadata": .object(Fields()), "status": "Success"])
    }

    // MARK: Logs

    private func log(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let pod = try live(request)
        let names = (pod.at("spec", "containers")?.elements ?? []).compactMap { $0["name"]?.stringValue }
        let name = request.request.parameter("container") ?? names.first ?? ""
        guard names.contains(name) else {
            throw .badRequest("container \(name) is not valid for pod \(request.name)")
        }
        let status = (pod.at("status", "containerStatuses")?.elements ?? []).first { $0["name"]?.stringValue == name }
        if let waiting = status?.at("state", "waiting", "reason")?.stringValue, waiting != "CrashLoopBackOff" {
            throw .badRequest(
                "container \"\(name)\" in pod \"\(request.name)\" is waiting to start: \(waiting)")
        }
        let time = pod.at("status", "startTime")?.stringValue ?? now
        var lines = ["\(name): started in the sandbox"]
        if status?.at("state", "waiting") != nil { lines.append("\(name): exited with code 1") }
        if request.request.parameter("timestamps") == "true" { lines = lines.map { "\(time) \($0)" } }
        if let tail = request.request.parameter("tailLines").flatMap({ Int($0) }) { lines = lines.suffix(tail) }
        return .bytes(
            .ok, Array(lines.map { $0 + "\n" }.joined().utf8), contentType: "text/plain; charset=utf-8")
    }
}

/// An object seen as `kind: Scale`.
private struct ScaleView {
    private let replicas: [String]
    private let current: [String]
    private let selector: [String]

    init(_ kind: ResourceKind) {
        replicas = kind.custom?.specReplicasPath ?? ["spec", "replicas"]
        current = kind.custom?.statusReplicasPath ?? ["status", "replicas"]
        selector = kind.custom?.selectorPath ?? ["spec", "selector"]
    }

    func value(of object: Value) -> Value {
        let found = selector.reduce(Optional(object)) { $0?[$1] }
        let text = found.map { $0.stringValue ?? LabelSelector($0).text }
        return [
            "apiVersion": "autoscaling/v1", "kind": "Scale",
            "metadata": .compact([
                "creationTimestamp": object.at("metadata", "creationTimestamp"), "name": .string(object.name),
                "namespace": object.namespace.map { .string($0) },
                "resourceVersion": object.at("metadata", "resourceVersion"), "uid": .string(object.uid),
            ]),
            "spec": .object(["replicas": replicas.reduce(Optional(object)) { $0?[$1] } ?? 0]),
            "status": .compact([
                "replicas": current.reduce(Optional(object)) { $0?[$1] } ?? 0, "selector": text.map { .string($0) },
            ]),
        ]
    }

    func setting(_ count: Int, in object: Value) -> Value { object.setting(.int(count), at: replicas[...]) }
}
