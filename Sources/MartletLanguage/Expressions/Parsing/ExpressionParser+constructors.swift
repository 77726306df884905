internal import MartletModel

extension ExpressionParser {
    /// Reads `[…]`: elements, or a comprehension.
    mutating func tuple() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        cursor.index += 1
        return try withLineBreaks(ending: false) { parser throws(Abandoned) in
            if let node = try parser.comprehension(start, closing: "]") { return node }
            var elements: [ExpressionNode] = []
            while true {
                parser.skipSpace()
                if parser.cursor.skip("]") { return .tuple(elements, Span(start, parser.cursor.index)) }
                elements.append(try parser.expression())
                parser.skipSpace()
                if parser.cursor.skip(",") { continue }
                guard parser.cursor.current == UInt8(ascii: "]") else { throw parser.unclosed("[", start) }
            }
        }
    }

    /// Reads `{…}`: items, or a comprehension.
    mutating func object() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        cursor.index += 1
        let comprehension = try withLineBreaks(ending: false) { parser throws(Abandoned) in
            try parser.comprehension(start, closing: "}")
        }
        if let comprehension { return comprehension }
        return try withLineBreaks(ending: true) { parser throws(Abandoned) in
            var items: [ExpressionNode.ObjectItem] = []
            while true {
                parser.cursor.skipSpace(lineBreaks: true)
                if parser.cursor.skip("}") { return .object(items, Span(start, parser.cursor.index)) }
                items.append(try parser.item(start))
                parser.skipSpace()
                if parser.cursor.skip(",") || parser.cursor.skip("\n") { continue }
                guard parser.cursor.current == UInt8(ascii: "}") else { throw parser.unclosed("{", start) }
            }
        }
    }

    private mutating func item(_ start: Int) throws(Abandoned) -> ExpressionNode.ObjectItem {
        let key = try itemKey()
        skipSpace()
        guard cursor.skip("=") || cursor.skip(":") else {
            if cursor.isAtEnd { throw unclosed("{", start) }
            throw unexpected("behind an object's key", hint: "Write `key = value`.")
        }
        // The value may begin on the next line only inside brackets of its own.
        return ExpressionNode.ObjectItem(key: key, value: try expression())
    }

    /// A name that stands for itself, or any expression; one that could be taken for a reference wants parentheses.
    private mutating func itemKey() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        let end = cursor.identifierEnd
        guard end > start else { return try expression() }
        cursor.index = end
        skipSpace()
        let isBare =
            cursor.current == UInt8(ascii: ":")
            || (cursor.current == UInt8(ascii: "=") && cursor.peek(1) != UInt8(ascii: "="))
        if isBare { return .literal(.string(cursor.text(start, end).normalized), Span(start, end)) }
        let isReference = cursor.current == UInt8(ascii: ".") || cursor.current == UInt8(ascii: "[")
        cursor.index = start
        guard !isReference else {
            throw fault(
                .ambiguousKey, start, end, "The key looks like a reference.",
                hint: "Put a reference in parentheses, `(var.name) = …`, and a text with dots in quotes.")
        }
        return try expression()
    }

    /// Reads `for k, v in source : [key =>] value[...] [if condition]` up to the closing bracket; nil when no `for` follows.
    private mutating func comprehension(_ start: Int, closing: StaticString) throws(Abandoned) -> ExpressionNode? {
        skipSpace()
        let end = cursor.identifierEnd
        guard cursor.text(cursor.index, end) == "for" else { return nil }
        let before = cursor.index
        cursor.index = end
        skipSpace()
        guard cursor.identifierEnd > cursor.index else {
            cursor.index = before
            return nil
        }
        return try nested { parser throws(Abandoned) in try parser.comprehensionBody(start, closing: closing) }
    }

    private mutating func comprehensionBody(_ start: Int, closing: StaticString) throws(Abandoned) -> ExpressionNode {
        let isObject = cursor.bytes[start] == UInt8(ascii: "{")
        let (names, source) = try loopHead()
        skipSpace()
        guard cursor.skip(":") else { throw unexpected("in a `for`", hint: "Write `for x in list : value`.") }
        variables.append(contentsOf: names)
        defer { variables.removeLast(names.count) }
        var key: ExpressionNode?
        var value = try expression()
        skipSpace()
        if isObject {
            guard cursor.skip("=>") else {
                throw unexpected("in a `for` that makes an object", hint: "Write `{for x in list : key => value}`.")
            }
            key = value
            value = try expression()
            skipSpace()
        }
        let isGrouping = isObject && cursor.skip("...")
        let condition = try loopCondition()
        skipSpace()
        guard cursor.skip(closing) else { throw unclosed(isObject ? "{" : "[", start) }
        let comprehension = ExpressionNode.Comprehension(
            source: source, hasKeyVariable: names.count == 2, key: key, value: value, condition: condition,
            isGrouping: isGrouping
        )
        return .comprehension(comprehension, Span(start, cursor.index))
    }

    /// Reads `k, v in source`.
    mutating func loopHead() throws(Abandoned) -> ([String], ExpressionNode) {
        skipSpace()
        var names = [try identifier("where the variable of a `for` should stand").0]
        skipSpace()
        if cursor.skip(",") {
            skipSpace()
            names.append(try identifier("where the second variable of a `for` should stand").0)
            skipSpace()
        }
        guard cursor.text(cursor.index, cursor.identifierEnd) == "in" else {
            throw unexpected("in a `for`", hint: "Write `for x in list : value`.")
        }
        cursor.index += 2
        return (names, try expression())
    }

    private mutating func loopCondition() throws(Abandoned) -> ExpressionNode? {
        skipSpace()
        guard cursor.text(cursor.index, cursor.identifierEnd) == "if" else { return nil }
        cursor.index += 2
        return try expression()
    }
}
