package import MartletModel
import MartletProvider

/// What references will see of an object that is still to be written.
package enum PlannedAttributes {
    /// Of a new object: its body, unknown where the server decides.
    package static func creating(_ body: Value) -> Value {
        var attributes = AppliedBody.normalized(body)
        let kind = Manifest.kind(of: attributes)?.groupKind
        for key in ["creationTimestamp", "generation", "resourceVersion", "uid"] {
            attributes = attributes.setting(unknown, at: ["metadata", key])
        }
        for path in serverFields(of: kind) where attributes.value(at: ValuePath(path.map { .key($0) })) == nil {
            attributes = attributes.setting(unknown, at: path)
        }
        if kind.map({ !hasNoStatus.contains($0) }) ?? true { attributes = attributes.setting(unknown, at: ["status"]) }
        return attributes
    }

    /// Of an object that is there: what it is, overlaid with what changes.
    ///
    /// - Parameter changesSpecification: Whether its controller will act, so that its status is not certain.
    package static func updating(_ live: Value, with desired: Value, kind: GroupKind, changesSpecification: Bool)
        -> Value
    {
        var attributes = overlay(live, desired, kind: kind, at: [])
        for key in ["generation", "resourceVersion"] where attributes.at("metadata", key) != nil {
            attributes = attributes.setting(unknown, at: ["metadata", key])
        }
        if changesSpecification, attributes["status"] != nil {
            attributes = attributes.setting(unknown, at: ["status"])
        }
        return attributes
    }

    private static let unknown = Value.unknown(Unknown())

    private static let hasNoStatus: Set<GroupKind> = [
        .configMap, .secret, .serviceAccount, .role, .clusterRole, .roleBinding, .clusterRoleBinding, .storageClass,
        .priorityClass, .runtimeClass, .ingressClass, .mutatingWebhook, .validatingWebhook,
        GroupKind("", "LimitRange"), GroupKind("networking.k8s.io", "NetworkPolicy"),
    ]

    /// Fields outside the status that the server fills in and others refer to.
    private static func serverFields(of kind: GroupKind?) -> [[String]] {
        switch kind {
        case .service?: [["spec", "clusterIP"], ["spec", "clusterIPs"]]
        case .volumeClaim?: [["spec", "volumeName"], ["spec", "storageClassName"]]
        default: []
        }
    }

    /// `desired` laid over `live`: objects field by field, keyed lists element by element, everything else replaced.
    private static func overlay(_ live: Value, _ desired: Value, kind: GroupKind, at path: [String]) -> Value {
        switch (live.unmarked.value, desired.unmarked.value) {
        case (.object(let there), .object(let wanted)):
            var result = there
            for field in wanted {
                result[field.key] =
                    there[field.key].map { overlay($0, field.value, kind: kind, at: path + [field.key]) }
                    ?? field.value
            }
            return .marking(.object(result), live.unmarked.marks.union(desired.unmarked.marks))
        case (.tuple(let there), .tuple(let wanted)):
            guard case .keyed(let keys) = ListRule.rule(of: kind, at: path) else { return desired }
            let known = KeyedElements(there, keys: keys)
            return .tuple(
                wanted.map { element in
                    known[known.key(of: element)].map { overlay($0, element, kind: kind, at: path + ["[]"]) } ?? element
                }
            )
        default: return SameMeaning(kind: kind).holds(live, desired, at: path) ? live : desired
        }
    }
}
