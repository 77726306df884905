internal import MartletModel

/// The values that names have, for messages: what went wrong is seldom in the expression itself.
struct ReferencedValues<Names: Scope> {
    /// More names than these make a message longer, not clearer.
    private static var most: Int { 4 }

    let scope: Names

    /// "Here `var.nodes` is 0."; nil when there is nothing to show. Secrets are redacted, and collections left out.
    func sentence(_ references: [Reference]) -> String? {
        var clauses: [String] = []
        for reference in references {
            guard let clause = clause(reference), !clauses.contains(clause) else { continue }
            clauses.append(clause)
        }
        guard !clauses.isEmpty else { return nil }
        return "Here \(clauses.prefix(Self.most).joined(separator: ", "))."
    }

    /// The value as far as the steps lead: of `var.a.b` with a null `var.a`, that `var.a` is null.
    private func clause(_ reference: Reference) -> String? {
        guard case .value(var value, var taken) = scope.value(of: reference) else { return nil }
        for step in reference.steps.dropFirst(taken) {
            guard let next = value.taking(step) else { break }
            value = next
            taken += 1
        }
        guard value.elements == nil, value.fields == nil else { return nil }
        let name = Reference(root: reference.root, steps: Array(reference.steps.prefix(taken)), range: reference.range)
        return "`\(name)` is \(value.described)"
    }
}

extension Value {
    /// What a step leads to, when it leads anywhere.
    fileprivate func taking(_ step: ReferenceStep) -> Value? {
        if let name = step.name { return self[name] }
        guard case .index(let key) = step, let index = key.intValue, let elements, elements.indices.contains(index)
        else { return nil }
        return .marking(elements[index], unmarked.marks)
    }
}

extension Expression {
    /// Faults of this expression, each with the values of the names that stand where it is.
    func explained(_ faults: Diagnostics, in scope: some Scope) -> Diagnostics {
        let references = references
        guard !references.isEmpty else { return faults }
        return Diagnostics(
            faults.all.map { fault in
                guard let range = fault.range else { return fault }
                let involved = references.filter { $0.range.file === range.file && $0.range.touches(range) }
                var fault = fault
                if let sentence = ReferencedValues(scope: scope).sentence(involved) { fault.detail += " " + sentence }
                return fault
            })
    }
}

extension SourceRange {
    /// Whether one begins where the other has not ended.
    fileprivate func touches(_ other: SourceRange) -> Bool { start < other.end && other.start < end }
}
