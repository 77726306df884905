internal import MartletModel

/// A `scenarios.yaml`: named sets of variables.
struct ScenarioDocument: Sendable {
    /// One named set.
    struct Scenario: Sendable {
        let name: String
        let range: SourceRange
        let description: String?
        /// Plain values; nothing in them is read as an expression.
        let variables: [VariableSetting]
        /// The checks that are expected to pass.
        let checks: [Located<String>]
    }

    static let keys = SectionKeys(["martlet", "scenarios"], required: ["martlet", "scenarios"])
    static let scenarioKeys = SectionKeys(["description", "variables", "checks"])

    var scenarios: [Scenario] = []

    init(_ node: YAMLNode, _ faults: inout Diagnostics) {
        guard let section = Section(node, "`scenarios.yaml`", keys: Self.keys, &faults) else { return }
        LanguageVersion.check(section, &faults)
        scenarios = section.named("scenarios", &faults).compactMap { entry in
            guard let section = Section(entry.value, "scenario `\(entry.name)`", keys: Self.scenarioKeys, &faults)
            else {
                return nil
            }
            return Scenario(
                name: entry.name, range: entry.key.range, description: section.text("description", &faults),
                variables: section.entries("variables", &faults).map { VariableSetting($0, &faults) },
                checks: section.list("checks", &faults).compactMap { node in
                    if case .string(let name)? = node.scalarValue { return Located(content: name, range: node.range) }
                    faults.append(.wrongKind(node, what: "an entry of `checks`", wanted: "the name of a check"))
                    return nil
                })
        }
    }
}

/// A variable's value as a file gives it.
struct VariableSetting: Sendable {
    let name: String
    let nameRange: SourceRange
    let value: Value
    let valueRange: SourceRange

    init(_ entry: YAMLNode.Entry, _ faults: inout Diagnostics) {
        name = entry.name
        nameRange = entry.key.range
        value = entry.value.plainValue(&faults)
        valueRange = entry.value.startRange
    }
}
