internal import MartletModel

extension ExpressionParser {
    /// Reads `<<WORD` or `<<-WORD` and the lines up to the one that holds only the word.
    mutating func heredoc() throws(Abandoned) -> ExpressionNode {
        let start = cursor.index
        cursor.index += 2
        let isIndented = cursor.skip("-")
        let (word, _) = try identifier("behind `<<`")
        guard cursor.skip("\n") || cursor.skip("\r\n") else {
            throw unexpected("behind the word of a heredoc", hint: "The text begins on the next line.")
        }
        let bodyStart = cursor.index
        guard let (bodyEnd, after) = heredocEnd(word) else {
            throw fault(.unclosed, start, bodyStart, "The text is not ended by a line with `\(word)`.")
        }
        var inner = self
        inner.cursor = ByteCursor(Array(cursor.bytes[..<bodyEnd]), at: bodyStart)
        defer { (diagnostics, height) = (inner.diagnostics, inner.height) }
        let (parts, _) = try inner.nested { inner throws(Abandoned) in try inner.templateParts(.bare, within: nil) }
        cursor.index = after
        let flush = isIndented ? Self.removingIndent(parts) : parts
        return Self.node(flush, Span(start, after), unwrapping: false)
    }

    /// Where the text ends, and where the line with the word does.
    private func heredocEnd(_ word: String) -> (end: Int, after: Int)? {
        var lineStart = cursor.index
        while lineStart < cursor.bytes.count {
            let lineEnd = cursor.bytes[lineStart...].firstIndex(of: 0x0A) ?? cursor.bytes.count
            let line = cursor.bytes[lineStart..<lineEnd].filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
            if line == Array(word.utf8) { return (lineStart, lineEnd) }
            lineStart = lineEnd + 1
        }
        return nil
    }

    /// Drops the indent that all lines share.
    private static func removingIndent(_ parts: [TemplatePart]) -> [TemplatePart] {
        var indents: [Int] = []
        forEachLineStart(parts) { indents.append($0.prefix { $0 == 0x20 || $0 == 0x09 }.count) }
        let indent = indents.min() ?? 0
        var startsLine = true
        return parts.map { part in
            guard case .text(let bytes, let span) = part else {
                startsLine = false
                return part
            }
            let result = startsLine ? Array(bytes.dropFirst(indent)) : bytes
            startsLine = bytes.last == 0x0A
            return .text(result, span)
        }
    }

    private static func forEachLineStart(_ parts: [TemplatePart], _ body: ([UInt8]) -> Void) {
        var startsLine = true
        for part in parts {
            switch part {
            case .text(let bytes, _):
                if startsLine { body(bytes) }
                startsLine = bytes.last == 0x0A
            case .node:
                if startsLine { body([]) }
                startsLine = false
            }
        }
    }
}

extension ByteCursor {
    init(_ bytes: [UInt8], at index: Int) {
        self.bytes = bytes
        self.index = index
    }
}
