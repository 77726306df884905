package import MartletModel

/// What an expression stands for.
package struct Evaluated: Sendable {
    /// Unknown where a fault left no value.
    package let value: Value
    package let diagnostics: Diagnostics

    package init(value: Value, diagnostics: Diagnostics = Diagnostics()) {
        self.value = value
        self.diagnostics = diagnostics
    }
}

extension Expression {
    /// The value of the expression with names as `scope` has them. Unknown values and marks go through everything.
    ///
    /// A faulty part is unknown to what surrounds it, so that each fault is told once.
    package func evaluate(in scope: some Scope) -> Evaluated {
        if let literal = node.literal { return Evaluated(value: literal) }
        var evaluator = Evaluator(scope: scope, origin: origin)
        let value = evaluator.value(of: node)
        guard !evaluator.budget.isSpent else { return overworked(scope.steps) }
        guard evaluator.diagnostics.hasErrors else {
            return Evaluated(value: value, diagnostics: evaluator.diagnostics)
        }
        return Evaluated(value: value, diagnostics: explained(evaluator.diagnostics, in: scope))
    }

    /// Asks `scope` for what the expression refers to, for what it notes of that; value and faults are left out.
    func touchNames(in scope: some Scope) {
        var evaluator = Evaluator(scope: scope, origin: origin)
        _ = evaluator.value(of: node)
    }

    /// The value of a template whose names are only those given; what it costs is taken from `budget`.
    func evaluate(
        in scope: some Scope, given names: [Value], depth: Int, _ budget: inout EvaluationBudget
    ) -> Evaluated {
        var evaluator = Evaluator(scope: scope, origin: origin)
        evaluator.variables = names
        evaluator.templateDepth = depth
        evaluator.budget = budget
        let value = evaluator.value(of: node)
        budget = evaluator.budget
        return Evaluated(value: value, diagnostics: evaluator.diagnostics)
    }

    /// What else was found on the way tells nothing beside this.
    private func overworked(_ steps: Int) -> Evaluated {
        let fault = ExpressionFault.tooCostly.at(
            range,
            "The expression takes more than \(steps) steps: its loops multiply.",
            hint: "Loop over less, or move what stands inside loops into locals.")
        return Evaluated(value: .unknown(Unknown()), diagnostics: Diagnostics([fault]))
    }
}

/// Walks the tree of one expression.
struct Evaluator<Names: Scope> {
    let scope: Names
    let origin: TextOrigin
    /// The values of `for` variables in reach, outermost first.
    var variables: [Value] = []
    var diagnostics = Diagnostics()
    /// How many templates are being filled, one inside another.
    var templateDepth = 0
    var budget: EvaluationBudget
    /// Whether a name stood for what is not wholly known, since that is asked; nil while it is not.
    private var hasMetUnknown: Bool?

    init(scope: Names, origin: TextOrigin) {
        self.scope = scope
        self.origin = origin
        budget = EvaluationBudget(steps: scope.steps)
    }

    /// Whether there was too much work, or too much that failed. Then every node is unknown, so that all loops end soon.
    var isStopped: Bool { budget.isSpent || diagnostics.all.count >= EvaluationBudget.faults }

    mutating func value(of node: ExpressionNode) -> Value {
        budget.take()
        guard !isStopped else { return .unknown(Unknown()) }
        switch node {
        case .literal(let value, _): return value
        case .reference(let traversal):
            let before = diagnostics.all.count
            let value = value(of: traversal)
            if diagnostics.all.count == before { note(value) }
            return value
        case .variable(let slot, _):
            guard slot < variables.count else { return .unknown(Unknown()) }
            note(variables[slot])
            return variables[slot]
        case .template(let parts, _): return template(parts)
        case .join(let inner, _): return joined(inner)
        case .attribute(let inner, let name, let span):
            return attribute(name, of: value(of: inner), span.behind(inner.span))
        case .index(let inner, let key, let span): return index(inner, key, span.behind(inner.span))
        case .splat(let source, let each, let span): return splat(source, each, span)
        case .unary(let symbol, let operand, _): return unary(symbol, operand)
        case .binary(let symbol, let left, let right, let span): return binary(symbol, left, right, span)
        case .conditional(let condition, let whenTrue, let whenFalse, let span):
            return conditional(condition, whenTrue, whenFalse, span)
        case .tuple(let elements, _): return .tuple(elements.map { value(of: $0) })
        case .object(let items, _): return object(items)
        case .comprehension(let comprehension, let span): return value(of: comprehension, span)
        case .call(let call, let span): return value(of: call, span)
        }
    }

    private mutating func note(_ value: Value) {
        if hasMetUnknown == false, !value.isWhollyKnown { hasMetUnknown = true }
    }

    /// The value, and whether it is certain that it will be that, or that it will fail: HCL's rule, that every name stands for
    /// what is wholly known. (hcl/ext/tryfunc)
    mutating func certainty(of node: ExpressionNode) -> (value: Value, isCertain: Bool) {
        let outer = hasMetUnknown
        hasMetUnknown = false
        let value = value(of: node)
        let isCertain = hasMetUnknown == false
        hasMetUnknown = outer.map { $0 || !isCertain }
        return (value, isCertain)
    }

    // MARK: Faults

    func range(_ span: Span) -> SourceRange { origin.range(Int(span.start), Int(span.end)) }

    /// Notes a fault; the value is then unknown.
    mutating func fail(_ fault: ExpressionFault, _ span: Span, _ detail: String, hint: String? = nil) -> Value {
        diagnostics.append(fault.at(range(span), detail, hint: hint))
        return .unknown(Unknown())
    }
}

extension Value {
    /// What a value is, in the words of a message: `a string`, `an object`.
    var kindDescription: String {
        switch unmarked.value {
        case .null: "null"
        case .bool: "a bool"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .set: "a set"
        case .tuple: "a tuple"
        case .map: "a map"
        case .object: "an object"
        case .unknown: "a value that is not known yet"
        case .marked(let inner, _): inner.kindDescription
        }
    }
}
