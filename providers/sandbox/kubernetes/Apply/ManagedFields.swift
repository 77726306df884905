internal import MartletModel

/// Who owns which fields of an object: `metadata.managedFields`.
struct ManagedFields: Sendable, Hashable {
    enum Operation: String, Sendable {
        case apply = "Apply"
        case update = "Update"
    }

    /// What tells managers apart. One name has one entry for all its applies, and one for its updates per version.
    struct Manager: Sendable, Hashable {
        let name: String
        let operation: Operation
        /// Empty for applies.
        let apiVersion: String
        /// Empty for the object itself.
        let subresource: String

        init(_ name: String, _ operation: Operation, apiVersion: String, subresource: String = "") {
            self.name = name
            self.operation = operation
            self.apiVersion = operation == .apply ? "" : apiVersion
            self.subresource = subresource
        }
    }

    struct Entry: Sendable, Hashable {
        let manager: Manager
        var apiVersion: String
        var time: String?
        var fields: PathSet
    }

    private(set) var entries: [Entry] = []

    init() {}

    init(of object: Value) {
        for item in object.at("metadata", "managedFields")?.elements ?? [] {
            guard let operation = item["operation"]?.stringValue.flatMap(Operation.init(rawValue:)) else { continue }
            let apiVersion = item["apiVersion"]?.stringValue ?? ""
            let manager = Manager(
                item["manager"]?.stringValue ?? "", operation, apiVersion: apiVersion,
                subresource: item["subresource"]?.stringValue ?? "")
            entries.append(
                Entry(
                    manager: manager, apiVersion: apiVersion, time: item["time"]?.stringValue,
                    fields: PathSet(fieldsV1: item["fieldsV1"] ?? .null)))
        }
    }

    subscript(manager: Manager) -> Entry? { entries.first { $0.manager == manager } }

    /// Sets what `manager` owns; an empty set removes it. The time moves only when the set changes.
    mutating func set(_ manager: Manager, _ fields: PathSet, apiVersion: String, now: String) {
        let index = entries.firstIndex { $0.manager == manager }
        if fields.isEmpty {
            if let index { entries.remove(at: index) }
        } else if let index {
            guard entries[index].fields != fields || entries[index].apiVersion != apiVersion else { return }
            entries[index] = Entry(manager: manager, apiVersion: apiVersion, time: now, fields: fields)
        } else {
            entries.append(Entry(manager: manager, apiVersion: apiVersion, time: now, fields: fields))
        }
    }

    /// Takes `fields` from every manager for which `isMeant` holds.
    mutating func take(_ fields: PathSet, from isMeant: (Manager) -> Bool) {
        guard !fields.isEmpty else { return }
        for index in entries.indices where isMeant(entries[index].manager) {
            entries[index].fields = entries[index].fields.subtracting(fields)
        }
        entries.removeAll { $0.fields.isEmpty }
    }

    /// The list as it is stored: applies first, then by time, name and version.
    var value: Value {
        let sorted = entries.sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
        return .tuple(sorted.map(Self.value))
    }

    private static func order(_ entry: Entry) -> [String] {
        let manager = entry.manager
        return [
            manager.operation.rawValue, entry.time ?? "", manager.name, entry.apiVersion, manager.subresource,
        ]
    }

    private static func value(_ entry: Entry) -> Value {
        var fields: Fields = [
            "apiVersion": .string(entry.apiVersion), "fieldsType": "FieldsV1", "fieldsV1": entry.fields.fieldsV1,
            "manager": .string(entry.manager.name), "operation": .string(entry.manager.operation.rawValue),
        ]
        if let time = entry.time { fields["time"] = .string(time) }
        if !entry.manager.subresource.isEmpty { fields["subresource"] = .string(entry.manager.subresource) }
        return .object(fields)
    }
}

extension ManagedFields.Manager: CustomStringConvertible {
    /// As conflicts name it: `"kubectl" with subresource "scale" using apps/v1`.
    var description: String {
        var text = KubernetesJSON.text(.string(name))
        if !subresource.isEmpty { text += " with subresource \"\(subresource)\"" }
        return operation == .update ? text + " using \(apiVersion)" : text
    }
}
