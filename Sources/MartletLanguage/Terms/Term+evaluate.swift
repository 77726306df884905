internal import MartletModel

extension Term {
    /// What becomes of the types of collections.
    enum Form {
        /// Bodies and configurations: tuples and objects only.
        case plain
        /// What expressions see: sets stay sets.
        case typed
    }

    /// The term's value. What could not be evaluated is unknown, and told in `faults`.
    func evaluate(_ scope: some Scope, as form: Form, _ faults: inout Diagnostics) -> Value {
        switch self {
        case .constant(let value): return value
        case .expression(let expression):
            let value = expression.value(in: scope, &faults)
            return form == .plain ? value.plain : value
        case .sequence(let terms): return .tuple(terms.map { $0.evaluate(scope, as: form, &faults) })
        case .mapping(let pairs): return Self.object(pairs, scope, form, &faults)
        }
    }

    private static func object(
        _ pairs: [Pair], _ scope: some Scope, _ form: Form, _ faults: inout Diagnostics
    ) -> Value {
        var fields: [Fields.Field] = []
        fields.reserveCapacity(pairs.count)
        var seen: Set<String> = []
        for pair in pairs {
            let value = pair.value.evaluate(scope, as: form, &faults)
            switch pair.key {
            case .fixed(let name): fields.append(Fields.Field(name, value))
            case .expression(let expression):
                guard let name = expression.text(in: scope, &faults) else { continue }
                guard seen.insert(name).inserted, !pairs.contains(where: { $0.key.isFixed(name) }) else {
                    faults.append(
                        LanguageFault.duplicateKey.at(
                            expression.range, "This key becomes `\(name)`, which stands in the same mapping already.",
                            hint: "Make the keys differ."))
                    continue
                }
                fields.append(Fields.Field(name, value))
            }
        }
        return .object(Fields(fields))
    }
}

extension Term.Pair.Key {
    fileprivate func isFixed(_ name: String) -> Bool {
        if case .fixed(let fixed) = self { return fixed == name }
        return false
    }
}

extension Expression {
    /// The value, with what was wrong added to `faults`.
    func value(in scope: some Scope, _ faults: inout Diagnostics) -> Value {
        let evaluated = evaluate(in: scope)
        if !evaluated.diagnostics.isEmpty { faults.append(contentsOf: evaluated.diagnostics) }
        return evaluated.value
    }

    /// The text of a key; nil when it is not known or not text.
    fileprivate func text(in scope: some Scope, _ faults: inout Diagnostics) -> String? {
        let found = value(in: scope, &faults)
        if faults.hasErrors { return nil }
        let (value, marks) = found.unmarked
        guard marks.isEmpty, case .string(let text)? = try? ValueConversion.convert(value, to: .string) else {
            faults.append(
                LanguageFault.unfitText.at(
                    range, "A key must be text that is known when the plan is made and is no secret.",
                    hint: "Put what is known later, or secret, into the value."))
            return nil
        }
        return text
    }
}
