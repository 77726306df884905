package import MartletModel

/// Diagnostics for a person: place, source line, caret, what happened, why, how to fix.
///
/// ```
/// error[L012]: Unknown resource reference
///   --> stack.yaml:14:25
///    |
/// 14 |     parent: "${resource.grup.id}"
///    |                ^^^^^^^^^^^^^
///   There is no resource `grup` in this stack.
///
/// hint: Did you mean `group`?
/// ```
package struct DiagnosticText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    /// All diagnostics by place, and a last line that counts them.
    package func callAsFunction(_ diagnostics: Diagnostics) -> String {
        let sorted = diagnostics.sorted
        let blocks = sorted.map(block)
        return (blocks + [count(sorted, leftOut: diagnostics.leftOut)].filter { !$0.isEmpty }).joined(separator: "\n\n")
            + "\n"
    }

    package func block(_ diagnostic: Diagnostic) -> String {
        var lines = [heading(diagnostic)]
        if let range = diagnostic.range { lines += snippet(range, diagnostic.severity) }
        if let address = diagnostic.address { lines.append("  resource: \(address)") }
        lines.append(diagnostic.detail.withVisibleControls.wrapped(to: style.width - 2).indented(by: "  "))
        for related in diagnostic.related {
            lines.append("  \(related.range): \(related.message.withVisibleControls)")
        }
        if let hint = diagnostic.hint {
            lines.append("")
            lines.append("hint: \(hint.withVisibleControls)".wrapped(to: style.width))
        }
        return lines.joined(separator: "\n")
    }

    private func heading(_ diagnostic: Diagnostic) -> String {
        let word = diagnostic.severity == .error ? "error" : "warning"
        return style(emphasis(diagnostic.severity), "\(word)[\(diagnostic.code)]")
            + style(.bold, ": \(diagnostic.summary.withVisibleControls)")
    }

    private func emphasis(_ severity: Diagnostic.Severity) -> TextStyle.Emphasis {
        severity == .error ? .removed : .changed
    }

    private func snippet(_ range: SourceRange, _ severity: Diagnostic.Severity) -> [String] {
        // Nothing is written where a revision asks for something, nor in an empty file.
        guard !range.file.bytes.isEmpty else { return ["  \(style(.dim, "-->")) \(range.file.name)"] }
        let start = range.startPosition
        let end = range.endPosition
        let number = String(start.line)
        let margin = String(repeating: " ", count: number.count)
        let window = Window(
            line: range.file.line(start.line), column: start.column, width: style.width - number.count - 3)
        let length = end.line == start.line ? max(1, end.column - start.column) : window.rest
        let caret = String(repeating: "^", count: max(1, min(length, window.rest)))
        return [
            "\(margin) \(style(.dim, "-->")) \(range)",
            "\(margin) \(style(.dim, "|"))",
            "\(style(.dim, number)) \(style(.dim, "|")) \(window.text)",
            "\(margin) \(style(.dim, "|")) \(window.indent)\(style(emphasis(severity), caret))",
        ]
    }

    private func count(_ diagnostics: [Diagnostic], leftOut: Int) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        guard diagnostics.count > 1 else { return "" }
        let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
        return parts.joined(separator: ", ") + (leftOut == 0 ? "." : ", and \(leftOut) more that are not shown.")
    }
}

/// The part of a long source line that shows a column.
private struct Window {
    let text: String
    let indent: String
    /// Characters from the column to the end of the window.
    let rest: Int

    init(line: String, column: Int, width: Int) {
        let characters = Array(line.replacingTabs.withVisibleControls)
        let position = min(column - 1, characters.count)
        let first = position < width - 10 ? 0 : position - width / 2
        let last = min(characters.count, first + width)
        text = (first > 0 ? "…" : "") + String(characters[first..<last]) + (last < characters.count ? "…" : "")
        indent = String(repeating: " ", count: position - first + (first > 0 ? 1 : 0))
        rest = max(1, last - position)
    }
}

extension String {
    /// A tab as one space, so that columns and carets agree.
    fileprivate var replacingTabs: String { String(map { $0 == "\t" ? " " : $0 }) }
}
