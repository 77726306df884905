import MartletLanguage
import MartletModel

/// Asks Terraform and Martlet the same, and finds where the answers differ: in value, marks and all, in type, or in whether
/// there is one.
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

    /// The disagreements among some expressions. One process answers for all where none disagrees.
    func disagreements(_ expressions: [String]) throws -> [Disagreement] {
        guard let failing = try failures(of: expressions) else {
            guard expressions.count > 1 else { return try compare(expressions[0], fails: true) }
            return try halves(expressions).flatMap { try disagreements($0) }
        }
        var result: [Disagreement] = []
        var agreed: [String] = []
        for (expression, fails) in zip(expressions, failing) {
            if evaluate(expression, in: scope).diagnostics.hasErrors == fails {
                if !fails { agreed.append(expression) }
            } else {
                result += try compare(expression, fails: fails)
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

    /// For an expression that one of the two refuses.
    private func compare(_ expression: String, fails: Bool) throws -> [Disagreement] {
        let ours = evaluate(expression, in: scope)
        if fails, ours.diagnostics.hasErrors || DeliberateDifference.allows(expression, ours.value) { return [] }
        if !fails, ours.diagnostics.hasErrors, DeliberateDifference.refuses(expression) { return [] }
        if mayKnowMore, !fails, DeliberateDifference.knowsLess(expression, ours.value) { return [] }
        if mayKnowMore, DeliberateDifference.marksLess(expression),
            try terraform.answer(to: expression)?.contains("(sensitive value)") ?? false
        {
            return []
        }
        if mayKnowMore, fails != ours.diagnostics.hasErrors, try isLateOrEarly(expression, ours) { return [] }
        let martlet =
            ours.diagnostics.hasErrors
            ? "fault: \(ours.diagnostics.sorted.first?.detail ?? "")" : ValueText.text(of: ours.value)
        let theirs = try terraform.answer(to: expression)
        return [Disagreement(expression: expression, terraform: theirs ?? "fault", martlet: martlet)]
    }

    /// Whether a fault is found as soon as it is certain, or as soon as values are known: neither is wrong.
    private func isLateOrEarly(_ expression: String, _ ours: Evaluated) throws -> Bool {
        guard ours.diagnostics.hasErrors else { return !ours.value.isWhollyKnown }
        return try terraform.answer(to: expression)?.contains("(known after apply)") ?? false
    }

    /// The expressions with other answers, each of which has one.
    private func different(_ expressions: [String]) throws -> [Disagreement] {
        guard !expressions.isEmpty else { return [] }
        // JSON in Base64 is the same in both consoles, whatever the characters.
        let asked = mayKnowMore ? expressions : expressions.map { "base64encode(jsonencode(\($0)))" }
        let value = try terraform.answer(to: Self.tuple(asked))
        let ours = ValueText.text(of: evaluate(Self.tuple(asked), in: scope).value)
        let type = try terraform.answer(to: "type(\(Self.tuple(expressions)))").map { TypeComparison.plain($0) }
        let ownType = evaluate(Self.tuple(expressions), in: scope).value.type.description
        let isSameValue = mayKnowMore ? Self.admits(value, ours) : value == ours
        let isSameType = TypeComparison(mayKnowMore: mayKnowMore).agrees(type ?? "", TypeComparison.plain(ownType))
        if isSameValue, isSameType { return [] }
        guard expressions.count == 1 else { return try halves(expressions).flatMap { try different($0) } }
        guard isSameValue else { return try compare(expressions[0], fails: false) }
        return [Disagreement(expression: expressions[0], terraform: type ?? "fault", martlet: ownType)]
    }

    private static func tuple(_ expressions: [String]) -> String { "[" + expressions.joined(separator: ", ") + "]" }

    private func halves(_ expressions: [String]) -> [[String]] {
        let middle = expressions.count / 2
        return [Array(expressions[..<middle]), Array(expressions[middle...])]
    }

    /// Whether `ours` is what Terraform prints, but for places where it does not know.
    private static func admits(_ theirs: String?, _ ours: String) -> Bool {
        guard let theirs else { return false }
        let pieces = theirs.replacing("of dynamic", with: "of any").split(
            separator: "(known after apply)", omittingEmptySubsequences: false)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return theirs == ours }
        guard ours.hasPrefix(first), ours.hasSuffix(last) else { return false }
        var rest = ours.dropFirst(first.count)
        for piece in pieces.dropFirst() where !piece.isEmpty {
            guard let place = rest.firstRange(of: piece) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }
}

/// Compares types as the two programs write them.
struct TypeComparison {
    let mayKnowMore: Bool

    /// A type in a form that both notations come to.
    static func plain(_ text: String) -> String {
        var result = ""
        for character in text where !character.isWhitespace && character != "\"" {
            if "})]".contains(character), result.last == "," { result.removeLast() }
            result.append(character == ":" ? "=" : character)
        }
        return result.split(separator: "dynamic", omittingEmptySubsequences: false).joined(separator: "any")
    }

    /// Whether two plain types are the same, but for parts of theirs that may be anything.
    func agrees(_ theirs: String, _ ours: String) -> Bool {
        guard mayKnowMore else { return theirs == ours }
        var (theirs, ours) = (Substring(theirs), Substring(ours))
        while let next = theirs.first {
            if theirs.hasPrefix("any") {
                theirs = theirs.dropFirst(3)
                ours = Self.behindType(ours)
            } else {
                guard ours.first == next else { return false }
                theirs.removeFirst()
                ours.removeFirst()
            }
        }
        return ours.isEmpty
    }

    /// What follows the type that a text begins with.
    private static func behindType(_ text: Substring) -> Substring {
        var depth = 0
        var rest = text
        while let next = rest.first {
            if depth == 0, ",)]}".contains(next) { break }
            if "([{".contains(next) { depth += 1 }
            if ")]}".contains(next) { depth -= 1 }
            rest.removeFirst()
        }
        return rest
    }
}

/// Where Martlet has a value and Terraform has none, on purpose: docs/decisions/0105-differences-from-terraform.md.
enum DeliberateDifference {
    static func allows(_ expression: String, _ value: Value) -> Bool {
        // The left side may settle `&&` and `||`, and then the right one may be at fault. A template may stand in the
        // expression itself.
        ["&&", "||", "templatestring(", "cidrsubnets(", "formatlist("].contains { expression.contains($0) }
    }

    /// Whether Martlet may refuse what Terraform does not: a null in `format`, numbers below zero in `cidrsubnet`.
    static func refuses(_ expression: String) -> Bool {
        expression.contains("cidrsubnet(") || expression.contains("null") && expression.contains("format")
            || expression.contains("element(")
    }

    /// Whether fewer marks are right: those of a branch that is not taken, or of the other parts of what `one` and `coalesce`
    /// choose.
    static func marksLess(_ expression: String) -> Bool {
        [" ? ", "%{ if", "one(", "coalesce("].contains { expression.contains($0) }
    }

    /// Whether Martlet may know less: how many elements a set has that are not known.
    static func knowsLess(_ expression: String, _ value: Value) -> Bool {
        ["set", "matchkeys("].contains { expression.contains($0) } && !value.isWhollyKnown
    }
}
