package import MartletModel

/// One recorded object with its attributes; secrets redacted.
package struct RecordText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    /// A list: address, type, identity.
    package func list(_ records: [ResourceRecord]) -> String {
        guard !records.isEmpty else { return "No resources: nothing has been applied yet.\n" }
        let sorted = records.sorted { $0.address < $1.address }
        let names = sorted.map(\.address.description.count).filter { $0 <= 60 }.max() ?? 20
        let types = sorted.map(\.type.text.count).max() ?? 1
        return sorted.map { record in
            let name = record.address.description.padded(to: names)
            return
                "\(style(.bold, name))  \(record.type.text.padded(to: types))  \(style(.dim, record.identity.text))\n"
        }.joined()
    }

    /// Everything about one object.
    package func callAsFunction(_ record: ResourceRecord) -> String {
        var lines = [style(.bold, record.address.description), "  type       \(record.type)"]
        lines.append("  identity   \(record.identity)")
        if let lineage = record.lineage { lines.append("  lineage    \(lineage)") }
        lines.append("  connection \(record.connection)")
        if let health = record.health.text { lines.append("  " + style(.changed, health)) }
        if record.preventDestroy { lines.append("  protected from being destroyed") }
        if !record.dependencies.isEmpty {
            lines.append("  depends on \(record.dependencies.map(\.description).joined(separator: ", "))")
        }
        lines.append("  attributes")
        lines += tree(record.attributes, indent: "    ")
        return lines.joined(separator: "\n") + "\n"
    }

    private func tree(_ value: Value, indent: String) -> [String] {
        guard case .object(let fields) = value, !fields.isEmpty else {
            return ["\(indent)\(ValueText(limit: 2000)(value))"]
        }
        return fields.flatMap { field -> [String] in
            if case .object(let inner) = field.value, !inner.isEmpty {
                return ["\(indent)\(field.key):"] + tree(field.value, indent: indent + "  ")
            }
            return ["\(indent)\(field.key) = \(ValueText(limit: 2000)(field.value))"]
        }
    }
}

extension ResourceRecord.Health {
    /// Nil when sound.
    var text: String? {
        switch self {
        case .sound: nil
        case .tainted(let why): "tainted: \(why)"
        case .diverged(let why): "may have diverged: \(why)"
        }
    }
}

extension ResourceRecord {
    /// The record for programs; secrets redacted.
    package var json: Value {
        var fields: Fields = [
            "address": .string(address.description),
            "type": .string(type.text),
            "connection": .string(connection.text),
            "identity": .string(identity.text),
            "attributes": attributes.shown,
            "depends_on": .tuple(dependencies.map { .string($0.description) }),
            "prevent_destroy": .bool(preventDestroy),
            "adopted": .bool(isAdopted),
        ]
        if let lineage { fields["lineage"] = .string(lineage.text) }
        if let health = health.text { fields["health"] = .string(health) }
        return .object(fields)
    }
}
