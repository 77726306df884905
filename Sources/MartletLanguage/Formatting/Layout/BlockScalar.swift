/// A literal (`|`) or folded (`>`) scalar taken apart: its indicators, and its lines without their indent.
struct BlockScalar {
    /// `|2- # comment`
    struct Header {
        /// `|` or `>`.
        let style: UInt8
        /// How far the content stands in, when the header says so.
        let indent: Int?
        /// `+` keeps all line breaks at the end, `-` none; nil keeps one.
        let chomping: UInt8?
        let comment: String?

        init(_ source: ArraySlice<UInt8>) {
            let line = source.lines.first ?? []
            style = line.first ?? UInt8(ascii: "|")
            var indent: Int?
            var chomping: UInt8?
            var rest = line.dropFirst()
            while let byte = rest.first {
                if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                    chomping = byte
                } else if byte > UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                    indent = Int(byte - UInt8(ascii: "0"))
                } else {
                    break
                }
                rest = rest.dropFirst()
            }
            self.indent = indent
            self.chomping = chomping
            let comment = rest.trimmedStart
            self.comment = comment.first == UInt8(ascii: "#") ? comment.trimmedEnd.text : nil
        }
    }

    let header: Header
    /// What is kept of the line breaks at the end.
    private let chomping: UInt8?
    /// Without their indent; empty for a line that is only indent.
    let lines: [String]

    /// - Parameter blockColumn: The column of the block collection around it; -1 at the root.
    init(_ source: ArraySlice<UInt8>, blockColumn: Int) {
        header = Header(source)
        let all = Array(source.lines.dropFirst())
        let indent = header.indent.map { $0 + max(blockColumn, 0) } ?? Self.indent(of: all)
        var lines = all.map { line in
            line.dropFirst(min(indent, line.prefix { $0 == UInt8(ascii: " ") }.count)).text
        }
        // At the end of a file without a last line break: writing one must not add it to the text.
        let isUnterminated = all.last.map { $0.endIndex == source.endIndex } ?? false
        if isUnterminated, lines.last == "" { lines.removeLast() }
        chomping = isUnterminated && lines.count == all.count ? UInt8(ascii: "-") : header.chomping
        if chomping != UInt8(ascii: "+") {
            while lines.last == "" { lines.removeLast() }
        }
        self.lines = lines
    }

    /// The indent of the first line with something in it (YAML 1.2, 8.1.1.1).
    private static func indent(of lines: [ArraySlice<UInt8>]) -> Int {
        for line in lines {
            let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
            if spaces < line.count { return spaces }
        }
        return lines.map(\.count).max() ?? 0
    }

    /// The indicators for content that stands `indent` deeper than the collection around it: with the depth only where a
    /// reader would guess wrong.
    func indicator(indent: Int) -> String {
        let first = lines.first { !$0.isEmpty }?.first
        let depth = first == " " || first == "\t" ? "\(indent)" : ""
        return String(UnicodeScalar(header.style)) + depth + (chomping.map { String(UnicodeScalar($0)) } ?? "")
    }
}
