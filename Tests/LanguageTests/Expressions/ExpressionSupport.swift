import MartletLanguage
import MartletModel

/// A scope whose names are the fields of objects, and which notes what it was asked.
final class NotedScope: Scope, Sendable {
    let names: [ReferenceRoot: Value]
    let surroundings: Surroundings
    /// How many steps an answer takes, by root.
    let depth: Int

    init(_ names: [ReferenceRoot: Value] = [:], depth: Int = 1, surroundings: Surroundings = Surroundings()) {
        self.names = names
        self.depth = depth
        self.surroundings = surroundings
    }

    func value(of reference: Reference) -> ScopeAnswer {
        guard var value = names[reference.root] else {
            return .failure(Diagnostic(.error, "T001", "No such name", detail: "No \(reference).", at: reference.range))
        }
        var taken = 0
        for step in reference.steps.prefix(depth) {
            guard let name = step.name, let next = value[name] else { break }
            value = next
            taken += 1
        }
        return .value(value, steps: taken)
    }
}

/// What `text`, a bare expression, evaluates to.
func evaluate(_ text: String, in scope: some Scope = EmptyScope()) -> Evaluated {
    let file = SourceFile(name: "test", text: text)
    switch ExpressionParser.parseExpression(text, origin: TextOrigin(file)) {
    case .failure(let faults): return Evaluated(value: .unknown(Unknown()), diagnostics: faults)
    case .success(let expression): return expression.evaluate(in: scope)
    }
}

/// What a scalar with `text` evaluates to.
func fill(_ text: String, in scope: some Scope = EmptyScope()) -> Evaluated {
    let file = SourceFile(name: "test", text: text)
    switch ExpressionParser.parseTemplate(text, origin: TextOrigin(file)) {
    case .failure(let faults): return Evaluated(value: .unknown(Unknown()), diagnostics: faults)
    case .success(let expression): return expression.evaluate(in: scope)
    }
}

/// The value as JSON, `(unknown)`, or `!` with the codes of what went wrong.
func outcome(_ evaluated: Evaluated) -> String {
    guard !evaluated.diagnostics.hasErrors else {
        return "!" + evaluated.diagnostics.sorted.map(\.code.text).joined(separator: " ")
    }
    return (try? evaluated.value.canonicalJSON(secrets: .redact)) ?? "(unknown)"
}
