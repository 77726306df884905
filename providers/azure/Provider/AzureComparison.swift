import MartletModel
import MartletProvider

/// Compares an Azure object: the schema's rules, and what only Azure does. Pure.
struct AzureComparison: Sendable {
    private let entry: CatalogEntry
    private let comparison: SchemaComparison

    init(_ entry: CatalogEntry, _ schema: ResourceSchema) {
        self.entry = entry
        comparison = SchemaComparison(schema)
    }

    func assess(_ comparison: Comparison) -> Assessment {
        let desired = comparison.desired
        var record = comparison.record
        var attributes = comparison.live?.attributes ?? .null
        for path in ignored(in: desired) {
            record.body = record.body.setting(path, to: desired.first(at: path))
            attributes = attributes.setting(path, to: desired.first(at: path))
        }
        for path in Self.versions {
            guard let alias = desired.first(at: path)?.stringValue,
                let full = attributes.first(at: path)?.stringValue, full.hasPrefix("\(alias).")
            else { continue }
            attributes = attributes.setting(path, to: .string(alias))
        }
        for path in entry.rules.sameByName {
            guard let wanted = desired.first(at: path)?.stringValue, let id = ArmID(wanted),
                let there = attributes.first(at: path)?.stringValue.flatMap({ ArmID($0) }),
                id.name.lowercased() == there.name.lowercased()
            else { continue }
            attributes = attributes.setting(path, to: .string(wanted))
        }
        attributes = attributes.withImpliedFalse(from: desired)
        var live = comparison.live
        live?.attributes = aligned(attributes, desired)
        let adjusted = Comparison(type: comparison.type, desired: desired, record: record, live: live)
        var assessment = self.comparison.assess(adjusted)
        if assessment.changes.isEmpty {
            assessment.plannedAttributes = comparison.live?.attributes ?? comparison.record.attributes
        }
        return assessment
    }

    /// `1.33` asks for any `1.33.x`: what the service picks is no drift.
    private static let versions: [ValuePath] = [
        ValuePath([.key("properties"), .key("kubernetesVersion")]),
        ValuePath([.key("properties"), .key("orchestratorVersion")]),
    ]

    /// Fields that are not ours now: a count while the autoscaler decides it.
    private func ignored(in desired: Value) -> [ValuePath] {
        entry.rules.ignoreWhen.filter { rule in
            !rule.path.steps.contains(.any) && desired.first(at: rule.condition)?.boolValue == true
        }.map(\.path)
    }

    /// What is there, with fields of keyed elements that are not ours set to what the stack says.
    private func aligned(_ live: Value, _ desired: Value) -> Value {
        entry.rules.ignoreWhen.reduce(live) { result, rule in
            guard let split = rule.path.steps.firstIndex(of: .any) else { return result }
            let list = ValuePath(Array(rule.path.steps[..<split]))
            let field = ValuePath(Array(rule.path.steps[(split + 1)...]))
            let condition = ValuePath(Array(rule.condition.steps.dropFirst(split + 1)))
            guard let wanted = desired.first(at: list)?.elements, let there = result.first(at: list)?.elements else {
                return result
            }
            let elements = there.map { element -> Value in
                let match = wanted.first { $0["name"]?.stringValue == element["name"]?.stringValue }
                guard let match, match.first(at: condition)?.boolValue == true, let value = match.first(at: field)
                else {
                    return element
                }
                return element.setting(field, to: value)
            }
            return result.setting(list, to: .tuple(elements))
        }
    }
}

extension Value {
    /// With `false` wherever `desired` says so and the service says nothing: an absent switch is off.
    fileprivate func withImpliedFalse(from desired: Value) -> Value {
        guard var fields, let wanted = desired.fields else { return self }
        for field in wanted {
            if let there = fields[field.key], !there.isNull {
                fields[field.key] = there.withImpliedFalse(from: field.value)
            } else if field.value.boolValue == false {
                fields[field.key] = .bool(false)
            }
        }
        return .marking(.object(fields), unmarked.marks)
    }
}
