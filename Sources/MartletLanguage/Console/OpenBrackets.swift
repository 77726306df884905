/// What is open at the end of an unfinished expression: tells whether another line is to come, and whether names mean
/// anything there.
package struct OpenBrackets: Sendable {
    private enum Level: Equatable {
        case bracket
        /// `"…`
        case string
        /// `${…` or `%{…` in a string or heredoc.
        case interpolation
        /// `<<WORD`
        case heredoc([UInt8])
    }

    private var levels: [Level] = []
    private var isInComment = false

    /// Whether the expression goes on in the next line. A string does not: it ends on the line where it began.
    package var wantsLine: Bool { !levels.isEmpty && levels.last != .string }

    /// Whether the end stands in the text of a string or heredoc, or in a comment, where names are only text.
    package var isInText: Bool {
        if isInComment { return true }
        return switch levels.last {
        case .string, .heredoc: true
        case .bracket, .interpolation, nil: false
        }
    }

    /// O(text).
    package init(_ text: String) {
        var cursor = ByteCursor(Array(text.utf8))
        while let byte = cursor.current {
            switch levels.last {
            case .string: inString(byte, &cursor)
            case .heredoc(let word): inHeredoc(word, byte, &cursor)
            case .bracket, .interpolation, nil: inExpression(byte, &cursor)
            }
        }
    }

    private mutating func inExpression(_ byte: UInt8, _ cursor: inout ByteCursor) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): levels.append(.bracket)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = levels.popLast()
        case UInt8(ascii: "\""): levels.append(.string)
        case UInt8(ascii: "#"), UInt8(ascii: "/"):
            let start = cursor.index
            cursor.skipSpace(lineBreaks: false)
            guard cursor.index == start else {
                isInComment = cursor.isAtEnd && !cursor.bytes.suffix(2).elementsEqual("*/".utf8)
                return
            }
        case UInt8(ascii: "<"):
            if let word = heredocWord(&cursor) {
                levels.append(.heredoc(word))
                return
            }
        default: break
        }
        cursor.index += 1
    }

    private mutating func inString(_ byte: UInt8, _ cursor: inout ByteCursor) {
        switch byte {
        case UInt8(ascii: "\\"): cursor.index += 1
        case UInt8(ascii: "\""): levels.removeLast()
        default:
            if openInterpolation(byte, &cursor) { return }
        }
        cursor.index += 1
    }

    private mutating func inHeredoc(_ word: [UInt8], _ byte: UInt8, _ cursor: inout ByteCursor) {
        if cursor.index == 0 || cursor.bytes[cursor.index - 1] == 0x0A {
            let line = cursor.bytes[cursor.index...].prefix { $0 != 0x0A }
            if line.filter({ $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) == word {
                levels.removeLast()
                cursor.index = line.endIndex
                return
            }
        }
        if openInterpolation(byte, &cursor) { return }
        cursor.index += 1
    }

    /// Steps over `${` and `%{`, or their escapes.
    private mutating func openInterpolation(_ byte: UInt8, _ cursor: inout ByteCursor) -> Bool {
        guard byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") else { return false }
        if cursor.peek(1) == byte, cursor.peek(2) == UInt8(ascii: "{") {
            cursor.index += 3
            return true
        }
        guard cursor.peek(1) == UInt8(ascii: "{") else { return false }
        levels.append(.interpolation)
        cursor.index += 2
        return true
    }

    /// The word of `<<WORD` or `<<-WORD` with its line break stepped over, or with the end of the text.
    private func heredocWord(_ cursor: inout ByteCursor) -> [UInt8]? {
        guard cursor.peek(1) == UInt8(ascii: "<") else { return nil }
        var ahead = cursor
        ahead.index += 2
        _ = ahead.skip("-")
        let end = ahead.identifierEnd
        guard end > ahead.index else { return nil }
        let word = Array(ahead.bytes[ahead.index..<end])
        ahead.index = end
        guard ahead.isAtEnd || ahead.skip("\n") || ahead.skip("\r\n") else { return nil }
        cursor = ahead
        return word
    }
}
