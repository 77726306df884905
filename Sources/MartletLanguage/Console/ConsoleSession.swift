package import MartletModel

/// Answers console lines, one expression each. Pure: the command around it reads the lines and prints the answers.
package struct ConsoleSession<Names: Scope> {
    /// The answer to one line.
    package struct Answer: Sendable {
        /// What goes to standard output.
        package let text: String
        package let diagnostics: Diagnostics
    }

    private let scope: Names
    private let printsJSON: Bool

    /// - Parameter printsJSON: Whether each answer is one line of JSON, also for faults.
    package init(scope: Names, printsJSON: Bool = false) {
        self.scope = scope
        self.printsJSON = printsJSON
    }

    /// The value of an expression, or its type when the line begins with `:type`.
    package func answer(_ line: String) -> Answer {
        let command = ":type "
        let isType = line.hasPrefix(command)
        let text = isType ? String(line.dropFirst(command.count)) : line
        let file = SourceFile(name: "<console>", text: text)
        switch ExpressionParser.parseExpression(text, origin: TextOrigin(file)) {
        case .failure(let faults): return failure(faults)
        case .success(let expression):
            let evaluated = expression.evaluate(in: scope)
            guard !evaluated.diagnostics.hasErrors else { return failure(evaluated.diagnostics) }
            let shown = isType ? typeText(evaluated.value) : valueText(evaluated.value)
            return Answer(text: shown, diagnostics: evaluated.diagnostics)
        }
    }

    private func typeText(_ value: Value) -> String {
        let text = value.type.description
        return printsJSON ? jsonText(.string(text)) : text
    }

    private func valueText(_ value: Value) -> String {
        guard printsJSON else { return ValueText.text(of: value) }
        return jsonText(value.replacingUnknown)
    }

    private func failure(_ faults: Diagnostics) -> Answer {
        guard printsJSON, let first = faults.sorted.first(where: { $0.severity == .error }) else {
            return Answer(text: "", diagnostics: faults)
        }
        var fault: Fields = [
            "code": .string(first.code.text), "detail": .string(first.detail), "summary": .string(first.summary),
        ]
        fault["hint"] = first.hint.map(Value.string)
        if let range = first.range {
            fault["range"] = ["end": place(range.endPosition), "start": place(range.startPosition)]
        }
        return Answer(text: jsonText(["error": .object(fault)]), diagnostics: faults)
    }
}

private func place(_ position: SourcePosition) -> Value {
    ["column": .number(Number(position.column)), "line": .number(Number(position.line))]
}

private func jsonText(_ value: Value) -> String {
    (try? value.canonicalJSON(secrets: .redact)) ?? "null"
}

extension Value {
    /// Each unknown part as `{"unknown": TYPE}`, and each infinite number as its text, so that all of it has a JSON form.
    fileprivate var replacingUnknown: Value {
        switch plain {
        case .unknown(let unknown): ["unknown": .string(unknown.type.description)]
        case .number(let number) where number.isInfinite: .string(number.description)
        case .tuple(let elements): .tuple(elements.map(\.replacingUnknown))
        case .object(let fields): .object(fields.mapValues(\.replacingUnknown))
        case .marked(let inner, let marks): .marked(inner.replacingUnknown, marks)
        case let other: other
        }
    }
}
