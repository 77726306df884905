import MartletModel

/// A resource as the sandbox keeps it.
struct ArmResource: Sendable, Hashable {
    /// In the casing of its first PUT.
    let id: ArmID
    /// What a GET answers.
    var body: ArmBody
    /// What no GET answers: keys, passwords, times.
    var hidden: ArmBody

    init(id: ArmID, body: ArmBody, hidden: ArmBody = ArmBody()) {
        self.id = id
        self.body = body
        self.hidden = hidden
    }

    init?(_ object: SandboxObject) {
        guard let text = object.body["id"]?.stringValue, let id = ArmID(text), let body = object.body["body"] else {
            return nil
        }
        self.init(id: id, body: ArmBody(body), hidden: ArmBody(object.body["hidden"] ?? .object(Fields())))
    }

    var provisioningState: String? { body["properties.provisioningState"]?.stringValue }

    /// Whether an operation is still under way.
    var isBusy: Bool { provisioningState.map { !["Succeeded", "Failed", "Canceled"].contains($0) } ?? false }
}

extension SandboxTransaction {
    func resource(_ id: ArmID) -> ArmResource? { self[id.key].flatMap(ArmResource.init) }

    /// Resources of a type whose ids begin with `prefix`, which is lower case.
    func resources(ofType type: String, below prefix: String) -> [ArmResource] {
        list(.arm, type.lowercased(), prefix: prefix).compactMap(ArmResource.init)
    }

    /// Every resource whose id begins with `prefix`, which is lower case, in order of type and id.
    func resources(below prefix: String) -> [ArmResource] {
        collections(of: .arm).flatMap { list(.arm, $0, prefix: prefix).compactMap(ArmResource.init) }
    }

    /// Stores a resource under a new etag, where its type has one.
    @discardableResult
    mutating func store(_ resource: ArmResource, etag: ArmType.ETag = .none) -> ArmResource {
        var resource = resource
        put(resource.id.key) { revision in
            if let path = etag.path { resource.body[path] = .string(ArmType.ETag.text(revision)) }
            return [
                "id": .string(resource.id.text), "body": resource.body.value, "hidden": resource.hidden.value,
            ]
        }
        return resource
    }
}
