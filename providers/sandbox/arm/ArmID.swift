import MartletModel

/// The id of an Azure resource, split; compares without regard to case.
struct ArmID: Sendable {
    /// What it is below: the id of a group, a subscription, or for an extension any resource. Empty for the tenant.
    let scope: String
    /// `Microsoft.Storage`.
    let namespace: String
    /// `storageAccounts`, `blobServices`.
    let types: [String]
    /// As many as ``types``.
    let names: [String]

    /// `Microsoft.Storage/storageAccounts/blobServices`.
    var type: String { ([namespace] + types).joined(separator: "/") }
    var name: String { names.last ?? "" }

    /// The whole id.
    var text: String {
        guard namespace != Self.groupNamespace else { return "\(scope)/resourceGroups/\(name)" }
        return scope + "/providers/" + namespace + zip(types, names).map { "/\($0)/\($1)" }.joined()
    }

    /// The collection that it is kept in.
    var collection: String { type.lowercased() }
    var key: SandboxKey { SandboxKey(.arm, collection, text.lowercased()) }

    /// Groups are written without `/providers/`.
    static let groupNamespace = "Microsoft.Resources"

    /// The resource that a child belongs to.
    var parent: ArmID? {
        guard types.count > 1 else { return nil }
        return ArmID(scope: scope, namespace: namespace, types: types.dropLast(), names: names.dropLast())
    }

    /// The group in whose id it lies; nil at a subscription or the tenant, and for groups themselves.
    var group: ArmID? { namespace == Self.groupNamespace ? nil : Self.group(in: scope) }

    /// The subscription's GUID; empty at the tenant.
    var subscription: String {
        let segments = scope.split(separator: "/")
        return segments.count > 1 ? String(segments[1]) : ""
    }

    func child(_ type: String, _ name: String) -> ArmID {
        ArmID(scope: scope, namespace: namespace, types: types + [type], names: names + [name])
    }

    static func group(_ name: String, subscription: String) -> ArmID {
        ArmID(
            scope: "/subscriptions/\(subscription)", namespace: groupNamespace, types: ["resourceGroups"], names: [name]
        )
    }

    private static func group(in scope: String) -> ArmID? {
        let segments = scope.split(separator: "/")
        guard segments.count > 3, segments[2].lowercased() == "resourcegroups" else { return nil }
        return group(String(segments[3]), subscription: String(segments[1]))
    }
}

extension ArmID {
    /// The id that `text` is; nil when it is none.
    init?(_ text: String) {
        let segments = text.split(separator: "/").map(String.init)
        guard case .resource(let id)? = ArmTarget(segments) else { return nil }
        self = id
    }
}

extension ArmID: Hashable {
    static func == (left: ArmID, right: ArmID) -> Bool { left.text.lowercased() == right.text.lowercased() }
    func hash(into hasher: inout Hasher) { hasher.combine(text.lowercased()) }
}
