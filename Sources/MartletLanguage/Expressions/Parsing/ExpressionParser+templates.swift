internal import MartletModel

/// How the text of a template is written.
enum TemplateStyle {
    /// A scalar or a file: no escapes but those of template marks.
    case bare
    /// Between double quotes, with backslash escapes.
    case quoted
}

extension ExpressionNode {
    /// Whether it is a literal text.
    fileprivate var isText: Bool {
        if case .literal(.string, _) = self { return true }
        return false
    }
}

/// One part of a template being read.
enum TemplatePart {
    case text([UInt8], Span)
    case node(ExpressionNode)
}

/// What ends a run of template parts.
enum TemplateEnd {
    case text
    case otherwise
    case endIf
    case endFor
}

extension ExpressionParser {
    /// Reads the whole text as a template.
    mutating func wholeTemplate() throws(Abandoned) -> ExpressionNode {
        let (parts, _) = try templateParts(.bare, within: nil)
        return Self.node(parts, Span(0, cursor.bytes.count), unwrapping: true)
    }

    /// Reads `"…"`.
    mutating func quotedTemplate() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        cursor.index += 1
        let (parts, _) = try nested { parser throws(Abandoned) in try parser.templateParts(.quoted, within: nil) }
        guard cursor.skip("\"") else {
            throw fault(.unclosed, start, start + 1, "The string is not closed.", hint: "Is a `\"` missing?")
        }
        return Self.node(parts, Span(start, cursor.index), unwrapping: true)
    }

    /// One node for all parts. A single value keeps its type when `unwrapping`.
    static func node(_ parts: [TemplatePart], _ span: Span, unwrapping: Bool) -> ExpressionNode {
        // The commonest template: `${…}` alone.
        if parts.count == 1, unwrapping, case .node(let node) = parts[0], !node.isText { return node }
        var nodes: [ExpressionNode] = []
        nodes.reserveCapacity(parts.count)
        var pending: [UInt8] = []
        var pendingSpan: Span?
        func flush() {
            guard let textSpan = pendingSpan else { return }
            nodes.append(.literal(.string(String(decoding: pending, as: UTF8.self).normalized), textSpan))
            pending = []
            pendingSpan = nil
        }
        for part in parts {
            switch part {
            case .text(let bytes, let textSpan):
                pending += bytes
                pendingSpan = pendingSpan?.joined(textSpan) ?? textSpan
            case .node(let node):
                flush()
                nodes.append(node)
            }
        }
        flush()
        guard !nodes.isEmpty else { return .literal(.string(""), span) }
        if nodes.count == 1, case .literal(.string(let text), _) = nodes[0] { return .literal(.string(text), span) }
        return nodes.count == 1 && unwrapping ? nodes[0] : .template(nodes, span)
    }

    /// Reads parts up to the end of the text, the closing quote, or what ends the directive `within`.
    mutating func templateParts(
        _ style: TemplateStyle, within directive: String?
    ) throws(Abandoned) -> ([TemplatePart], TemplateEnd) {
        var parts: [TemplatePart] = []
        while let byte = cursor.current {
            if style == .quoted, byte == UInt8(ascii: "\"") { break }
            let isInterpolation = cursor.starts(with: "${")
            guard isInterpolation || cursor.starts(with: "%{") else {
                try appendText(style, to: &parts)
                continue
            }
            let start = cursor.index
            cursor.index += 2
            if cursor.skip("~") { Self.trimEnd(of: &parts) }
            if isInterpolation {
                parts.append(.node(try interpolation(start, style)))
            } else if let end = try self.directive(start, style, within: directive, into: &parts) {
                return (parts, end)
            }
        }
        if let directive {
            let detail = "The `%{\(directive)}` is not ended."
            throw fault(.unfinishedDirective, cursor.index, cursor.index, detail, hint: "Add `%{end\(directive)}`.")
        }
        return (parts, .text)
    }

    // MARK: Values

    /// Reads the value of `${…}` from behind its opening; a fault inside does not stop the reading of what follows.
    private mutating func interpolation(_ start: Int, _ style: TemplateStyle) throws(Abandoned) -> ExpressionNode {
        let outerVariables = variables
        do throws(Abandoned) {
            let node = try withLineBreaks(ending: false) { parser throws(Abandoned) in try parser.expression() }
            try closeMarks(start)
            return node
        } catch {
            guard style == .bare, depth == 0, recovers, skipToClosingBrace(from: start + 2) else { throw error }
            variables = outerVariables
            return .literal(.null, Span(start, cursor.index))
        }
    }

    /// Steps over `}` or `~}`.
    mutating func closeMarks(_ start: Int) throws(Abandoned) {
        cursor.skipSpace(lineBreaks: true)
        let trims = cursor.skip("~")
        guard cursor.skip("}") else {
            guard cursor.isAtEnd else {
                throw unexpected("inside `\(cursor.text(start, start + 2))…}`", hint: nil)
            }
            throw fault(
                .unclosed, start, start + 2, "The `\(cursor.text(start, start + 2))` is not closed.",
                hint: "Is a `}` missing? Text that is meant as it stands is written `$${`.")
        }
        if trims { trimFollowingLine() }
    }

    /// Drops the white space behind `~}` up to and with the end of the line.
    private mutating func trimFollowingLine() {
        while let byte = cursor.current, byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
            cursor.index += 1
            if byte == 0x0A { return }
        }
    }

    /// Drops the white space at the end of the last part, when that is text: of its last line only.
    private static func trimEnd(of parts: inout [TemplatePart]) {
        guard case .text(var bytes, let span)? = parts.last else { return }
        while let byte = bytes.last, byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { bytes.removeLast() }
        parts[parts.count - 1] = .text(bytes, span)
    }

    /// Looks for the brace that closes what went wrong and began at `start`; false when there is none.
    private mutating func skipToClosingBrace(from start: Int) -> Bool {
        cursor.index = start
        // What is open, outermost first: whether each is a quoted string, or else braces.
        var open = [false]
        while let byte = cursor.current, let isString = open.last {
            cursor.index += 1
            switch byte {
            case UInt8(ascii: "\\") where isString: cursor.index += 1
            case UInt8(ascii: "\"") where isString: open.removeLast()
            case UInt8(ascii: "\""): open.append(true)
            case UInt8(ascii: "$"), UInt8(ascii: "%"):
                // In a string a brace opens only behind one `$` or `%`: two are an escape.
                guard isString else { break }
                if cursor.current == byte, cursor.peek(1) == UInt8(ascii: "{") {
                    cursor.index += 2
                } else if cursor.skip("{") {
                    open.append(false)
                }
            case UInt8(ascii: "{") where !isString: open.append(false)
            case UInt8(ascii: "}") where !isString:
                open.removeLast()
                if open.isEmpty { return true }
            default: break
            }
        }
        return false
    }

    // MARK: Directives

    /// Reads `%{if}`, `%{for}` with all that belongs to it into `parts`, or what ends the enclosing directive.
    private mutating func directive(
        _ start: Int, _ style: TemplateStyle, within enclosing: String?, into parts: inout [TemplatePart]
    ) throws(Abandoned) -> TemplateEnd? {
        cursor.skipSpace(lineBreaks: true)
        let (word, span) = try identifier("where a directive should stand")
        switch word {
        case "if": parts.append(.node(try conditionalDirective(start, style)))
        case "for": parts.append(.node(try loopDirective(start, style)))
        case "else" where enclosing == "if", "endif" where enclosing == "if", "endfor" where enclosing == "for":
            try closeMarks(start)
            return word == "else" ? .otherwise : word == "endif" ? .endIf : .endFor
        case "else", "endif", "endfor":
            let detail = "`%{\(word)}` ends nothing that is open here."
            throw fault(.unfinishedDirective, start, Int(span.end), detail)
        default:
            throw fault(
                .unfinishedDirective, start, Int(span.end), "There is no directive `\(word)`.",
                hint:
                    "Directives are `if`, `else`, `endif`, `for` and `endfor`. Text that is meant as it stands is written `%%{`."
            )
        }
        return nil
    }

    private mutating func conditionalDirective(_ start: Int, _ style: TemplateStyle) throws(Abandoned) -> ExpressionNode
    {
        try nested { parser throws(Abandoned) in
            let condition = try parser.withLineBreaks(ending: false) { parser throws(Abandoned) in
                try parser.expression()
            }
            try parser.closeMarks(start)
            let (whenTrue, end) = try parser.templateParts(style, within: "if")
            var whenFalse: [TemplatePart] = []
            if end == .otherwise {
                let (parts, secondEnd) = try parser.templateParts(style, within: "if")
                guard secondEnd == .endIf else {
                    let place = parser.cursor.index
                    throw parser.fault(.unfinishedDirective, place, place, "One `%{if}` has two `%{else}`.")
                }
                whenFalse = parts
            }
            let span = Span(start, parser.cursor.index)
            return .conditional(
                condition, Self.node(whenTrue, span, unwrapping: false), Self.node(whenFalse, span, unwrapping: false),
                span
            )
        }
    }

    private mutating func loopDirective(_ start: Int, _ style: TemplateStyle) throws(Abandoned) -> ExpressionNode {
        try nested { parser throws(Abandoned) in
            let (names, source) = try parser.withLineBreaks(ending: false) { parser throws(Abandoned) in
                try parser.loopHead()
            }
            try parser.closeMarks(start)
            parser.variables.append(contentsOf: names)
            defer { parser.variables.removeLast(names.count) }
            let (body, _) = try parser.templateParts(style, within: "for")
            let span = Span(start, parser.cursor.index)
            let comprehension = ExpressionNode.Comprehension(
                source: source, hasKeyVariable: names.count == 2, key: nil,
                value: Self.node(body, span, unwrapping: false),
                condition: nil, isGrouping: false
            )
            return .join(.comprehension(comprehension, span), span)
        }
    }
}
