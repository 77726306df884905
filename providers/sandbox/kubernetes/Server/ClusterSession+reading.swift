internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

/// What an answer is to look like, from `Accept`.
enum ResponseForm: Sendable, Equatable {
    case plain
    case table
    case partial

    init(_ request: SandboxRequest) {
        self = .plain
        for choice in (request.headers[.accept] ?? "").split(separator: ",") {
            let parts = choice.split(separator: ";").map { $0.filter { $0 != " " } }
            guard parts.first == "application/json" else { continue }
            if parts.contains("as=Table"), parts.contains("v=v1") { self = .table }
            if parts.contains("as=PartialObjectMetadata") || parts.contains("as=PartialObjectMetadataList") {
                self = .partial
            }
            return
        }
    }
}

/// Which objects of a collection a list or watch is about.
struct ObjectSelection: Sendable {
    let labels: LabelSelector?
    let fields: FieldSelector?

    init(_ request: ResourceRequest) throws(KubernetesStatus) {
        let labelText = request.request.parameter("labelSelector") ?? ""
        labels = labelText.isEmpty ? nil : try LabelSelector(text: labelText)
        let fieldText = request.request.parameter("fieldSelector") ?? ""
        fields = fieldText.isEmpty ? nil : try FieldSelector(text: fieldText, kind: request.kind)
    }

    func includes(_ object: Value) -> Bool {
        (labels?.matches(object) ?? true) && (fields?.matches(object) ?? true)
    }
}

extension ClusterSession {
    mutating func get(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        guard let live = object(request.kind.collection, request.namespace, request.name) else {
            throw .notFound(request.kind, request.name)
        }
        return reply(.ok, shown(live, as: request.kind), request)
    }

    mutating func list(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let selection = try ObjectSelection(request)
        try checkVersion(request)
        let page = try ListPage(request.request, revision: transaction.revision)
        let all = selected(request, selection).map { shown($0, as: request.kind) }
        let (items, metadata) = page.cut(all)
        switch ResponseForm(request.request) {
        case .table:
            return .json(.ok, TablePrinter(request.kind, now: transaction.now).table(items, metadata, request.request))
        case .partial:
            return .json(
                .ok,
                [
                    "apiVersion": "meta.k8s.io/v1", "items": .tuple(items.map(Self.partial)),
                    "kind": "PartialObjectMetadataList", "metadata": metadata,
                ])
        case .plain:
            let isBuiltIn = request.kind.custom == nil
            return .json(
                .ok,
                [
                    "apiVersion": .string(request.kind.apiVersion),
                    "items": .tuple(isBuiltIn ? items.map { $0.removing("kind").removing("apiVersion") } : items),
                    "kind": .string("\(request.kind.kind)List"), "metadata": metadata,
                ])
        }
    }

    /// The objects of a request's collection that its selectors mean, in the order of their names.
    func selected(_ request: ResourceRequest, _ selection: ObjectSelection) -> [Value] {
        if let name = selection.fields?.name,
            let namespace = request.namespace ?? (request.kind.isNamespaced ? nil : "")
        {
            let found = object(request.kind.collection, request.kind.isNamespaced ? namespace : nil, name)
            return found.map { [$0] }?.filter(selection.includes) ?? []
        }
        return list(request.kind.collection, namespace: request.namespace).filter(selection.includes)
    }

    /// A list from the future is refused, as a cache that lags would refuse it.
    private func checkVersion(_ request: ResourceRequest) throws(KubernetesStatus) {
        guard let text = request.request.parameter("resourceVersion"), let version = Int(text),
            version > transaction.revision
        else { return }
        throw KubernetesStatus(
            504, "Timeout", "Too large resource version: \(version), current: \(transaction.revision)",
            details: [
                "causes": [["message": "Too large resource version", "reason": "ResourceVersionTooLarge"]],
                "retryAfterSeconds": 1,
            ])
    }

    /// An object in the form that the request asks for.
    func reply(
        _ status: HTTPResponse.Status, _ object: Value, _ request: ResourceRequest, warnings: [String] = []
    ) -> HTTPReply {
        var headers = HTTPFields()
        if let warning = HTTPField.Name("Warning") {
            for text in warnings {
                headers.append(HTTPField(name: warning, value: "299 - \(KubernetesJSON.text(.string(text)))"))
            }
        }
        switch ResponseForm(request.request) {
        case .plain: return .json(status, object, headers: headers)
        case .partial: return .json(status, Self.partial(object), headers: headers)
        case .table:
            let metadata = Value.compact(["resourceVersion": object.at("metadata", "resourceVersion")])
            let table = TablePrinter(request.kind, now: transaction.now).table([object], metadata, request.request)
            return .json(status, table, headers: headers)
        }
    }

    /// `kind: PartialObjectMetadata`.
    static func partial(_ object: Value) -> Value {
        [
            "apiVersion": "meta.k8s.io/v1", "kind": "PartialObjectMetadata", "metadata": object["metadata"] ?? .null,
        ]
    }
}

/// `limit` and `continue`: a token names the revision and the last name that was seen.
private struct ListPage {
    private let limit: Int
    private let after: String?
    private let revision: Int
    /// How far a token may lag behind; older ones have expired, as etcd's compaction makes them.
    private static let patience = 5000

    init(_ request: SandboxRequest, revision: Int) throws(KubernetesStatus) {
        limit = request.parameter("limit").flatMap { Int($0) } ?? 0
        guard let token = request.parameter("continue"), !token.isEmpty else {
            after = nil
            self.revision = revision
            return
        }
        let parts = String(decoding: Base64.decode(token) ?? [], as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let start = Int(parts[0]) else { throw .badRequest("continue key is not valid") }
        guard revision - start < Self.patience else {
            throw KubernetesStatus(
                410, "Expired",
                "The provided continue parameter is too old to display a consistent list result. You can start a new list "
                    + "without the continue parameter.")
        }
        after = String(parts[1])
        self.revision = start
    }

    func cut(_ all: [Value]) -> (items: [Value], metadata: Value) {
        let rest = after.map { last in all.drop { !last.precedesInBytes(Self.place(of: $0)) } } ?? all[...]
        var metadata: Fields = ["resourceVersion": .string(String(revision))]
        guard limit > 0, rest.count > limit else { return (Array(rest), .object(metadata)) }
        let items = Array(rest.prefix(limit))
        let token = "\(revision) \(items.last.map(Self.place) ?? "")"
        metadata["continue"] = .string(Base64.encode(Array(token.utf8)))
        metadata["remainingItemCount"] = .int(rest.count - limit)
        return (items, .object(metadata))
    }

    private static func place(of object: Value) -> String {
        object.namespace.map { "\($0)/\(object.name)" } ?? object.name
    }
}
