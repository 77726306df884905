import HTTPTypes
import MartletHTTP
import MartletModel

/// Subscriptions and the resource providers that are registered with them: every subscription exists, and knows every
/// namespace until it is told otherwise.
extension ArmService {
    private static let collection = "registrations"

    func subscription(_ id: String) -> Value {
        [
            "id": .string("/subscriptions/\(id)"), "subscriptionId": .string(id), "displayName": "Sandbox",
            "state": "Enabled", "tenantId": .string(settings.tenant), "authorizationSource": "RoleBased",
            "subscriptionPolicies": [
                "locationPlacementId": "Public_2014-09-01", "quotaId": "PayAsYouGo_2014-09-01", "spendingLimit": "Off",
            ],
        ]
    }

    func namespaces(of subscription: String, in transaction: SandboxTransaction) -> Value {
        ["value": .tuple(catalog.namespaces.map { value(of: $0, subscription, in: transaction) })]
    }

    func namespace(
        _ name: String, of subscription: String, _ request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        guard let known = catalog.namespaces.first(where: { $0.lowercased() == name.lowercased() }) else {
            throw ArmError(
                404, "InvalidResourceNamespace", "The resource namespace '\(name)' is invalid."
            ).refusal
        }
        return .json(.ok, value(of: known, subscription, in: transaction))
    }

    func isRegistered(_ namespace: String, subscription: String, in transaction: SandboxTransaction) -> Bool {
        transaction[key(namespace, subscription)]?.body["registered"]?.boolValue ?? true
    }

    func register(
        _ namespace: String, _ subscription: String, _ isOn: Bool, in transaction: inout SandboxTransaction
    ) -> Value {
        transaction.put(key(namespace, subscription), ["registered": .bool(isOn)])
        return value(of: namespace, subscription, in: transaction)
    }

    private func key(_ namespace: String, _ subscription: String) -> SandboxKey {
        SandboxKey(.own, Self.collection, "\(subscription)/\(namespace)".lowercased())
    }

    private func value(of namespace: String, _ subscription: String, in transaction: SandboxTransaction) -> Value {
        let isRegistered = isRegistered(namespace, subscription: subscription, in: transaction)
        let types = catalog.types.filter { $0.name.hasPrefix(namespace + "/") }.map { type in
            Value.object([
                "resourceType": .string(String(type.name.dropFirst(namespace.count + 1))),
                "locations": .tuple(ArmRegion.all.map { .string($0.displayName) }),
                "apiVersions": .tuple(ArmCatalog.apiVersions.map { .string($0) }),
                "capabilities": .string(type.needsLocation ? "SupportsTags, SupportsLocation" : "None"),
            ])
        }
        return [
            "id": .string("/subscriptions/\(subscription)/providers/\(namespace)"), "namespace": .string(namespace),
            "registrationPolicy": "RegistrationRequired",
            "registrationState": .string(isRegistered ? "Registered" : "NotRegistered"), "resourceTypes": .tuple(types),
        ]
    }
}
