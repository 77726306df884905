import HTTPTypes
import MartletHTTP
import MartletModel

extension ArmService {
    /// DELETE: 204 where there is nothing.
    func delete(
        _ id: ArmID, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        let type = catalog.type(of: id)
        guard var resource = transaction.resource(id) else {
            if id.namespace == ArmID.groupNamespace { throw ArmError.groupNotFound(id.name).refusal }
            if let group = id.group, transaction.resource(group) == nil {
                throw ArmError.groupNotFound(group.name).refusal
            }
            return .empty(.noContent)
        }
        try checkLocks(id, verb: "delete", levels: ["ReadOnly", "CanNotDelete"], in: transaction)
        try checkPreconditions(request, resource, type)
        let links = ArmLinks(
            request: request, region: resource.body["location"]?.stringValue, flow: transaction.cloud.clock.flow)
        if resource.provisioningState == "Deleting", let running = runningOperation(of: resource, in: transaction) {
            return accepted(running, type.delete, links)
        }
        try checkIdle(id, resource, type, in: transaction)
        try type.behaviour.checkDelete(resource, in: transaction)
        type.behaviour.deleting(resource, in: &transaction)
        if case .sync = type.delete {
            remove(resource, in: &transaction)
            return type.deleteAnswersBody ? .json(.ok, resource.body.value) : .empty(.ok)
        }
        let operation = transaction.begin(.delete, of: resource.id, lasting: type.delete.duration)
        resource.body["properties.provisioningState"] = "Deleting"
        resource.hidden["operation"] = .string(operation.name)
        transaction.store(resource, etag: type.etag)
        return accepted(operation, type.delete, links)
    }

    private func runningOperation(
        of resource: ArmResource, in transaction: SandboxTransaction
    ) -> ArmOperation? {
        resource.hidden["operation"]?.stringValue.flatMap { transaction.operation($0) }
    }

    private func accepted(_ operation: ArmOperation, _ style: ArmStyle, _ links: ArmLinks) -> HTTPReply {
        var headers = HTTPFields()
        if case .asyncOperation = style { headers[.azureAsyncOperation] = links.status(of: operation) }
        if case .provisioningState = style { return .empty(.accepted) }
        headers[.location] = links.location(of: operation)
        headers[.retryAfter] = links.retryAfter
        return .empty(.accepted, headers: headers)
    }

    /// Removes a resource and everything in it, the innermost first.
    func remove(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        let inside = transaction.resources(below: resource.id.text.lowercased() + "/")
            .sorted { $0.id.text.utf8.count > $1.id.text.utf8.count }
        for member in inside + [resource] where transaction.delete(member.id.key) {
            ArmPrincipal.removeAll(of: member, in: &transaction)
            catalog.type(of: member.id).behaviour.deleted(member, in: &transaction)
        }
    }
}
