internal import MartletModel

extension YAMLNode {
    /// Where each byte of a scalar's text stands in the file: exact for one line, per line for block scalars.
    ///
    /// O(1) for scalars that stand in the file as they are, else O(text).
    package var origin: TextOrigin {
        if let start = verbatimStart { return TextOrigin(file, at: start) }
        guard case .scalar(let text, let style) = content else { return TextOrigin(file, at: range.start) }
        let source = file.bytes[min(range.start, file.bytes.count)..<min(range.end, file.bytes.count)]
        var aligner = ScalarAligner(text: Array(text.utf8), source: source)
        switch style {
        case .plain: aligner.alignFlow(quote: nil)
        case .singleQuoted: aligner.alignFlow(quote: UInt8(ascii: "'"))
        case .doubleQuoted: aligner.alignFlow(quote: UInt8(ascii: "\""))
        case .literal, .folded: aligner.alignBlock()
        }
        return TextOrigin(file, segments: aligner.segments)
    }
}

/// Walks a scalar's source and its text side by side and notes where they run parallel.
private struct ScalarAligner {
    private let text: [UInt8]
    private let source: ArraySlice<UInt8>
    private var textCursor = 0
    private var cursor: Int
    private(set) var segments: [TextOrigin.Segment] = []

    init(text: [UInt8], source: ArraySlice<UInt8>) {
        self.text = text
        self.source = source
        cursor = source.startIndex
    }

    private mutating func mark() {
        segments.append(TextOrigin.Segment(text: textCursor, source: cursor))
    }

    // MARK: Plain and quoted

    mutating func alignFlow(quote: UInt8?) {
        if quote != nil { cursor += 1 }
        mark()
        while cursor < source.endIndex, textCursor < text.count {
            let byte = source[cursor]
            if quote == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") {
                skipEscape()
            } else if quote == UInt8(ascii: "'"), byte == quote {
                cursor += 2
                textCursor += 1
                mark()
            } else if isBlank(byte) || isBreak(byte), let lineEnd = blankUntilBreak() {
                skipFold(from: lineEnd)
            } else {
                cursor += 1
                textCursor += 1
            }
        }
    }

    /// The offset of the line break that only blanks separate from the cursor.
    private func blankUntilBreak() -> Int? {
        var index = cursor
        while index < source.endIndex, isBlank(source[index]) { index += 1 }
        return index < source.endIndex && isBreak(source[index]) ? index : nil
    }

    /// One line break folds to a space, more to one less line feeds; the indent of the next line is nothing.
    private mutating func skipFold(from lineEnd: Int) {
        cursor = lineEnd
        var breaks = 0
        while cursor < source.endIndex, isBlank(source[cursor]) || isBreak(source[cursor]) {
            if source[cursor] == UInt8(ascii: "\n") { breaks += 1 }
            cursor += 1
        }
        textCursor += max(1, breaks - 1)
        mark()
    }

    private mutating func skipEscape() {
        let kind = cursor + 1 < source.endIndex ? source[cursor + 1] : 0
        if isBreak(kind) {
            cursor += 2
            while cursor < source.endIndex, isBlank(source[cursor]) || isBreak(source[cursor]) { cursor += 1 }
            mark()
            return
        }
        let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][kind] ?? 0
        cursor += 2 + digits
        textCursor += 1
        while textCursor < text.count, text[textCursor] & 0xC0 == 0x80 { textCursor += 1 }
        mark()
    }

    // MARK: Literal and folded

    /// Finds the content of each source line in the text, in order.
    mutating func alignBlock() {
        skipLine()
        let indent = contentIndent()
        while cursor < source.endIndex, textCursor < text.count {
            cursor += source[cursor...].prefix(indent).prefix { $0 == UInt8(ascii: " ") }.count
            let line = source[cursor...].prefix { !isBreak($0) }
            if !line.isEmpty { alignLine(line) }
            skipLine()
        }
        if segments.isEmpty { mark() }
    }

    private mutating func alignLine(_ line: ArraySlice<UInt8>) {
        var candidate = textCursor
        while candidate < text.count, !text[candidate...].starts(with: line) {
            guard text[candidate] == UInt8(ascii: "\n") || text[candidate] == UInt8(ascii: " ") else { return }
            candidate += 1
        }
        guard candidate < text.count else { return }
        textCursor = candidate
        mark()
        textCursor += line.count
    }

    private mutating func skipLine() {
        while cursor < source.endIndex, source[cursor] != UInt8(ascii: "\n") { cursor += 1 }
        cursor = min(cursor + 1, source.endIndex)
    }

    /// The indent of the text's first line that is not blank, as far as the text does not begin with spaces itself.
    private func contentIndent() -> Int {
        var lineStart = cursor
        while lineStart < source.endIndex {
            let blanks = source[lineStart...].prefix { $0 == UInt8(ascii: " ") }.count
            let next = lineStart + blanks
            if next < source.endIndex, !isBreak(source[next]) {
                let content = text.drop { $0 == UInt8(ascii: "\n") }
                return max(0, blanks - content.prefix { $0 == UInt8(ascii: " ") }.count)
            }
            lineStart = (source[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? source.endIndex - 1) + 1
        }
        return 0
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    private func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
