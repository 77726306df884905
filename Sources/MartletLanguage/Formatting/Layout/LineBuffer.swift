/// Lines on their way out: comments at their ends are put into one column with those of the lines beside it.
struct LineBuffer {
    private struct Line {
        let text: String
        var comment: String?

        /// Where the line's first entry begins, behind spaces and dashes.
        var indent: Int { text.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.count }
    }

    private var lines: [Line] = []

    mutating func append(_ text: String, comments: [String] = []) {
        lines.append(Line(text: text, comment: comments.first))
        for comment in comments.dropFirst() { lines.append(Line(text: "", comment: comment)) }
    }

    /// An empty line, unless the last one is.
    mutating func separate() {
        guard let last = lines.last, !last.text.isEmpty || last.comment != nil else { return }
        append("")
    }

    /// The text, each line ended with `lineBreak`. O(bytes).
    func text(lineBreak: String) -> String {
        var result = ""
        var index = 0
        while index < lines.count {
            guard lines[index].comment != nil else {
                result += lines[index].text + lineBreak
                index += 1
                continue
            }
            let indent = lines[index].indent
            let run = lines[index...].prefix { $0.comment != nil && ($0.text.isEmpty || $0.indent == indent) }
            let column = (run.map { $0.text.unicodeScalars.count }.max() ?? 0) + 2
            for line in run {
                let margin = String(repeating: " ", count: column - line.text.unicodeScalars.count)
                result += line.text + margin + (line.comment ?? "") + lineBreak
            }
            index = run.endIndex
        }
        return result
    }
}
