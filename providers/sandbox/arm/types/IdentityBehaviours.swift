import MartletModel

/// User-assigned identities: ids are allocated once and die with the identity.
struct UserAssignedIdentityBehaviour: ArmBehaviour {
    let settings: ArmSettings

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        for name in ["principalId", "clientId"] {
            let path = "properties.\(name)"
            change.new.body[path] = change.old?.body[path] ?? .string(transaction.newUUID())
        }
        change.new.body["properties.tenantId"] = .string(settings.tenant)
    }

    func settled(_ resource: ArmResource, in transaction: inout SandboxTransaction) {
        guard let id = resource.body["properties.principalId"]?.stringValue,
            !ArmPrincipal.exists(id, in: transaction)
        else { return }
        ArmPrincipal.add(id, of: resource.id, after: settings.propagation, in: &transaction)
    }
}

/// Federated credentials: at most twenty an identity, unlike each other, written one at a time.
struct FederatedCredentialBehaviour: ArmBehaviour {
    private static let limit = 20
    /// How long a write keeps its identity, and its client waiting.
    private static let writing = Duration.seconds(1)

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        guard let identity = change.new.id.parent else { return }
        let others = transaction.resources(ofType: change.type.name, below: identity.text.lowercased() + "/")
            .filter { $0.id != change.new.id }
        let isTwin = others.contains { other in
            ["properties.issuer", "properties.subject"].allSatisfy { other.body[$0] == change.new.body[$0] }
        }
        guard !isTwin else {
            throw change.type.error(
                409, "Conflict", "Issuer and subject combination already exists for this Managed Identity."
            ).refusal
        }
        guard others.count < Self.limit else {
            throw change.type.error(
                400, "FederatedIdentityCredentialLimitReached",
                "Too many Federated Identity Credentials found on Managed Identity."
            ).refusal
        }
        guard change.new.body["properties.audiences"]?.elements?.count == 1 else {
            throw change.type.error(
                400, "BadRequest", "Exactly one audience is required.", target: "properties.audiences"
            ).refusal
        }
        try reserve(identity, change.type, in: &transaction)
    }

    /// Two writes at once are refused, as Azure does.
    private func reserve(
        _ identity: ArmID, _ type: ArmType, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) {
        let name = "federated credentials of \(identity.text.lowercased())"
        guard !ArmReservation.isTaken(name, in: transaction) else {
            throw type.error(
                409, "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
                "Too many concurrent federated identity credential writes for one managed identity. Write one at a time."
            ).refusal
        }
        ArmReservation.take(name, for: Self.writing, in: &transaction)
        transaction.latency = Self.writing
    }
}

/// Role assignments: the principal must be known, and no two may say the same.
struct RoleAssignmentBehaviour: ArmBehaviour {
    let settings: ArmSettings

    private static let identifying = [
        "properties.roleDefinitionId", "properties.principalId", "properties.principalType",
    ]

    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        let principal = change.new.body["properties.principalId"]?.stringValue ?? ""
        let kind = change.sent["properties.principalType"]?.stringValue
        let role = change.new.body["properties.roleDefinitionId"]?.stringValue ?? ""
        guard role.lowercased().contains("/roledefinitions/"), Self.isUUID(Self.lastWord(role)) else {
            throw ArmError(
                400, "RoleDefinitionDoesNotExist", "The specified role definition with ID '\(role)' does not exist."
            ).refusal
        }
        guard kind == "User" || kind == "Group" || ArmPrincipal.isKnown(principal, in: transaction) else {
            throw ArmError(
                400, "PrincipalNotFound",
                "Principal \(principal) does not exist in the directory \(settings.tenant). Check that you have the correct "
                    + "principal ID. If you are creating this principal and then immediately assigning a role, this error "
                    + "might be related to a replication delay."
            ).refusal
        }
        if let old = change.old { try checkSame(change, old) }
        try checkUnique(change, principal, role, in: transaction)
        change.new.body.fill("properties.principalType", "ServicePrincipal")
        change.new.body["properties.scope"] = .string(change.new.id.scope)
        let now = Value.string(transaction.now.ticks)
        change.new.body["properties.createdOn"] = change.old?.body["properties.createdOn"] ?? now
        change.new.body["properties.updatedOn"] = now
    }

    private func checkSame(_ change: ArmChange, _ old: ArmResource) throws(SandboxRefusal) {
        for path in Self.identifying {
            guard let wanted = change.sent[path]?.stringValue, let before = old.body[path]?.stringValue else {
                continue
            }
            guard Self.lastWord(wanted).lowercased() == Self.lastWord(before).lowercased() else {
                throw ArmError(
                    400, "RoleAssignmentUpdateNotPermitted",
                    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated."
                ).refusal
            }
        }
    }

    private func checkUnique(
        _ change: ArmChange, _ principal: String, _ role: String, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) {
        let scope = change.new.id.scope.lowercased()
        let twin = transaction.resources(ofType: change.type.name, below: scope + "/").first { other in
            other.id != change.new.id && other.id.scope.lowercased() == scope
                && other.body["properties.principalId"]?.stringValue?.lowercased() == principal.lowercased()
                && Self.lastWord(other.body["properties.roleDefinitionId"]?.stringValue ?? "").lowercased()
                    == Self.lastWord(role).lowercased()
        }
        guard let twin else { return }
        throw ArmError(
            409, "RoleAssignmentExists",
            "The role assignment already exists. The ID of the conflicting role assignment is "
                + "\(twin.id.name.filter { $0 != "-" })."
        ).refusal
    }

    private static func lastWord(_ id: String) -> String { id.split(separator: "/").last.map(String.init) ?? "" }

    private static func isUUID(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/) != nil
    }
}
