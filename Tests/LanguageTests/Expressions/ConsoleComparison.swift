import MartletModel

@testable import MartletLanguage

/// Asks Terraform and Martlet the same, and finds where the answers differ: in value, marks and all, in type, or in whether
/// there is one.
///
/// A difference is excused only when it is one of docs/decisions/0105-differences-from-terraform.md, and nothing else: Terraform
/// is asked again in other words (``TerraformQuestion``), or of values that are known by then, and must agree.
struct ConsoleComparison {
    struct Disagreement: CustomStringConvertible {
        let expression: String
        let terraform: String
        let martlet: String

        var description: String { "\(expression)\n  terraform: \(terraform)\n  martlet:   \(martlet)" }
    }

    let terraform: TerraformConsole
    let scope: any Scope
    /// Whether parts that Terraform does not know may be known to Martlet.
    var mayKnowMore = false
    /// How many expressions had a value.
    private(set) var values = 0
    /// How many answers differed on purpose, by the row of 0105.
    private(set) var excused: [String: Int] = [:]

    init(terraform: TerraformConsole, scope: any Scope, mayKnowMore: Bool = false) {
        self.terraform = terraform
        self.scope = scope
        self.mayKnowMore = mayKnowMore
    }

    /// The disagreements among some expressions. One process answers for all where none disagrees.
    mutating func disagreements(_ expressions: [String]) throws -> [Disagreement] {
        guard let failing = try failures(of: expressions) else {
            guard expressions.count > 1 else {
                return evaluate(expressions[0], in: scope).diagnostics.hasErrors ? [] : try compare(expressions[0])
            }
            return try halves(expressions).flatMap { try disagreements($0) }
        }
        var result: [Disagreement] = []
        var agreed: [String] = []
        for (expression, fails) in zip(expressions, failing) {
            let ours = evaluate(expression, in: scope)
            if !fails { values += 1 }
            if ours.diagnostics.hasErrors == fails {
                if !fails { agreed.append(expression) }
            } else {
                result += try compare(expression)
            }
        }
        return result + (try different(agreed))
    }

    /// Which of the expressions Terraform refuses; nil when it refuses all of them as one.
    private func failures(of expressions: [String]) throws -> [Bool]? {
        let line = "[" + expressions.map { "can(\($0))" }.joined(separator: ", ") + "]"
        guard let answer = try terraform.answer(to: line) else { return nil }
        let lines = answer.split(separator: "\n").dropFirst().dropLast()
        guard lines.count == expressions.count else { return nil }
        return lines.map { $0.contains("false") }
    }

    /// The expressions with other answers, each of which has one.
    private mutating func different(_ expressions: [String]) throws -> [Disagreement] {
        guard !expressions.isEmpty else { return [] }
        let answers = try Answers(to: expressions, self)
        let ours = expressions.map { evaluate($0, in: scope).value }
        if answers.agree(with: .tuple(ours), mayKnowMore: mayKnowMore) { return [] }
        guard expressions.count == 1 else { return try halves(expressions).flatMap { try different($0) } }
        return try compare(expressions[0])
    }

    private func halves(_ expressions: [String]) -> [[String]] {
        let middle = expressions.count / 2
        return [Array(expressions[..<middle]), Array(expressions[middle...])]
    }

    // MARK: Excuses

    /// For an expression that has other answers, or that one of the two refuses.
    private mutating func compare(_ expression: String) throws -> [Disagreement] {
        let ours = evaluate(expression, in: scope)
        if let rows = try excuse(expression, ours) {
            for row in rows { excused[row, default: 0] += 1 }
            return []
        }
        let martlet =
            ours.diagnostics.hasErrors
            ? "fault: \(ours.diagnostics.sorted.first?.detail ?? "")"
            : "\(ValueText.text(of: ours.value)): \(ours.value.type)"
        let theirs = try terraform.answer(to: expression)
        let type = try terraform.answer(to: "type(\(expression))")
        return [
            Disagreement(
                expression: expression, terraform: "\(theirs ?? "fault"): \(type ?? "")", martlet: martlet)
        ]
    }

    /// The rows of 0105 that explain why the answers differ; nil when none does.
    private func excuse(_ expression: String, _ ours: Evaluated) throws -> [String]? {
        let origin = TextOrigin(SourceFile(name: "question", text: expression))
        guard case .success(let parsed) = ExpressionParser.parseExpression(expression, origin: origin) else {
            return nil
        }
        var question = TerraformQuestion(scope)
        var text = ""
        // Empty collections only when the rest is not enough: it changes types.
        for leavesEmpty in [true, false] {
            question = TerraformQuestion(scope)
            question.leavesEmptyCollections = leavesEmpty
            text = question.text(parsed.node)
            let rows = question.differences.map(\.rawValue).sorted()
            if !rows.isEmpty, try agrees(text, ours) { return rows }
        }
        if try hasOtherMarks(parsed.node, ours) { return ["marks of a branch that is not taken"] }
        guard mayKnowMore else { return nil }
        if try isLateOrEarly(parsed.node, text, ours) { return ["faults of what is not known"] }
        return nil
    }

    /// Whether Terraform has no answer. `can` does not tell while parts are not known.
    private func isRefused(_ question: String) throws -> Bool { try terraform.answer(to: question) == nil }

    /// Whether Terraform's answer to `question` is ours.
    private func agrees(_ question: String, _ ours: Evaluated) throws -> Bool {
        let fails = try isRefused(question)
        guard !fails, !ours.diagnostics.hasErrors else { return fails == ours.diagnostics.hasErrors }
        return try Answers(to: [question], self).agree(with: .tuple([ours.value]), mayKnowMore: mayKnowMore)
    }

    /// Whether the values are the same in a world without secrets, and in this one no mark is ours alone.
    private func hasOtherMarks(_ node: ExpressionNode, _ ours: Evaluated) throws -> Bool {
        guard node.hasChoice, !ours.diagnostics.hasErrors else { return false }
        var question = TerraformQuestion(scope)
        let marked = question.text(node)
        question.hasMarks = false
        for field in UnknownScope.values where mayKnowMore && field.value.unmarkedDeeply.value != field.value {
            question.names[field.key] = "local.open_\(field.key)"
        }
        let open = Evaluated(value: ours.value.unmarkedDeeply.value)
        guard try agrees(question.text(node), open), try !isRefused(marked) else { return false }
        return try Answers(to: [marked], self).hasMarks(of: .tuple([ours.value]))
    }

    /// Whether a fault is told as soon as it is certain, or not before: once the values are known, both must see the same.
    private func isLateOrEarly(_ node: ExpressionNode, _ question: String, _ ours: Evaluated) throws -> Bool {
        let fails = try isRefused(question)
        let isCaught = node.catchesFaults && !ours.value.isWhollyKnown
        guard fails != ours.diagnostics.hasErrors || isCaught else { return false }
        for world in KnownWorld.some {
            var known = TerraformQuestion(world.scope)
            known.names = world.names
            let text = known.text(node)
            let then = Expression(node, origin: TextOrigin(SourceFile(name: "question", text: "")))
                .evaluate(in: world.scope)
            let fails = try isRefused(text)
            guard fails == then.diagnostics.hasErrors, fails || !ours.diagnostics.hasErrors else { return false }
            // A fault that was caught shows in the value.
            guard try !isCaught || agrees(text, then) else { return false }
        }
        return true
    }
}
