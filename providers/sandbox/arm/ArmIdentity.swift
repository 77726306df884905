import MartletModel

/// Completes the `identity` of a resource: allocates the system's own, looks up the user's.
struct ArmIdentity: Sendable {
    let type: ArmType
    let old: ArmResource?
    let settings: ArmSettings

    func complete(_ body: inout ArmBody, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        guard let kind = body["identity.type"]?.stringValue?.lowercased() else { return }
        body["identity.principalId"] = nil
        body["identity.tenantId"] = nil
        if kind.contains("systemassigned") {
            body["identity.principalId"] = old?.body["identity.principalId"] ?? .string(transaction.newUUID())
            body["identity.tenantId"] = .string(settings.tenant)
        }
        guard let assigned = body["identity.userAssignedIdentities"]?.fields else { return }
        var completed = Fields()
        for entry in assigned {
            guard let id = ArmID(entry.key), let identity = transaction.resource(id) else {
                throw type.error(
                    400, "FailedIdentityOperation",
                    "Identity operation for resource failed with error 'The resource \(entry.key) was not found'."
                ).refusal
            }
            var fields = Fields()
            for key in ["principalId", "clientId"] { fields[key] = identity.body["properties.\(key)"] }
            completed[entry.key] = .object(fields)
        }
        body["identity.userAssignedIdentities"] = .object(completed)
    }

    /// Makes the directory know the identity of a resource that was just stored.
    static func announce(_ resource: ArmResource, _ settings: ArmSettings, in transaction: inout SandboxTransaction) {
        guard let id = resource.body["identity.principalId"]?.stringValue,
            !ArmPrincipal.exists(id, in: transaction)
        else { return }
        ArmPrincipal.add(id, of: resource.id, after: settings.propagation, in: &transaction)
    }
}
