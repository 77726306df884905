package import MartletModel

/// The labels by which an object says whose it is. They are put on every object that is applied, and shown nowhere.
package enum OwnershipLabels {
    package static let stack = "martlet.dev/stack"
    package static let environment = "martlet.dev/environment"
    package static let manager = "app.kubernetes.io/managed-by"
    private static let managerName = "martlet"

    /// Whether a label is ours alone: stacks may not set it.
    package static func isReserved(_ label: String) -> Bool { label == stack || label == environment }

    /// `body` with the labels of `marker`. A `managed-by` of the manifest's own stays.
    package static func adding(_ marker: StackIdentity, to body: Value) -> Value {
        var labels = body.at("metadata", "labels")?.fields ?? Fields()
        labels[stack] = .string(labelValue(marker.stack))
        labels[environment] = .string(labelValue(marker.environment))
        if labels[manager] == nil { labels[manager] = .string(managerName) }
        return body.setting(.object(labels), at: ["metadata", "labels"])
    }

    /// Whose a live object is; nil when its labels do not say.
    package static func marker(of object: Value) -> StackIdentity? {
        guard let labels = object.at("metadata", "labels"), let stackName = labels[stack]?.stringValue,
            let environmentName = labels[environment]?.stringValue
        else { return nil }
        return StackIdentity(stack: stackName, environment: environmentName)
    }

    /// Whether a live object is marked as `marker`'s.
    package static func marks(_ object: Value, as marker: StackIdentity) -> Bool {
        self.marker(of: object) == labelled(marker)
    }

    /// What ``marker(of:)`` reads from an object of `marker`'s: long names are shortened in labels.
    package static func labelled(_ marker: StackIdentity) -> StackIdentity {
        StackIdentity(stack: labelValue(marker.stack), environment: labelValue(marker.environment))
    }

    /// The selector of the sweep.
    package static func selector(_ marker: StackIdentity) -> String {
        "\(stack)=\(labelValue(marker.stack)),\(environment)=\(labelValue(marker.environment))"
    }

    /// `object` without the labels that are ours.
    package static func hiding(in object: Value) -> Value {
        guard var labels = object.at("metadata", "labels")?.fields, labels[stack] != nil else { return object }
        labels[stack] = nil
        labels[environment] = nil
        if labels[manager]?.stringValue == managerName { labels[manager] = nil }
        return object.setting(labels.isEmpty ? nil : .object(labels), at: ["metadata", "labels"])
    }

    /// A label value is at most 63 characters of `[A-Za-z0-9._-]`, alphanumeric at both ends; other names end in a digest.
    private static func labelValue(_ name: String) -> String {
        let isAllowed = name.utf8.allSatisfy {
            $0.isAlphanumeric || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains($0)
        }
        let hasGoodEnds = (name.utf8.first?.isAlphanumeric ?? false) && (name.utf8.last?.isAlphanumeric ?? false)
        if isAllowed, hasGoodEnds, name.utf8.count <= 63 { return name }
        let kept = String(decoding: name.utf8.filter(\.isAlphanumeric).prefix(40), as: UTF8.self)
        return "\(kept.isEmpty ? "x" : kept)-\(Digest(of: name).hex.prefix(12))"
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
