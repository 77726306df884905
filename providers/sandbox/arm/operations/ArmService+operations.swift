import HTTPTypes
import MartletHTTP
import MartletModel

extension ArmService {
    /// GET of an operation, in either of the two views.
    func poll(
        _ name: String, _ view: ArmOperation.View, _ request: SandboxRequest, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        guard let operation = transaction.operation(name) else {
            throw ArmError(404, "NotFound", "The operation '\(name)' could not be found.").refusal
        }
        let links = ArmLinks(request: request, region: nil, flow: transaction.cloud.clock.flow)
        var headers = HTTPFields()
        if operation.status == .running { headers[.retryAfter] = links.retryAfter }
        switch (view, operation.status) {
        case (.status, _): return .json(.ok, operation.statusBody(id: request.path), headers: headers)
        case (.location, .running):
            headers[.location] = "\(request.base)\(request.path)?" + Self.query(request)
            return .empty(.accepted, headers: headers)
        case (.location, .failed):
            let failure = operation.failure
            throw ArmError(409, failure?.code ?? "Failed", failure?.message ?? "The operation failed.").refusal
        case (.location, .succeeded):
            guard operation.kind != .delete else {
                return .empty(operation.target.namespace == ArmID.groupNamespace ? .ok : .noContent)
            }
            guard let resource = transaction.resource(operation.target) else { return .empty(.noContent) }
            return .json(.ok, resource.body.value)
        }
    }

    private static func query(_ request: SandboxRequest) -> String {
        request.query.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    }

    package func fire(_ timer: SandboxTimer, in transaction: inout SandboxTransaction) {
        if let name = timer.payload["forget"]?.stringValue {
            transaction.delete(ArmOperation.key(name))
        } else if let name = timer.payload["operation"]?.stringValue, let operation = transaction.operation(name) {
            finish(transaction.end(operation), in: &transaction)
        } else if let name = timer.payload["release"]?.stringValue {
            transaction.delete(SandboxKey(.own, ArmReservation.collection, name))
        }
    }

    private func finish(_ operation: ArmOperation, in transaction: inout SandboxTransaction) {
        guard var resource = transaction.resource(operation.target) else { return }
        let type = catalog.type(of: resource.id)
        resource.hidden["operation"] = nil
        switch (operation.kind, operation.status) {
        case (.delete, .succeeded): remove(resource, in: &transaction)
        case (.create, .failed) where type.vanishesOnFailure: remove(resource, in: &transaction)
        case (_, .succeeded):
            resource.body["properties.provisioningState"] = "Succeeded"
            type.behaviour.settled(transaction.store(resource, etag: type.etag), in: &transaction)
        default:
            // A group whose deletion failed is as it was; anything else shows that it failed.
            let isGroup = resource.id.namespace == ArmID.groupNamespace
            resource.body["properties.provisioningState"] = isGroup ? "Succeeded" : "Failed"
            type.behaviour.failed(transaction.store(resource, etag: type.etag), in: &transaction)
        }
    }
}
