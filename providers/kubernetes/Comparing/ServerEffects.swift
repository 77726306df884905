package import MartletModel

/// What a dry run says that an apply would change, apart by whose fields they are.
package struct ServerEffects: Sendable, Hashable {
    /// Fields that the manifest names, or named before.
    package private(set) var owned: [FieldChange] = []
    /// Fields that defaulting, admission webhooks and controllers would change of their own accord.
    package private(set) var others: [FieldChange] = []

    /// Whether anything but labels and annotations changes.
    package var changesSpecification: Bool { owned.contains { $0.path.steps.first != .key("metadata") } }

    /// - Parameters:
    ///   - before, after: The object as it is, and as the dry run answers.
    ///   - desired, prior: The bodies that say which fields are ours.
    package static func between(_ before: Value, _ after: Value, desired: Value, prior: Value?) -> ServerEffects {
        var effects = ServerEffects()
        effects.visit(stripped(before), stripped(after), desired, prior, at: ValuePath())
        return effects
    }

    /// Without what changes with every write.
    private static func stripped(_ object: Value) -> Value {
        AppliedBody.serverMetadata.reduce(object) { $0.setting(nil, at: ["metadata", $1]) }.setting(nil, at: ["status"])
    }

    private mutating func visit(
        _ before: Value?, _ after: Value?, _ desired: Value?, _ prior: Value?, at path: ValuePath
    ) {
        guard before != after else { return }
        if let left = before?.fields, let right = after?.fields {
            for key in Set(left.keys + right.keys).sorted(by: { $0.precedesInBytes($1) }) {
                visit(left[key], right[key], desired?[key], prior?[key], at: path.appending(key))
            }
            return
        }
        if desired == nil, prior == nil {
            others.append(FieldChange(path, before: before, after: after, cause: .server))
        } else {
            owned.append(FieldChange(path, before: before, after: after))
        }
    }
}
