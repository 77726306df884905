import MartletProvider

/// What an error code of Azure means for the step: wait and try again, or give up and say how to go on.
///
/// The table of `reference/azure.md` A4: retry codes hold at any status, since services use 400, 404, 409, 412 and 429 for
/// the same things.
enum FaultTable {
    /// Codes that mean "later", and for how long it is worth waiting.
    static let later: [String: Duration] = [
        "anotheroperationinprogress": .seconds(1800),
        "retryableerror": .seconds(1800),
        "retryableerrorduetoanotheroperation": .seconds(1800),
        "referencedresourcenotprovisioned": .seconds(1800),
        "canceledandsupersededduetoanotheroperation": .seconds(1800),
        "storageaccountoperationinprogress": .seconds(600),
        "containerbeingdeleted": .seconds(600),
        "resourcegroupbeingdeleted": .seconds(1800),
        "concurrentfederatedidentitycredentialswritesforsinglemanagedidentity": .seconds(600),
        "principalnotfound": .seconds(600),
        "failedidentityoperation": .seconds(300),
        "inusesubnetcannotbedeleted": .seconds(600),
        "allocationfailed": .seconds(120),
        "overconstrainedallocationrequest": .seconds(120),
        "serverbusy": .seconds(300),
        "toomanyrequests": .seconds(600),
    ]

    /// Codes that mean "later" only in the first minutes after something that the request refers to was made.
    static let soonAfterCreation: [String: Duration] = [
        "linkedauthorizationfailed": .seconds(300),
        "parentresourcenotfound": .seconds(120),
        "invalidresourcereference": .seconds(120),
        "referencedresourcenotfound": .seconds(120),
    ]

    /// How long to keep trying after `fault`; nil when it will not help.
    static func budget(for fault: ArmFault, entry: [String: Duration], isWrite: Bool) -> Duration? {
        for code in fault.codes {
            if let own = entry.first(where: { $0.key.lowercased() == code.lowercased() }) {
                guard code.lowercased() != "operationnotallowed" || fault.saysInProgress else { continue }
                return own.value
            }
            if let general = later[code.lowercased()] { return general }
            if isWrite, let short = soonAfterCreation[code.lowercased()] { return short }
        }
        if fault.has("OperationNotAllowed"), fault.saysInProgress { return .seconds(1800) }
        return nil
    }

    /// What kind of failure a final answer is.
    static func kind(of fault: ArmFault, status: Int) -> ProviderError.Kind {
        if let known = kinds[fault.code.lowercased()] { return known }
        return switch status {
        case 400, 405, 406, 411, 413, 414, 415, 422: .invalid
        case 401: .authentication
        case 403: .forbidden
        case 404: .notFound
        case 408, 504: .timeout
        case 409, 412, 423: .conflict
        case 429: .throttled
        case 500...599: .transient
        default: .unsupported
        }
    }

    private static let kinds: [String: ProviderError.Kind] = [
        "quotaexceeded": .invalid, "skunotavailable": .invalid, "roleassignmentexists": .conflict,
        "storageaccountalreadytaken": .conflict, "vaultalreadyexists": .conflict, "scopelocked": .conflict,
        "subscriptionnotfound": .forbidden, "invalidauthenticationtokentenant": .authentication,
        "expiredauthenticationtoken": .authentication, "requestdisallowedbypolicy": .forbidden,
    ]

    /// How to go on after a code that waiting does not cure.
    static func hint(for fault: ArmFault) -> String? {
        for code in fault.codes {
            if let hint = hints[code.lowercased()] { return hint }
        }
        if fault.message.lowercased().contains("quota") { return quota }
        return nil
    }

    private static let quota =
        "Ask for more quota in the portal (Quotas), or choose another size or region. `az vm list-usage -l REGION` shows it."

    private static let hints: [String: String] = [
        "quotaexceeded": quota,
        "errcode_insufficientvcpuquota": quota,
        "skunotavailable": "This size is not offered in this region or zone to your subscription: choose another.",
        "requestdisallowedbypolicy":
            "A policy of the subscription forbids this. Change the body, or ask for an exemption.",
        "authorizationfailed": "The identity that Martlet signs in with needs a role that allows this at this scope.",
        "linkedauthorizationfailed": "The identity needs rights on the objects that the body names, too.",
        "roleassignmentexists":
            "The same principal already has the role under another name: take it with an entry under `imports:`, or remove it.",
        "roleassignmentlimitexceeded": "A subscription holds 4000 role assignments: remove unused ones.",
        "roleassignmentupdatenotpermitted": "A role assignment cannot be changed, only replaced.",
        "scopelocked": "A lock protects this scope: `az lock list`. Remove it, or leave the object to its owner.",
        "storageaccountalreadytaken": "Names of storage accounts are unique in the world: choose another.",
        "vaultalreadyexists":
            "Names of vaults are unique in the world, deleted ones included: choose another, or purge.",
        "conflicterror": "A deleted vault still holds the name: recover or purge it.",
        "missingsubscriptionregistration":
            "Register the resource provider: `az provider register --namespace NAMESPACE`.",
        "subscriptionnotregistered": "Register the resource provider: `az provider register --namespace NAMESPACE`.",
        "subscriptionnotfound": "Check `subscription_id`, and that the identity may read the subscription.",
        "invalidauthenticationtokentenant": "The token is of another tenant: check `tenant_id`.",
        "expiredauthenticationtoken": "The clock of this machine may be wrong.",
        "resourcegroupnotfound": "The resource group is gone: take it into the stack, or create it.",
        "inusesubnetcannotbedeleted": "Something still uses the subnet: `az network vnet subnet show` lists it.",
        "readonlydisabledsubscription": "The subscription is disabled.",
        "reservedresourcename": "The name is, or contains, a reserved word: choose another.",
        "invalidresourcelocation": "An object of this name exists in another region: choose another name.",
        "invalidresourcegrouplocation": "The group exists in another region: choose another name.",
        "noregisteredproviderfound": "The type does not exist in this api-version or region.",
        "invalidapiversionparameter": "The service does not know this api-version.",
        "invalidresourcetype": "The service does not know this resource type.",
    ]
}

extension ArmFault {
    /// `OperationNotAllowed` stands for "busy" and for "never": only the text tells them apart.
    var saysInProgress: Bool {
        let text = message.lowercased()
        return ["in progress", "another operation", "is not allowed since there is an in-progress"].contains {
            text.contains($0)
        }
    }
}
