internal import MartletModel

extension ExpressionParser {
    /// Reads a term and what is applied to it: attributes, indexes, splats.
    mutating func termWithSteps() throws(Abandoned) -> ExpressionNode {
        var node = try term()
        while true {
            if let splat = try splat(over: node) {
                node = splat
            } else if let step = try step() {
                node = node.taking(step)
            } else {
                return node
            }
            try grow()
        }
    }

    /// Reads `.name`, `.0` or `[key]`; nil when none of these follows.
    mutating func step() throws(Abandoned) -> Traversal.Step? {
        let before = cursor.index
        skipSpace()
        let start = cursor.index
        switch cursor.current {
        case UInt8(ascii: ".")?:
            // `...` belongs to a call or a grouping.
            guard cursor.peek(1) != UInt8(ascii: "."), cursor.peek(1) != UInt8(ascii: "*") else { break }
            cursor.index += 1
            return try attributeStep(start)
        case UInt8(ascii: "[")?:
            guard !startsFullSplat else { break }
            cursor.index += 1
            let key = try withLineBreaks(ending: false) { parser throws(Abandoned) in
                let key = try parser.expression()
                parser.skipSpace()
                return key
            }
            guard cursor.skip("]") else { throw unclosed("[", start) }
            return .index(key, Span(start, cursor.index))
        default: break
        }
        cursor.index = before
        return nil
    }

    private mutating func attributeStep(_ start: Int) throws(Abandoned) -> Traversal.Step {
        skipSpace()
        guard let byte = cursor.current, byte.isDigit else {
            let (name, span) = try identifier("behind a dot, where a name should stand")
            return .attribute(name, Span(start, Int(span.end)))
        }
        let digits = cursor.index
        while let byte = cursor.current, byte.isDigit { cursor.index += 1 }
        let span = Span(start, cursor.index)
        guard let number = Number(decimal: cursor.text(digits, cursor.index)) else {
            throw fault(.invalidNumber, digits, cursor.index, "This is not an index.")
        }
        return .index(.literal(.number(number), span), span)
    }

    /// Whether `[*]` is next.
    private var startsFullSplat: Bool {
        var ahead = cursor
        ahead.index += 1
        ahead.skipSpace(lineBreaks: true)
        guard ahead.current == UInt8(ascii: "*") else { return false }
        ahead.index += 1
        ahead.skipSpace(lineBreaks: true)
        return ahead.current == UInt8(ascii: "]")
    }

    /// Reads `[*]` or `.*` with the steps that belong to each element: attributes and, behind `[*]`, indexes.
    private mutating func splat(over source: ExpressionNode) throws(Abandoned) -> ExpressionNode? {
        let before = cursor.index
        skipSpace()
        let isFull = cursor.current == UInt8(ascii: "[") && startsFullSplat
        guard isFull || cursor.starts(with: ".*") else {
            cursor.index = before
            return nil
        }
        cursor.index += isFull ? 1 : 2
        if isFull {
            cursor.skipSpace(lineBreaks: true)
            cursor.index += 1
            cursor.skipSpace(lineBreaks: true)
            cursor.index += 1
        }
        let itemSpan = Span(Int(source.span.start), cursor.index)
        variables.append("")
        defer { variables.removeLast() }
        var each = ExpressionNode.variable(variables.count - 1, itemSpan)
        while true {
            // Behind `[*]` everything belongs to the element, also another splat.
            if isFull, let inner = try nested({ parser throws(Abandoned) in try parser.splat(over: each) }) {
                each = inner
            } else if let step = try elementStep(isFull: isFull) {
                each = each.taking(step)
            } else {
                break
            }
            try grow()
        }
        return .splat(source: source, each: each, Span(Int(source.span.start), cursor.index))
    }

    private mutating func elementStep(isFull: Bool) throws(Abandoned) -> Traversal.Step? {
        let before = cursor.index
        skipSpace()
        let next = cursor.current
        cursor.index = before
        guard isFull || next == UInt8(ascii: ".") else { return nil }
        return try step()
    }
}

extension ExpressionNode {
    /// This node with one more step.
    fileprivate func taking(_ step: Traversal.Step) -> ExpressionNode {
        let span = span.joined(step.span)
        return switch step {
        case .attribute(let name, _): .attribute(self, name, span)
        case .index(let key, _): .index(self, key, span)
        }
    }
}
