package import MartletModel
package import MartletState

/// What one revision changed, against the one before it.
package struct RevisionView: Sendable, Hashable {
    /// What became of one resource.
    package enum Fate: Sendable, Hashable {
        case added
        case removed
        case changed([FieldChange])
    }

    package let revision: Revision
    /// The run that made it; nil for surgery on the state, and for runs that are no longer kept.
    package let deployment: DeploymentSummary?
    /// One resource that is not as it was.
    package struct Item: Sendable, Hashable {
        package let address: Address
        package let type: ResourceType
        package let fate: Fate
    }

    /// By address.
    package let items: [Item]
    package let outputs: [FieldChange]

    /// - Parameters:
    ///   - before: The state as the revision before left it.
    ///   - after: The state as this one left it.
    package init(_ revision: Revision, _ deployment: DeploymentSummary?, before: Snapshot, after: Snapshot) {
        self.revision = revision
        self.deployment = deployment
        let addresses = Set(before.records.keys).union(after.records.keys).sorted()
        items = addresses.compactMap { address in
            switch (before.records[address], after.records[address]) {
            case (nil, let new?): Item(address: address, type: new.type, fate: .added)
            case (let old?, nil): Item(address: address, type: old.type, fate: .removed)
            case (let old?, let new?) where old != new:
                Item(address: address, type: new.type, fate: .changed(Self.differences(old, new)))
            default: nil
            }
        }
        outputs = RecordDifference.fields(of: .object(before.outputs.fields), and: .object(after.outputs.fields))
    }

    private static func differences(_ old: ResourceRecord, _ new: ResourceRecord) -> [FieldChange] {
        let attributes = RecordDifference.fields(of: old.attributes, and: new.attributes)
        return attributes + RecordDifference.fields(of: old.settings, and: new.settings)
    }
}

/// The leaves in which two values differ.
enum RecordDifference {
    static func fields(of before: Value, and after: Value) -> [FieldChange] {
        var changes: [FieldChange] = []
        collect(before, after, [], &changes)
        return changes
    }

    private static func collect(
        _ before: Value?, _ after: Value?, _ steps: [ValuePath.Step], _ changes: inout [FieldChange]
    ) {
        guard before != after else { return }
        if case .object(let old)? = before, case .object(let new)? = after {
            for key in Set(old.map(\.key)).union(new.map(\.key)).sorted(by: { $0.precedesInBytes($1) }) {
                collect(old[key], new[key], steps + [.key(key)], &changes)
            }
        } else {
            changes.append(FieldChange(ValuePath(steps), before: before, after: after))
        }
    }
}

extension ResourceRecord {
    /// What a record says besides the object's attributes.
    fileprivate var settings: Value {
        [
            "record": [
                "identity": .string(identity.text), "connection": .string(connection.text),
                "health": .string(health.text ?? "sound"), "protected": .bool(preventDestroy),
                "depends_on": .tuple(dependencies.map { .string($0.description) }),
            ]
        ]
    }
}

extension [String: Value] {
    fileprivate var fields: Fields {
        Fields(sorted { $0.key.precedesInBytes($1.key) }.map { Fields.Field($0.key, $0.value) })
    }
}
