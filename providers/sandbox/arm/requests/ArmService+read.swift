import HTTPTypes
import MartletHTTP
import MartletModel

extension ArmService {
    /// GET and HEAD of one resource.
    func read(
        _ id: ArmID, _ request: SandboxRequest, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        guard let resource = transaction.resource(id) else { throw absence(of: id, in: transaction).refusal }
        if request.method == .head { return .empty(.noContent) }
        let type = catalog.type(of: id)
        var headers = HTTPFields()
        if let path = type.etag.path { headers[.eTag] = resource.body[path]?.stringValue }
        return .json(.ok, resource.body.value, headers: headers)
    }

    /// Why a GET finds nothing.
    func absence(of id: ArmID, in transaction: SandboxTransaction) -> ArmError {
        if id.namespace == ArmID.groupNamespace { return .groupNotFound(id.name) }
        if let group = id.group, transaction.resource(group) == nil { return .groupNotFound(group.name) }
        if let parent = id.parent, transaction.resource(parent) == nil {
            return ArmError(
                404, "ParentResourceNotFound",
                "Failed to perform 'read' on resource(s) of type '\(id.types.joined(separator: "/"))', because the "
                    + "parent resource '\(parent.text)' could not be found.")
        }
        return .notFound(id)
    }

    /// GET of all resources of a type: of a subscription, a group, a parent or a scope.
    func list(
        _ collection: ArmID.Collection, _ request: SandboxRequest, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        if let special = try tenantList(collection) { return .json(.ok, special) }
        guard request.method == .get else {
            throw ArmError(405, "MethodNotAllowed", "The method '\(request.method)' is not supported here.").refusal
        }
        if let group = ArmID("\(collection.scope)"), group.namespace == ArmID.groupNamespace,
            transaction.resource(group) == nil
        {
            throw ArmError.groupNotFound(group.name).refusal
        }
        if let parent = collection.parent, transaction.resource(parent) == nil {
            throw absence(of: parent, in: transaction).refusal
        }
        let found = transaction.resources(ofType: collection.type, below: collection.prefix)
            .filter { ArmFilter(request.parameter("$filter")).admits($0.body) }
        return .json(.ok, try page(found.map(\.body.value), request))
    }

    /// `GET /subscriptions/S/resourcegroups`.
    func groups(
        of subscription: String, _ request: SandboxRequest, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        let filter = ArmFilter(request.parameter("$filter"))
        let found = transaction.resources(
            ofType: "Microsoft.Resources/resourceGroups", below: "/subscriptions/\(subscription)/".lowercased()
        ).filter { filter.admits($0.body) }
        return .json(.ok, try page(found.map(\.body.value), request))
    }

    /// `GET …/resources`: the top-level resources of a subscription or a group, in short form.
    func inventory(
        of scope: String, _ request: SandboxRequest, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        if let group = ArmID(scope), transaction.resource(group) == nil {
            throw ArmError.groupNotFound(group.name).refusal
        }
        let filter = ArmFilter(request.parameter("$filter"))
        let found = transaction.resources(below: scope.lowercased() + "/").filter { resource in
            let type = catalog.type(of: resource.id)
            return type.isTopLevel && resource.id.group != nil && resource.body["location"] != nil
                && filter.admits(resource.body)
        }
        let short = ["id", "name", "type", "location", "tags", "kind", "sku", "identity", "managedBy", "zones"]
        let values = found.map { resource in
            Value.object(Fields((resource.body.value.fields ?? Fields()).filter { short.contains($0.key) }))
        }
        return .json(.ok, try page(values, request))
    }

    /// One page of a list, and where the next one is.
    private func page(_ values: [Value], _ request: SandboxRequest) throws(SandboxRefusal) -> Value {
        let start = try whole(request, "$skiptoken") ?? 0
        let size = min(try whole(request, "$top") ?? settings.pageSize, settings.pageSize)
        let end = min(values.count, start + size)
        var fields: Fields = ["value": .tuple(Array(values[min(start, end)..<end]))]
        if end < values.count {
            let kept = request.query.filter { $0.name.lowercased() != "$skiptoken" }
            let query = kept.map { "\($0.name)=\(Self.encoded($0.value))" } + ["$skiptoken=\(end)"]
            fields["nextLink"] = .string("\(request.base)\(request.path)?\(query.joined(separator: "&"))")
        }
        return .object(fields)
    }

    private func whole(_ request: SandboxRequest, _ name: String) throws(SandboxRefusal) -> Int? {
        guard let text = request.parameter(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw ArmError(400, "InvalidParameter", "The value '\(text)' of '\(name)' is invalid.").refusal
        }
        return number
    }

    /// Text as a query may hold it (RFC 3986 §3.4), strictly.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
