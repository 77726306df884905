internal import MartletModel

extension ExpressionParser {
    mutating func builtInCall(_ name: String, _ span: Span) throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        let (arguments, expands) = try self.arguments(start)
        guard let function = FunctionTable.functions[name] else {
            let near = nearestName(to: name, among: FunctionTable.functions.keys.sorted())
            let hint = near.map { "Did you mean `\($0)`?" } ?? "docs/functions.md lists all functions."
            throw fault(.unknownFunction, Int(span.start), Int(span.end), "There is no function `\(name)`.", hint: hint)
        }
        let call = ExpressionNode.Call(
            function: .builtIn(function), arguments: arguments, expandsLast: expands, nameSpan: span
        )
        return .call(call, Span(Int(span.start), cursor.index))
    }

    /// Reads the rest of `provider::NAME::FUNCTION(…)`.
    mutating func providerCall(_ name: String, _ span: Span) throws(Abandoned) -> ExpressionNode {
        var parts = [name]
        while cursor.skip("::") { parts.append(try identifier("in the name of a function").0) }
        let nameSpan = Span(Int(span.start), cursor.index)
        skipSpace()
        guard cursor.current == UInt8(ascii: "(") else {
            throw unexpected("where the arguments of a call should stand")
        }
        let (arguments, expands) = try self.arguments(cursor.index)
        let callSpan = Span(Int(span.start), cursor.index)
        if parts.count == 2, parts[0] == "core", let function = FunctionTable.functions[parts[1]] {
            let call = ExpressionNode.Call(
                function: .builtIn(function), arguments: arguments, expandsLast: expands, nameSpan: nameSpan)
            return .call(call, callSpan)
        }
        guard parts.count == 3, parts[0] == "provider" else {
            throw fault(
                .unknownFunction, Int(span.start), Int(nameSpan.end),
                "There is no function `\(parts.joined(separator: "::"))`.",
                hint: "Functions of providers are `provider::NAME::FUNCTION`.")
        }
        let call = ExpressionNode.Call(
            function: .provider(parts[1], parts[2]), arguments: arguments, expandsLast: expands, nameSpan: nameSpan)
        return .call(call, callSpan)
    }

    /// Reads `(a, b, c...)`; whether the last is expanded.
    private mutating func arguments(_ start: Int) throws(Abandoned) -> ([ExpressionNode], Bool) {
        cursor.index += 1
        return try withLineBreaks(ending: false) { parser throws(Abandoned) in
            var arguments: [ExpressionNode] = []
            while true {
                parser.skipSpace()
                if parser.cursor.skip(")") { return (arguments, false) }
                arguments.append(try parser.expression())
                parser.skipSpace()
                if parser.cursor.skip("...") {
                    parser.skipSpace()
                    _ = parser.cursor.skip(",")
                    parser.skipSpace()
                    guard parser.cursor.skip(")") else {
                        throw parser.unexpected("behind `...`", hint: "Only the last argument is expanded.")
                    }
                    return (arguments, true)
                }
                if parser.cursor.skip(",") { continue }
                guard parser.cursor.current == UInt8(ascii: ")") else { throw parser.unclosed("(", start) }
            }
        }
    }
}
