package import MartletModel

/// Finds what an update would take away before it may, by what a schema declares as contracting.
package struct SchemaContraction: Sendable {
    private let schema: ResourceSchema
    private let rules: FieldRules
    private let match = ValueMatch(skipsWriteOnly: false)

    package init(_ schema: ResourceSchema) {
        self.schema = schema
        rules = FieldRules(schema)
    }

    /// - Parameters:
    ///   - current: The object as it is, or as it was recorded.
    ///   - desired: What it is to become; what is not known of it is taken to take nothing away.
    ///
    /// Complexity: linear in the size of the declared places, except for lists without keys: their lengths' product.
    package func contraction(from current: Value, to desired: Value) -> Contraction? {
        let kept = schema.contracting.compactMap { rule -> Contraction.Kept? in
            guard let there = current.value(at: rule.path)?.presence else { return nil }
            return leftover(of: there, besides: desired.value(at: rule.path)?.presence, rule).map {
                Contraction.Kept(path: rule.path, value: $0)
            }
        }
        return kept.isEmpty ? nil : Contraction(kept: kept)
    }

    /// What of `there` a body without it would take away; nil when nothing.
    private func leftover(of there: Value, besides desired: Value?, _ rule: ContractingRule) -> Value? {
        if desired?.isUnknown ?? false { return nil }
        let rules = rules.at(rule.path)
        let (value, marks) = there.unmarked
        if let elements = value.elements, desired == nil || desired?.elements != nil {
            let left = elements.filter { !isAmong(desired?.elements ?? [], $0, rules) }.map(rule.retiring)
            return left.isEmpty ? nil : .marking(.tuple(left), marks)
        }
        if let fields = value.fields, desired == nil || desired?.fields != nil {
            let left = fields.filter { desired?[$0.key] == nil }
            return left.isEmpty ? nil : .marking(.object(Fields(left)), marks)
        }
        return match.isSame(there, desired, rules) ? nil : there
    }

    private func isAmong(_ elements: [Value], _ element: Value, _ rules: FieldRules) -> Bool {
        if case .keyed(let keys)? = rules.normalizer {
            let key = match.key(of: element, keys, rules)
            return elements.contains { match.key(of: $0, keys, rules) == key }
        }
        let element = match.normalized(element.revealed, rules)
        return elements.contains { $0.isUnknown || match.normalized($0.revealed, rules) == element }
    }
}
