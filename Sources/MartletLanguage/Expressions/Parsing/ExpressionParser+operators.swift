internal import MartletModel

extension ExpressionParser {
    /// Reads an expression, with `?:` binding least.
    mutating func expression() throws(Abandoned) -> ExpressionNode {
        try nested { parser throws(Abandoned) in
            try parser.measured { parser throws(Abandoned) in try parser.conditional() }
        }
    }

    private mutating func conditional() throws(Abandoned) -> ExpressionNode {
        let condition = try operation(atLeast: 1)
        skipSpace()
        guard cursor.skip("?") else { return condition }
        let whenTrue = try expression()
        skipSpace()
        guard cursor.skip(":") else {
            throw unexpected("between the branches of a condition", hint: "Write `condition ? yes : no`.")
        }
        let whenFalse = try expression()
        return .conditional(condition, whenTrue, whenFalse, condition.span.joined(whenFalse.span))
    }

    /// Reads operators of at least one precedence: precedence climbing, every operator to the left.
    private mutating func operation(atLeast minimum: Int) throws(Abandoned) -> ExpressionNode {
        var left = try unary()
        while true {
            skipSpace()
            guard let (symbol, length) = binaryOperator, symbol.precedence >= minimum else { return left }
            cursor.index += length
            let next = symbol.precedence + 1
            let right = try nested { parser throws(Abandoned) in try parser.operation(atLeast: next) }
            try grow()
            left = .binary(symbol, left, right, left.span.joined(right.span))
        }
    }

    private var binaryOperator: (BinaryOperator, Int)? {
        guard let byte = cursor.current else { return nil }
        let next = cursor.peek(1)
        switch byte {
        case UInt8(ascii: "|") where next == byte: return (.or, 2)
        case UInt8(ascii: "&") where next == byte: return (.and, 2)
        case UInt8(ascii: "=") where next == byte: return (.equal, 2)
        case UInt8(ascii: "!") where next == UInt8(ascii: "="): return (.notEqual, 2)
        case UInt8(ascii: ">"): return next == UInt8(ascii: "=") ? (.greaterOrEqual, 2) : (.greater, 1)
        case UInt8(ascii: "<"): return next == UInt8(ascii: "=") ? (.lessOrEqual, 2) : (.less, 1)
        case UInt8(ascii: "+"): return (.add, 1)
        case UInt8(ascii: "-"): return (.subtract, 1)
        case UInt8(ascii: "*"): return (.multiply, 1)
        case UInt8(ascii: "/"): return (.divide, 1)
        case UInt8(ascii: "%"): return (.remainder, 1)
        default: return nil
        }
    }

    /// Reads a term with what is applied to it; `-` and `!` bind tighter than any operator between two values.
    private mutating func unary() throws(Abandoned) -> ExpressionNode {
        skipSpace()
        let start = cursor.index
        let symbol: UnaryOperator
        switch cursor.current {
        case UInt8(ascii: "-")?: symbol = .negate
        case UInt8(ascii: "!")?: symbol = .not
        default: return try termWithSteps()
        }
        cursor.index += 1
        let operand = try nested { parser throws(Abandoned) in try parser.unary() }
        let span = Span(start, Int(operand.span.end))
        if symbol == .negate, case .literal(.number(let number), _) = operand {
            return .literal(.number(-number), span)
        }
        return .unary(symbol, operand, span)
    }
}
