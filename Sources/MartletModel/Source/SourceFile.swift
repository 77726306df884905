private import Synchronization

/// One text that a person wrote, with its line table.
package final class SourceFile: Sendable {
    /// The path as it is shown: relative to where the command runs.
    package let name: String
    package let bytes: [UInt8]
    /// The byte offset at which each line starts: made for the first place that is asked for, since nobody asks for one in
    /// a text without faults.
    private let knownLineStarts = Mutex<[Int]?>(nil)

    /// The number of the first line: other than 1 for a part of a longer text.
    private let firstLine: Int

    package init(name: String, bytes: [UInt8], firstLine: Int = 1) {
        self.name = name
        self.bytes = bytes
        self.firstLine = firstLine
    }

    package convenience init(name: String, text: String, firstLine: Int = 1) {
        self.init(name: name, bytes: Array(text.utf8), firstLine: firstLine)
    }

    private var lineStarts: [Int] {
        knownLineStarts.withLock { known in
            if let known { return known }
            var starts = [0]
            for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
            known = starts
            return starts
        }
    }

    /// The line (from ``firstLine``) and column (from 1, in characters) of a byte offset. O(log lines + line length).
    package func position(at offset: Int) -> SourcePosition {
        let lineStarts = lineStarts
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let prefix = String(decoding: bytes[lineStarts[low]..<min(offset, bytes.count)], as: UTF8.self)
        return SourcePosition(line: low + firstLine, column: prefix.count + 1)
    }

    /// The text of a line (from ``firstLine``) without its line break; empty past the end.
    package func line(_ number: Int) -> String {
        let lineStarts = lineStarts
        let number = number - firstLine + 1
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

/// A line and a column, both from 1; columns count characters.
package struct SourcePosition: Sendable, Hashable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
