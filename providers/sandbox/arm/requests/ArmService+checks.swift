import HTTPTypes
import MartletModel

extension ArmService {
    /// Whether a resource may be put where its id says.
    func checkPlace(
        of id: ArmID, _ type: ArmType, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) {
        if let group = id.group {
            guard let found = transaction.resource(group) else { throw ArmError.groupNotFound(group.name).refusal }
            guard found.provisioningState != "Deleting" else {
                throw ArmError(
                    409, "ResourceGroupBeingDeleted",
                    "The resource group '\(group.name)' is in deprovisioning state and cannot perform this operation."
                ).refusal
            }
        }
        if let scope = ArmID(id.scope), scope.namespace != ArmID.groupNamespace, transaction.resource(scope) == nil {
            throw ArmError.notFound(scope).refusal
        }
        if let parent = id.parent, transaction.resource(parent) == nil {
            throw ArmError.parentNotFound(id, parent: parent).refusal
        }
        try checkRegistration(of: id, in: transaction)
        try checkLocks(id, verb: "write", levels: ["ReadOnly"], in: transaction)
        guard let pattern = type.namePattern, let regex = try? Regex(pattern) else { return }
        guard id.name.wholeMatch(of: regex) != nil else {
            throw type.error(
                400, type.namePatternCode,
                "The name '\(id.name)' of a \(type.name) is invalid: it must match \(pattern)."
            ).refusal
        }
    }

    private func checkRegistration(of id: ArmID, in transaction: SandboxTransaction) throws(SandboxRefusal) {
        guard catalog.namespaces.contains(where: { $0.lowercased() == id.namespace.lowercased() }) else {
            throw ArmError(
                404, "InvalidResourceNamespace", "The resource namespace '\(id.namespace)' is invalid."
            ).refusal
        }
        guard isRegistered(id.namespace, subscription: id.subscription, in: transaction) else {
            throw ArmError(
                409, "MissingSubscriptionRegistration",
                "The subscription is not registered to use namespace '\(id.namespace)'. See "
                    + "https://aka.ms/rps-not-found for how to register subscriptions."
            ).refusal
        }
    }

    /// Conditional requests, where the type has etags (RFC 9110 §13.1).
    func checkPreconditions(
        _ request: SandboxRequest, _ old: ArmResource?, _ type: ArmType
    ) throws(SandboxRefusal) {
        guard let path = type.etag.path else { return }
        let current = old?.body[path]?.stringValue
        let failure = type.error(
            412, "PreconditionFailed",
            "The condition of the request is not met: the resource's etag is "
                + (current ?? "absent") + ".")
        if request.headers[.ifNoneMatch] == "*", old != nil { throw failure.refusal }
        guard let wanted = request.headers[.ifMatch] else { return }
        guard let current, wanted == "*" || Self.bare(wanted) == Self.bare(current) else { throw failure.refusal }
    }

    private static func bare(_ etag: String) -> String { etag.filter { $0 != "\"" } }

    /// Whether no other operation is under way on the resource, or on what it shares its turn with.
    func checkIdle(
        _ id: ArmID, _ old: ArmResource?, _ type: ArmType, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) {
        let parent = type.sharesTurnWithParent ? id.parent.flatMap { transaction.resource($0) } : nil
        guard old?.isBusy == true || parent?.isBusy == true else { return }
        throw type.error(type.busy.status, type.busy.code, type.busy.message).refusal
    }

    /// Locks at the resource or above it; for deletes also those below it.
    func checkLocks(
        _ id: ArmID, verb: String, levels: Set<String>, in transaction: SandboxTransaction
    ) throws(SandboxRefusal) {
        guard id.collection != ArmCatalog.locks else { return }
        let own = id.text.lowercased()
        let locks = transaction.resources(ofType: ArmCatalog.locks, below: "").filter { lock in
            let scope = lock.id.scope.lowercased()
            let isAbove = own == scope || own.hasPrefix(scope + "/")
            let isBelow = verb == "delete" && scope.hasPrefix(own + "/")
            return (isAbove || isBelow) && levels.contains(lock.body["properties.level"]?.stringValue ?? "")
        }
        guard locks.isEmpty else { throw ArmError.scopeLocked(id, verb: verb, locks: locks.map(\.id.scope)).refusal }
    }
}
