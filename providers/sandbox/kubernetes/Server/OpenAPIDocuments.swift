internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

/// `/openapi/v3`: thin documents, made from the schema table and the CRDs
/// (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3).
struct OpenAPIDocuments: Sendable {
    private let kinds: [ResourceKind]

    init(_ session: ClusterSession) {
        kinds = KubernetesSchemaTable.builtIn.kinds + session.servedCustomKinds
    }

    /// The index or one document; nil when there is none.
    func reply(_ request: SandboxRequest) -> HTTPReply? {
        let rest = request.segments.dropFirst()
        guard rest.first == "v3" else { return nil }
        let place = rest.dropFirst().joined(separator: "/")
        guard !place.isEmpty else { return .json(.ok, index(prefix: Self.path(of: request.base))) }
        let found = kinds.filter { Self.place($0) == place }
        return found.isEmpty ? nil : .json(.ok, Self.document(found))
    }

    private static func place(_ kind: ResourceKind) -> String {
        kind.group.isEmpty ? "api/\(kind.version)" : "apis/\(kind.group)/\(kind.version)"
    }

    private func index(prefix: String) -> Value {
        var fields: [Fields.Field] = []
        for (place, kinds) in Dictionary(grouping: kinds, by: Self.place) {
            // The hash names what a document depends on: the kinds, and for custom ones the state of their CRDs.
            let hash = Digest(of: kinds.map { "\($0.kind) \($0.custom?.fingerprint ?? "")" }.joined()).hex.prefix(32)
            fields.append(
                Fields.Field(
                    place, ["serverRelativeURL": .string("\(prefix)/openapi/v3/\(place)?hash=\(hash.uppercased())")]))
        }
        return ["paths": .object(Fields(fields))]
    }

    /// The path of a URL, without a slash at its end.
    private static func path(of base: String) -> String {
        let parts = base.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 ? "/\(parts[3])" : ""
    }

    private static func document(_ kinds: [ResourceKind]) -> Value {
        var schemas = OpenAPISchemas()
        var paths: [Fields.Field] = []
        for kind in kinds {
            schemas.add(kind)
            let scope = kind.isNamespaced ? "namespaces/{namespace}/" : ""
            let collection = "/\(place(kind))/\(scope)\(kind.plural)"
            paths.append(Fields.Field(collection, ["get": operation("list", kind), "post": operation("post", kind)]))
            paths.append(
                Fields.Field(
                    "\(collection)/{name}",
                    [
                        "delete": operation("delete", kind), "get": operation("get", kind),
                        "patch": operation("patch", kind), "put": operation("put", kind),
                    ]))
        }
        return [
            "components": ["schemas": .object(Fields(schemas.fields))],
            "info": ["title": "Kubernetes", "version": "unversioned"], "openapi": "3.0.0",
            "paths": .object(Fields(paths)),
        ]
    }

    private static func operation(_ action: String, _ kind: ResourceKind) -> Value {
        let isWrite = ["post", "put", "patch"].contains(action)
        let names = isWrite ? ["dryRun", "fieldManager", "fieldValidation"] : []
        let parameters = names.map { name -> Value in
            ["in": "query", "name": .string(name), "schema": ["type": "string", "uniqueItems": true]]
        }
        return .compact([
            "parameters": .tuple(parameters),
            "responses": [
                "200": [
                    "content": [
                        "application/json": [
                            "schema": ["$ref": .string("#/components/schemas/\(OpenAPISchemas.name(kind))")]
                        ]
                    ], "description": "OK",
                ]
            ],
            "x-kubernetes-action": .string(action),
            "x-kubernetes-group-version-kind": OpenAPISchemas.groupVersionKind(kind),
        ])
    }
}

/// The `components.schemas` of a document.
private struct OpenAPISchemas {
    private var known: [String: Value] = [:]

    var fields: [Fields.Field] { known.map { Fields.Field($0.key, $0.value) } }

