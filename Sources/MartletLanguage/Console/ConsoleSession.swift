package import MartletModel

/// The answer to one line of a console.
package struct ConsoleAnswer: Sendable {
    /// What goes to standard output.
    package let text: String
    package let diagnostics: Diagnostics
    /// Whether the value is or holds a secret.
    package var isSecret = false
}

/// Answers console lines, one expression each. Pure: the command around it reads the lines and prints the answers.
package struct ConsoleSession<Names: Scope> {
    package let scope: Names
    private let printsJSON: Bool

    /// - Parameter printsJSON: Whether each answer is one line of JSON, also for faults.
    package init(scope: Names, printsJSON: Bool = false) {
        self.scope = scope
        self.printsJSON = printsJSON
    }

    /// The value of an expression, or its type when the line begins with `:type`.
    ///
    /// - Parameter number: Of the line, where it is one of many.
    package func answer(_ line: String, number: Int = 1) -> ConsoleAnswer {
        let file = SourceFile(name: "<console>", text: line, firstLine: number)
        return switch ConsoleInput(line) {
        case .expression(let text): evaluate(text, line, file, show: valueText)
        case .type(let text): evaluate(text, line, file, show: typeText)
        case .unknown(let word): failure(Diagnostics([unknownCommand(word)]))
        case .help, .quit: ConsoleAnswer(text: "", diagnostics: Diagnostics())
        }
    }

    /// - Parameter line: What was typed, for places in diagnostics; the expression is its end.
    private func evaluate(
        _ text: String, _ line: String, _ file: SourceFile, show: (Value) -> String
    ) -> ConsoleAnswer {
        let isEnd = line.trimmingBlanks.hasSuffix(text)
        let start = isEnd ? line.utf8.count - line.blanksAtEnd - text.utf8.count : 0
        switch ExpressionParser.parseExpression(text, origin: TextOrigin(file, at: start)) {
        case .failure(let faults): return failure(faults)
        case .success(let expression):
            let evaluated = expression.evaluate(in: scope)
            guard !evaluated.diagnostics.hasErrors else { return failure(evaluated.diagnostics) }
            return ConsoleAnswer(
                text: show(evaluated.value), diagnostics: evaluated.diagnostics,
                isSecret: evaluated.value.containsSecret)
        }
    }

    private func unknownCommand(_ word: String) -> Diagnostic {
        let near = nearestName(to: word, among: ConsoleInput.commands).map { "Did you mean `\($0)`?" }
        return LanguageFault.unknownConsoleCommand.at(
            nil, "The console has no command `\(word)`.", hint: near ?? "`:help` lists the commands.")
    }

    private func typeText(_ value: Value) -> String {
        let text = value.type.description
        return printsJSON ? jsonText(.string(text)) : text
    }

    private func valueText(_ value: Value) -> String {
        guard printsJSON else { return ValueText.text(of: value) }
        return jsonText(value.replacingUnknown)
    }

    private func failure(_ faults: Diagnostics) -> ConsoleAnswer {
        guard printsJSON, let first = faults.sorted.first(where: { $0.severity == .error }) else {
            return ConsoleAnswer(text: "", diagnostics: faults)
        }
        var fault: Fields = [
            "code": .string(first.code.text), "detail": .string(first.detail), "summary": .string(first.summary),
        ]
        fault["hint"] = first.hint.map(Value.string)
        if let range = first.range {
            fault["range"] = ["end": place(range.endPosition), "start": place(range.startPosition)]
        }
        return ConsoleAnswer(text: jsonText(["error": .object(fault)]), diagnostics: faults)
    }
}

private func place(_ position: SourcePosition) -> Value {
    ["column": .number(Number(position.column)), "line": .number(Number(position.line))]
}

private func jsonText(_ value: Value) -> String {
    (try? value.canonicalJSON(secrets: .redact)) ?? "null"
}

extension String {
    fileprivate var blanksAtEnd: Int { reversed().prefix(while: \.isWhitespace).reduce(0) { $0 + $1.utf8.count } }
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
