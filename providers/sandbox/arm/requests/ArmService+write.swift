import HTTPTypes
import MartletHTTP
import MartletModel

extension ArmService {
    /// PUT: create or replace.
    func put(
        _ id: ArmID, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        let type = catalog.type(of: id)
        let sent = try content(of: request)
        let old = transaction.resource(id)
        try checkPlace(of: id, type, in: transaction)
        try checkPreconditions(request, old, type)
        try checkIdle(id, old, type, in: transaction)
        return try write(sent, onto: old, at: id, type, request, in: &transaction)
    }

    /// PATCH: a merge patch, or tags alone.
    func patch(
        _ id: ArmID, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        let type = catalog.type(of: id)
        guard let old = transaction.resource(id) else { throw absence(of: id, in: transaction).refusal }
        try checkLocks(id, verb: "write", levels: ["ReadOnly"], in: transaction)
        try checkPreconditions(request, old, type)
        try checkIdle(id, old, type, in: transaction)
        guard let patch = try? Value(json: request.body), patch.fields != nil else {
            throw ArmError.invalidContent("the body is not a JSON object").refusal
        }
        var sent = old.body
        for path in type.createOnly where old.hidden[path] != nil { sent[path] = old.hidden[path] }
        switch type.patch {
        case .none:
            throw type.error(405, "MethodNotAllowed", "The resource type '\(type.name)' does not support PATCH.")
                .refusal
        case .tags: sent["tags"] = patch["tags"] ?? sent["tags"]
        case .merge:
            // Tags are replaced as a whole, unlike everything else.
            if patch["tags"] != nil { sent["tags"] = nil }
            sent.merge(patch)
        }
        return try write(sent, onto: old, at: id, type, request, in: &transaction)
    }

    private func write(
        _ sent: ArmBody, onto old: ArmResource?, at id: ArmID, _ type: ArmType, _ request: SandboxRequest,
        in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        let keepsAbsent = type.putKeepsAbsent && request.method == .put
        let draft = ArmDraft(type: type, id: old?.id ?? id, old: old, settings: settings, keepsAbsent: keepsAbsent)
        var change = try draft.change(from: sent, base: request.base, in: &transaction)
        try type.behaviour.prepare(&change, in: &transaction)
        let style = old == nil ? type.put : type.update ?? type.put
        return settle(change.new, wasThere: old != nil, type, style, request, in: &transaction)
    }

    /// Stores a resource and answers in the style of its type.
    private func settle(
        _ resource: ArmResource, wasThere: Bool, _ type: ArmType, _ style: ArmStyle, _ request: SandboxRequest,
        in transaction: inout SandboxTransaction
    ) -> HTTPReply {
        var resource = resource
        if case .sync = style {
            if type.hasProvisioningState { resource.body["properties.provisioningState"] = "Succeeded" }
            resource = transaction.store(resource, etag: type.etag)
            type.behaviour.settled(resource, in: &transaction)
            let stored = transaction.resource(resource.id) ?? resource
            return .json(
                wasThere || type.createsWithOK ? .ok : .created, stored.body.value,
                headers: headers(etagOf: stored, type))
        }
        let kind: ArmOperation.Kind = wasThere ? .update : .create
        let operation = transaction.begin(kind, of: resource.id, lasting: style.duration)
        resource.body["properties.provisioningState"] = wasThere ? "Updating" : "Creating"
        resource.hidden["operation"] = .string(operation.name)
        resource = transaction.store(resource, etag: type.etag)
        var headers = headers(etagOf: resource, type)
        let links = ArmLinks(
            request: request, region: resource.body["location"]?.stringValue, flow: transaction.cloud.clock.flow)
        switch style {
        case .sync, .provisioningState: break
        case .asyncOperation:
            headers[.azureAsyncOperation] = links.status(of: operation)
            headers[.retryAfter] = links.retryAfter
        case .location:
            headers[.location] = links.location(of: operation)
            headers[.retryAfter] = links.retryAfter
            return .empty(.accepted, headers: headers)
        }
        return .json(wasThere || type.createsWithOK ? .ok : .created, resource.body.value, headers: headers)
    }

    private func headers(etagOf resource: ArmResource, _ type: ArmType) -> HTTPFields {
        var headers = HTTPFields()
        if let path = type.etag.path { headers[.eTag] = resource.body[path]?.stringValue }
        return headers
    }

    private func content(of request: SandboxRequest) throws(SandboxRefusal) -> ArmBody {
        do {
            let value = try Value(json: request.body, duplicateKeys: .lastWins)
            guard value.fields != nil else { throw ArmError.invalidContent("the body is not a JSON object").refusal }
            return ArmBody(value)
        } catch let error as JSONError {
            throw ArmError.invalidContent(error.description).refusal
        } catch {
            throw ArmError.invalidContent("the body is not a JSON object").refusal
        }
    }
}
