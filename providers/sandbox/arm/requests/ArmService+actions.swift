import HTTPTypes
import MartletHTTP
import MartletModel

extension ArmService {
    /// POST: an action on a resource, or of a namespace.
    func act(
        _ collection: ArmID.Collection, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        guard let id = collection.parent.map(catalog.canonical) else {
            return .json(.ok, try actOfNamespace(collection, request, in: &transaction))
        }
        guard let resource = transaction.resource(id) else { throw absence(of: id, in: transaction).refusal }
        try checkLocks(id, verb: "write", levels: ["ReadOnly"], in: transaction)
        let type = catalog.type(of: id)
        guard
            let answer = try type.behaviour.act(collection.last.lowercased(), on: resource, request, in: &transaction)
        else {
            throw type.error(404, "NotFound", "The action '\(collection.last)' does not exist on \(type.name).").refusal
        }
        return .json(.ok, answer)
    }

    private func actOfNamespace(
        _ collection: ArmID.Collection, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> Value {
        switch collection.last.lowercased() {
        case "register": return register(collection.namespace, collection.subscription, true, in: &transaction)
        case "unregister": return register(collection.namespace, collection.subscription, false, in: &transaction)
        case "checknameavailability":
            guard let body = try? Value(json: request.body), let name = body["name"]?.stringValue else {
                throw ArmError.invalidContent("a name is required").refusal
            }
            return nameAvailability(of: name, type: body["type"]?.stringValue, collection.namespace, in: transaction)
        default:
            throw ArmError(404, "NotFound", "The action '\(collection.last)' does not exist.").refusal
        }
    }

    /// Names that are shared by all of Azure.
    private func nameAvailability(
        of name: String, type: String?, _ namespace: String, in transaction: SandboxTransaction
    ) -> Value {
        let types = ["microsoft.storage": "storageAccounts", "microsoft.keyvault": "vaults"]
        let collection = type ?? "\(namespace)/\(types[namespace.lowercased()] ?? "registries")"
        let isTaken = transaction.resources(ofType: collection, below: "").contains {
            $0.id.name.lowercased() == name.lowercased()
        }
        guard isTaken else { return ["nameAvailable": true] }
        return [
            "nameAvailable": false, "reason": "AlreadyExists",
            "message": .string("The name '\(name)' is already taken."),
        ]
    }

    /// Lists that belong to no resource; nil when `collection` is an ordinary list.
    func tenantList(_ collection: ArmID.Collection) throws(SandboxRefusal) -> Value? {
        switch collection.collection {
        case "microsoft.containerservice/locations/kubernetesversions": KubernetesRelease.list
        default: nil
        }
    }
}
