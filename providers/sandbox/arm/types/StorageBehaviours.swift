private import FoundationEssentials
import MartletModel

/// Storage accounts: names shared by all of Azure, keys, endpoints, services inside.
struct StorageAccountBehaviour: ArmBehaviour {
    let settings: ArmSettings

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        if let old = change.old {
            try checkTransitions(change, from: old)
        } else {
            try checkName(change, in: transaction)
            let moment = Value.string(transaction.now.ticks)
            change.new.body["properties.creationTime"] = moment
            change.new.body["properties.keyCreationTime"] = ["key1": moment, "key2": moment]
            for name in ["key1", "key2"] {
                change.new.hidden[name] = .string(Data(transaction.newBytes(64)).base64EncodedString())
            }
        }
        let name = change.new.body["sku.name"]?.stringValue ?? ""
        change.new.body["sku.tier"] = .string(name.hasPrefix("Premium") ? "Premium" : "Standard")
        change.new.body["properties.primaryLocation"] = change.new.body["location"]
        change.new.body["properties.primaryEndpoints"] = endpoints(of: change.new.id.name)
    }

    private func checkName(_ change: ArmChange, in transaction: SandboxTransaction) throws(SandboxRefusal) {
        let isTaken = transaction.resources(ofType: change.type.name, below: "")
            .contains { $0.id.name.lowercased() == change.new.id.name.lowercased() }
        guard !isTaken else {
            throw change.type.error(
                409, "StorageAccountAlreadyTaken", "The storage account named \(change.new.id.name) is already taken."
            ).refusal
        }
    }

    /// Kind and redundancy change only in some directions.
    private func checkTransitions(_ change: ArmChange, from old: ArmResource) throws(SandboxRefusal) {
        let kinds = (old.body["kind"]?.stringValue, change.new.body["kind"]?.stringValue)
        guard kinds.0 == kinds.1 || (kinds.0 == "Storage" && kinds.1 == "StorageV2") else {
            throw change.type.error(
                400, "AccountPropertyCannotBeUpdated",
                "The property 'kind' was specified in the input, but it cannot be updated.", target: "kind"
            ).refusal
        }
        let skus = (old.body["sku.name"]?.stringValue ?? "", change.new.body["sku.name"]?.stringValue ?? "")
        let zonal: Set = ["Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS", "Premium_ZRS"]
        let isPremium = (skus.0.hasPrefix("Premium"), skus.1.hasPrefix("Premium"))
        guard zonal.contains(skus.0) == zonal.contains(skus.1), isPremium.0 == isPremium.1 else {
            throw change.type.error(
                400, "AccountPropertyCannotBeUpdated",
                "The storage account SKU cannot be updated from \(skus.0) to \(skus.1).", target: "sku.name"
            ).refusal
        }
    }

    private func endpoints(of name: String) -> Value {
        .object(
            Fields(
                ["blob", "dfs", "file", "queue", "table", "web"].map { service in
                    Fields.Field(service, .string("https://\(name).\(service).core.windows.net/"))
                }))
    }

    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        ArmIdentity.announce(resource, settings, in: &transaction)
        for (service, defaults) in ArmCatalog.storageServices(settings) {
            let id = resource.id.child(service, "default")
            guard transaction.resource(id) == nil else { continue }
            var body = ArmBody(defaults)
            body["sku"] = resource.body["sku"]
            body["id"] = .string(id.text)
            body["name"] = "default"
            body["type"] = .string(id.type)
            transaction.store(ArmResource(id: id, body: body))
        }
    }

    func act(
        _ action: String, on resource: ArmResource, _ request: SandboxRequest,
        in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> Value? {
        switch action {
        case "listkeys": return keys(of: resource)
        case "regeneratekey":
            let name = (try? Value(json: request.body))?["keyName"]?.stringValue ?? ""
            guard resource.hidden[name] != nil else {
                throw ArmError(400, "InvalidValuesForRequestParameters", "There is no key '\(name)'.").refusal
            }
            var changed = resource
            changed.hidden[name] = .string(Data(transaction.newBytes(64)).base64EncodedString())
            changed.body["properties.keyCreationTime.\(name)"] = .string(transaction.now.ticks)
            transaction.store(changed)
            return keys(of: changed)
        default: return nil
        }
    }

    private func keys(of resource: ArmResource) -> Value {
        let keys = ["key1", "key2"].map { name -> Value in
            [
                "creationTime": resource.body["properties.keyCreationTime.\(name)"] ?? .null, "keyName": .string(name),
                "permissions": "FULL", "value": resource.hidden[name] ?? .null,
            ]
        }
        return ["keys": .tuple(keys)]
    }
}

/// Blob containers: a name is not free again at once.
struct ContainerBehaviour: ArmBehaviour {
    /// How long a container takes to be gone after its delete was answered.
    static let deletion = Duration.seconds(30)

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        change.new.body["properties.lastModifiedTime"] = .string(transaction.now.ticks)
        guard change.old == nil, ArmReservation.isTaken(change.new.id.text.lowercased(), in: transaction) else {
            return
        }
        throw change.type.error(
            409, "ContainerBeingDeleted", "The specified container is being deleted. Try operation later."
        ).refusal
    }

    func deleting(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        ArmReservation.take(resource.id.text.lowercased(), for: Self.deletion, in: &transaction)
    }
}

/// What exists with its parent and cannot be deleted alone.
struct SingletonBehaviour: ArmBehaviour {
    func checkDelete(_ resource: ArmResource, in transaction: SandboxTransaction) throws(SandboxRefusal) {
        throw ArmError(405, "MethodNotAllowed", "'\(resource.id.type)' cannot be deleted.").refusal
    }
}

/// A resource that says when it was last written.
struct StampBehaviour: ArmBehaviour {
    let path: String

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        change.new.body[path] = .string(transaction.now.ticks)
    }
}
