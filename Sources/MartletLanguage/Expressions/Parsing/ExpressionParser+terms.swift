internal import MartletModel

extension ExpressionParser {
    /// Reads a literal, a bracket, a name or a call.
    mutating func term() throws(Abandoned) -> ExpressionNode {
        skipSpace()
        let start = cursor.index
        guard let byte = cursor.current else { throw unexpected("where a value should stand") }
        switch byte {
        case UInt8(ascii: "\""): return try quotedTemplate()
        case UInt8(ascii: "("): return try parenthesized()
        case UInt8(ascii: "["): return try tuple()
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "<") where cursor.peek(1) == byte: return try heredoc()
        case _ where byte.startsIdentifier: return try nameOrCall(start)
        default: throw unexpected("where a value should stand")
        }
    }

    private mutating func parenthesized() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        cursor.index += 1
        let inner = try withLineBreaks(ending: false) { parser throws(Abandoned) in
            let inner = try parser.expression()
            parser.skipSpace()
            return inner
        }
        guard cursor.skip(")") else { throw unclosed("(", start) }
        return inner
    }

    /// Notes that a bracket is not closed where it should be.
    mutating func unclosed(_ bracket: String, _ start: Int) -> Abandoned {
        guard cursor.isAtEnd else {
            return unexpected("inside `\(bracket)`", hint: "Is a comma or a closing bracket missing?")
        }
        return fault(.unclosed, start, start + 1, "The `\(bracket)` is not closed.")
    }

    private mutating func number() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        skipDigits()
        if cursor.current == UInt8(ascii: "."), cursor.peek(1)?.isDigit == true {
            cursor.index += 1
            skipDigits()
        }
        if let byte = cursor.current, byte | 0x20 == UInt8(ascii: "e") {
            let hasSign = cursor.peek(1) == UInt8(ascii: "+") || cursor.peek(1) == UInt8(ascii: "-")
            if cursor.peek(hasSign ? 2 : 1)?.isDigit == true {
                cursor.index += hasSign ? 2 : 1
                skipDigits()
            }
        }
        if let byte = cursor.current, byte.startsIdentifier {
            let end = cursor.identifierEnd
            throw fault(
                .invalidNumber, start, end, "`\(cursor.text(start, end))` is not a number.",
                hint: "Numbers are decimal; a string stands in double quotes.")
        }
        guard let number = Number(decimal: cursor.text(start, cursor.index)) else {
            throw fault(.invalidNumber, start, cursor.index, "This is not a number.")
        }
        return .literal(.number(number), Span(start, cursor.index))
    }

    private mutating func skipDigits() {
        while let byte = cursor.current, byte.isDigit { cursor.index += 1 }
    }

    /// Reads an identifier; its text and span.
    mutating func identifier(_ place: String) throws(Abandoned) -> (String, Span) {
        let start = cursor.index
        let end = cursor.identifierEnd
        guard end > start else { throw unexpected(place) }
        cursor.index = end
        return (cursor.text(start, end).normalized, Span(start, end))
    }

    private mutating func nameOrCall(_ start: Int) throws(Abandoned) -> ExpressionNode {
        let (name, span) = try identifier("where a value should stand")
        if cursor.starts(with: "::") { return try providerCall(name, span) }
        let afterName = cursor.index
        skipSpace()
        if cursor.current == UInt8(ascii: "(") { return try builtInCall(name, span) }
        cursor.index = afterName
        if let slot = variables.lastIndex(of: name) { return .variable(slot, span) }
        switch name {
        case "true": return .literal(.bool(true), span)
        case "false": return .literal(.bool(false), span)
        case "null": return .literal(.null, span)
        default: return try reference(name, span)
        }
    }

    private mutating func reference(_ name: String, _ span: Span) throws(Abandoned) -> ExpressionNode {
        guard case .roots = names, let root = ReferenceRoot(rawValue: name) else { throw unknownName(name, span) }
        let steps = try traversalSteps()
        let end = steps.last.map { Int($0.span.end) } ?? Int(span.end)
        return .reference(Traversal(root: root, steps: steps, span: Span(Int(span.start), end)))
    }

    /// The steps behind a reference, up to a splat.
    private mutating func traversalSteps() throws(Abandoned) -> [Traversal.Step] {
        var steps: [Traversal.Step] = []
        // Most references have a name and an attribute.
        steps.reserveCapacity(2)
        while let step = try self.step() {
            switch step {
            case .attribute(let name, let span): steps.append(.attribute(name, span))
            case .index(let key, let span): steps.append(.index(key, span))
            }
        }
        return steps
    }

    private mutating func unknownName(_ name: String, _ span: Span) -> Abandoned {
        let (start, end) = (Int(span.start), Int(span.end))
        guard case .roots = names else {
            let known = variables.filter { !$0.isEmpty }
            let hint = nearestName(to: name, among: known).map { "Did you mean `\($0)`?" }
            return fault(.unknownRoot, start, end, "The template is given no value `\(name)`.", hint: hint)
        }
        let roots = ReferenceRoot.allCases.map(\.rawValue)
        let detail =
            "Nothing is called `\(name)` here: references begin with \(roots.dropLast().map { "`\($0)`" }.joined(separator: ", ")) or `\(roots[roots.count - 1])`."
        return fault(.unknownRoot, start, end, detail, hint: Self.hint(forName: name, variables: variables))
    }

    private static func hint(forName name: String, variables: [String]) -> String {
        switch name {
        case "count": return "There is no `count`: use `for_each` with `each.key`, or `when`."
        case "terraform": return "The environment's name is `stack.environment`."
        case "variable", "variables", "vars": return "Did you mean `var`?"
        case "locals": return "Did you mean `local`?"
        default:
            let candidates = ReferenceRoot.allCases.map(\.rawValue) + variables.filter { !$0.isEmpty }
            if let near = nearestName(to: name, among: candidates) { return "Did you mean `\(near)`?" }
            return "A string stands in double quotes; a resource is `resource.NAME`."
        }
    }
}

extension String {
    /// The string in Unicode's normal form C, as every string of the language is. O(1) for the ASCII of nearly all of them.
    package var normalized: String {
        // U+0300 is the first character that normalisation can touch; in UTF-8 it begins with 0xCC.
        guard utf8.contains(where: { $0 >= 0xCC }) else { return self }
        return composed
    }
}
