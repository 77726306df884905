package import MartletModel

/// Reads HCL's native expression syntax (hcl/hclsyntax/spec.md).
///
/// Works on bytes, once, forward; recursion is bounded. Faults are collected: after one inside `${…}` reading goes on behind it.
package struct ExpressionParser {
    /// Which names an expression may begin a reference with.
    package enum Names: Sendable {
        /// Those of a stack: ``ReferenceRoot``.
        case roots
        /// Only these, as in a file given to `templatefile`.
        case only([String])
    }

    /// The most levels of nesting.
    package static let depthLimit = 200
    /// The most operators and steps that follow one another: each makes the tree, which is walked and freed by recursion,
    /// one level higher.
    package static let chainLimit = 1_000
    /// The most expressions in one: each takes some hundred bytes, however short it is in the text.
    package static let partLimit = 100_000

    /// Thrown after a fault has been noted: the part being read cannot be completed.
    struct Abandoned: Error {}

    var cursor: ByteCursor
    let origin: TextOrigin
    let names: Names
    /// The names of `for` variables in reach, outermost first; empty for the element of a splat.
    var variables: [String] = []
    /// Whether a line break ends an expression, as between the items of an object.
    var lineBreaksEnd = false
    var depth = 0
    /// How high the tree of the expression being read is by now: operators and steps, and the highest expression in it.
    var height = 0
    /// The expressions read so far, one inside another and one beside another.
    private var parts = 0
    /// Whether reading on behind a fault may tell something new: not for ever, and not when there is too much already.
    var recovers: Bool { parts <= Self.partLimit && diagnostics.all.count < 100 }
    var diagnostics = Diagnostics()

    init(_ bytes: [UInt8], origin: TextOrigin, names: Names) {
        cursor = ByteCursor(bytes)
        self.origin = origin
        self.names = names
        if case .only(let given) = names { variables = given }
    }

    /// Reads the text of a scalar: one `${…}` alone keeps its type, text without `${` and `%{` is a literal, and anything else
    /// is a string with values in it.
    package static func parseTemplate(
        _ text: String, origin: TextOrigin, names: Names = .roots
    ) -> Result<Expression, Diagnostics> {
        var text = text
        let isLiteral = text.withUTF8 { !$0.containsTemplateMarks }
        if isLiteral {
            return .success(Expression(literal: .string(text.normalized), origin: origin, length: text.utf8.count))
        }
        var parser = ExpressionParser(Array(text.utf8), origin: origin, names: names)
        return parser.finished { parser throws(Abandoned) in try parser.wholeTemplate() }
    }

    /// Reads a bare expression, as on a console line or behind `--var NAME=`.
    package static func parseExpression(
        _ text: String, origin: TextOrigin, names: Names = .roots
    ) -> Result<Expression, Diagnostics> {
        var parser = ExpressionParser(Array(text.utf8), origin: origin, names: names)
        return parser.finished { parser throws(Abandoned) in
            let node = try parser.expression()
            parser.skipSpace()
            guard parser.cursor.isAtEnd else { throw parser.unexpected("after the expression") }
            return node
        }
    }

    private mutating func finished(
        _ body: (inout ExpressionParser) throws(Abandoned) -> ExpressionNode
    ) -> Result<Expression, Diagnostics> {
        guard let node = try? body(&self), !diagnostics.hasErrors else { return .failure(diagnostics) }
        return .success(Expression(node, origin: origin))
    }

    // MARK: Faults

    func range(_ start: Int, _ end: Int) -> SourceRange { origin.range(start, end) }

    /// Notes a fault; to be thrown.
    mutating func fault(
        _ fault: ExpressionFault, _ start: Int, _ end: Int, _ detail: String, hint: String? = nil
    ) -> Abandoned {
        diagnostics.append(fault.at(range(start, min(max(end, start), cursor.bytes.count)), detail, hint: hint))
        return Abandoned()
    }

    /// Notes that what stands at the cursor does not belong there.
    mutating func unexpected(_ place: String, hint: String? = nil) -> Abandoned {
        let start = cursor.index
        guard let byte = cursor.current else {
            return fault(
                .invalidExpression, start, start, "The expression ends too early: more was expected \(place).",
                hint: hint)
        }
        let end = max(cursor.identifierEnd, start + 1)
        let hint = hint ?? Self.hint(for: byte, next: cursor.peek(1))
        return fault(
            .invalidExpression, start, end, "`\(cursor.text(start, end))` was not expected \(place).", hint: hint)
    }

    private static func hint(for byte: UInt8, next: UInt8?) -> String? {
        switch byte {
        case UInt8(ascii: "'"): "Strings stand in double quotes."
        case UInt8(ascii: "="): "Two values are compared with `==`."
        case UInt8(ascii: "&"): "Both conditions hold: `&&`."
        case UInt8(ascii: "|"): "One of two conditions holds: `||`."
        default: nil
        }
    }

    mutating func skipSpace() { cursor.skipSpace(lineBreaks: !lineBreaksEnd) }

    /// Runs `body` one level deeper.
    mutating func nested<T>(_ body: (inout ExpressionParser) throws(Abandoned) -> T) throws(Abandoned) -> T {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            let detail = "More than \(Self.depthLimit) levels are nested."
            throw fault(.nestedTooDeeply, cursor.index, cursor.index + 1, detail, hint: "Move parts into locals.")
        }
        return try body(&self)
    }

    /// Runs `body`, which reads one expression: what stands beside it in a list does not make it higher.
    mutating func measured<T>(_ body: (inout ExpressionParser) throws(Abandoned) -> T) throws(Abandoned) -> T {
        parts += 1
        guard parts <= Self.partLimit else {
            let detail = "The expression has more than \(Self.partLimit) parts."
            throw fault(.nestedTooDeeply, cursor.index, cursor.index + 1, detail, hint: "Put the data into a file.")
        }
        let outer = height
        height = 0
        defer { height = max(outer, height + 1) }
        return try body(&self)
    }

    /// Counts an operator or a step.
    mutating func grow() throws(Abandoned) {
        height += 1
        guard height <= Self.chainLimit else {
            let detail = "More than \(Self.chainLimit) operators and steps follow one another."
            throw fault(.nestedTooDeeply, cursor.index, cursor.index + 1, detail, hint: "Move parts into locals.")
        }
    }

    /// Runs `body` with line breaks meaning nothing, or ending expressions.
    mutating func withLineBreaks<T>(
        ending: Bool, _ body: (inout ExpressionParser) throws(Abandoned) -> T
    ) throws(Abandoned) -> T {
        let before = lineBreaksEnd
        lineBreaksEnd = ending
        defer { lineBreaksEnd = before }
        return try body(&self)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether `${` or `%{` occurs, also escaped.
    fileprivate var containsTemplateMarks: Bool {
        guard count > 1 else { return false }
        for index in 1..<count where self[index] == UInt8(ascii: "{") {
            let before = self[index - 1]
            if before == UInt8(ascii: "$") || before == UInt8(ascii: "%") { return true }
        }
        return false
    }
}
