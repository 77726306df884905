/// Pieces of GitHub's Markdown (https://github.github.com/gfm/).
enum Markdown {
    /// A table with a line break at its end; empty for no rows.
    static func table(_ heads: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let head = "| " + heads.joined(separator: " | ") + " |\n"
        let rule = "|" + heads.map { _ in "---" }.joined(separator: "|") + "|\n"
        return head + rule + rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    /// Text inside a table's cell: one line, nothing in it taken for a mark of the table or of HTML.
    static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { line in
            String(line).replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
        }.joined(separator: "<br>")
    }

    /// Code inside a table's cell, in as many backticks as it wants.
    static func code(_ text: String) -> String {
        var (longest, run) = (0, 0)
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = longest > 0 ? " " : ""
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return fence + pad + line.replacing("|", with: "\\|") + pad + fence
    }
}