    static func name(_ kind: ResourceKind) -> String {
        let group = kind.group.isEmpty ? "core" : kind.group
        let reversed = group.split(separator: ".").reversed().joined(separator: ".")
        return kind.custom == nil
            ? "io.k8s.api.\(group.prefix { $0 != "." }).\(kind.version).\(kind.kind)"
            : "\(reversed).\(kind.version).\(kind.kind)"
    }

    static func groupVersionKind(_ kind: ResourceKind) -> Value {
        ["group": .string(kind.group), "kind": .string(kind.kind), "version": .string(kind.version)]
    }

    mutating func add(_ kind: ResourceKind) {
        var root = schema(kind.schema, isRoot: true)
        root.set([Self.groupVersionKind(kind)], "x-kubernetes-group-version-kind")
        known[Self.name(kind)] = root
    }

    private mutating func schema(_ node: SchemaNode, isRoot: Bool = false) -> Value {
        var value = shape(node, isRoot: isRoot)
        if value["$ref"] == nil {
            if let summary = node.summary { value.set(.string(summary), "description") }
            if let initial = node.defaultValue { value.set(initial, "default") }
            if let allowed = node.constraints?.allowed, !allowed.isEmpty { value.set(.tuple(allowed), "enum") }
            return value
        }
        // A reference stands alone; what belongs to this use goes around it.
        return .compact([
            "allOf": .tuple([value]), "default": node.defaultValue,
            "description": node.summary.map { .string($0) },
        ])
    }

    private mutating func shape(_ node: SchemaNode, isRoot: Bool) -> Value {
        switch node.shape {
        case .string: return ["type": "string"]
        case .boolean: return ["type": "boolean"]
        case .integer: return ["format": "int64", "type": "integer"]
        case .number: return ["format": "double", "type": "number"]
        case .quantity: return ["oneOf": [["type": "string"], ["type": "number"]]]
        case .intOrString: return ["format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]]]
        case .time: return ["format": "date-time", "type": "string"]
        case .bytes: return ["format": "byte", "type": "string"]
        case .untyped: return ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        case .map(let element): return ["additionalProperties": schema(element), "type": "object"]
        case .list(let item, let topology): return list(item, topology)
        case .object(let object): return self.object(object, isAtomic: node.isAtomic, isRoot: isRoot)
        }
    }

    private mutating func list(_ item: SchemaNode, _ topology: SchemaNode.ListTopology) -> Value {
        var value: Value = ["items": schema(item), "type": "array"]
        switch topology {
        case .atomic: value.set("atomic", "x-kubernetes-list-type")
        case .set: value.set("set", "x-kubernetes-list-type")
        case .keyed(let keys):
            value.set("map", "x-kubernetes-list-type")
            value.set(.tuple(keys.map { .string($0.name) }), "x-kubernetes-list-map-keys")
        }
        return value
    }

    private mutating func object(_ object: ObjectSchema, isAtomic: Bool, isRoot: Bool) -> Value {
        guard let name = object.name, !isRoot else { return properties(object, isAtomic: isAtomic) }
        let full = "io.k8s.api.\(name)"
        if known[full] == nil {
            known[full] = .null
            known[full] = properties(object, isAtomic: isAtomic)
        }
        return ["$ref": .string("#/components/schemas/\(full)")]
    }

    private mutating func properties(_ object: ObjectSchema, isAtomic: Bool) -> Value {
        var fields: [Fields.Field] = []
        for (name, node) in object.fields { fields.append(Fields.Field(name, schema(node))) }
        var value: Value = ["type": "object"]
        if !fields.isEmpty { value.set(.object(Fields(fields)), "properties") }
        if !object.required.isEmpty { value.set(.tuple(object.required.map { .string($0) }), "required") }
        if isAtomic { value.set("atomic", "x-kubernetes-map-type") }
        switch object.additional {
        case .refused: break
        case .preserved: value.set(true, "x-kubernetes-preserve-unknown-fields")
        case .typed(let node): value.set(schema(node), "additionalProperties")
        }
        return value
    }
}
