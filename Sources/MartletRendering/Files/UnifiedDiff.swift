/// The difference of two texts as `diff -u` shows it (POSIX diff, "Diff -u Output Format").
package struct UnifiedDiff: Sendable {
    private static let context = 3

    private let style: TextStyle
    /// Whether control characters are made visible; a diff that `patch` reads has them as they are.
    private let showsControls: Bool

    package init(style: TextStyle, showsControls: Bool) {
        self.style = style
        self.showsControls = showsControls
    }

    /// The hunks with their header; empty for equal texts.
    package func callAsFunction(old: String, new: String, name: String) -> String {
        let script = LineScript(old: Self.lines(old), new: Self.lines(new))
        guard script.edits.contains(where: { $0.kind != .keep }) else { return "" }
        return style(.bold, "--- \(name)\n+++ \(name)") + "\n" + Self.hunks(script.edits).map(text).joined()
    }

    /// With their line breaks, so that one that is missing at the end shows.
    private static func lines(_ text: String) -> [Substring] {
        var lines: [Substring] = []
        var rest = text[...]
        while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
            let next = rest.utf8.index(after: end)
            lines.append(rest[..<next])
            rest = rest[next...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }

    /// The stretches of edits with changes, each with its context.
    private static func hunks(_ edits: [LineScript.Edit]) -> [ArraySlice<LineScript.Edit>] {
        var hunks: [Range<Int>] = []
        for (index, edit) in edits.enumerated() where edit.kind != .keep {
            let start = max(0, index - context)
            let end = min(edits.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= start {
                hunks[hunks.count - 1] = last.lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks.map { edits[$0] }
    }

    private func text(_ hunk: ArraySlice<LineScript.Edit>) -> String {
        guard let first = hunk.first else { return "" }
        let old = hunk.count { $0.kind != .insert }
        let new = hunk.count { $0.kind != .delete }
        let header = "@@ -\(Self.range(first.oldLine, old)) +\(Self.range(first.newLine, new)) @@"
        return style(.dim, header) + "\n" + hunk.map(text).joined()
    }

    /// Lines count from 1; an empty range stands behind the line before it.
    private static func range(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
    }

    private func text(_ edit: LineScript.Edit) -> String {
        let isEnded = edit.line.utf8.last == UInt8(ascii: "\n")
        let content = String(decoding: isEnded ? edit.line.utf8.dropLast() : edit.line.utf8[...], as: UTF8.self)
        let line = showsControls ? content.withVisibleControls : content
        let shown =
            switch edit.kind {
            case .keep: " " + line
            case .delete: style(.removed, "-" + line)
            case .insert: style(.created, "+" + line)
            }
        return shown + (isEnded ? "\n" : "\n\\ No newline at end of file\n")
    }
}
