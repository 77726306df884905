/// A stretch of a source file, as byte offsets: `start` included, `end` not.
package struct SourceRange: Sendable {
    package let file: SourceFile
    package let start: Int
    package let end: Int

    package init(_ file: SourceFile, _ start: Int, _ end: Int) {
        self.file = file
        self.start = start
        self.end = end
    }

    package var startPosition: SourcePosition { file.position(at: start) }
    package var endPosition: SourcePosition { file.position(at: end) }
}

extension SourceRange: Hashable {
    package static func == (left: SourceRange, right: SourceRange) -> Bool {
        left.file.name == right.file.name && left.start == right.start && left.end == right.end
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(file.name)
        hasher.combine(start)
        hasher.combine(end)
    }
}

extension SourceRange: CustomStringConvertible {
    /// `file:line:column` of the start.
    package var description: String {
        let position = startPosition
        return "\(file.name):\(position.line):\(position.column)"
    }
}

extension SourceRange: Comparable {
    package static func < (left: SourceRange, right: SourceRange) -> Bool {
        guard left.file.name == right.file.name else { return left.file.name.precedesInBytes(right.file.name) }
        return (left.start, left.end) < (right.start, right.end)
    }
}

extension SourceRange? {
    /// Whether it comes before another, what has no place last; nil where the place does not decide.
    package func precedes(_ other: SourceRange?) -> Bool? {
        switch (self, other) {
        case (let first?, let second?) where first != second: first < second
        case (nil, _?): false
        case (_?, nil): true
        default: nil
        }
    }
}
