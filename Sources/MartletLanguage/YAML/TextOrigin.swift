package import MartletModel

/// Where the text of a scalar comes from: maps offsets in the text to the file, over quotes, escapes, folds and indents.
package struct TextOrigin: Sendable {
    /// From this text offset on, a byte of text is a byte of the file.
    package struct Segment: Sendable, Hashable {
        package let text: Int
        package let source: Int

        package init(text: Int, source: Int) {
            self.text = text
            self.source = source
        }
    }

    package let file: SourceFile
    private let base: Int
    /// In ascending order; empty when the text stands in the file as it is.
    private let segments: [Segment]

    /// A text that stands in `file` as it is, from the byte offset `base` on.
    package init(_ file: SourceFile, at base: Int = 0) {
        self.file = file
        self.base = base
        segments = []
    }

    package init(_ file: SourceFile, segments: [Segment]) {
        self.file = file
        base = segments.first?.source ?? 0
        self.segments = segments.count == 1 && segments[0].text == 0 ? [] : segments
    }

    /// The byte offset in the file of the byte at `offset` of the text, never past the file's end. O(log segments).
    package func sourceOffset(_ offset: Int) -> Int {
        guard !segments.isEmpty else { return min(base + offset, file.bytes.count) }
        var low = 0
        var high = segments.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if segments[middle].text <= offset { low = middle } else { high = middle }
        }
        return min(segments[low].source + (offset - segments[low].text), file.bytes.count)
    }

    /// The stretch of the file for UTF-8 offsets of the text: `start` included, `end` not.
    package func range(_ start: Int, _ end: Int) -> SourceRange {
        let first = sourceOffset(start)
        guard end > start else { return SourceRange(file, first, first) }
        return SourceRange(file, first, min(max(first, sourceOffset(end - 1) + 1), file.bytes.count))
    }
}
