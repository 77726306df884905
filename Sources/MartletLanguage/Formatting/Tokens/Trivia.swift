/// What stands between a token and the next one: comments and blank lines, nothing else can.
struct Trivia: Equatable {
    /// A comment on a line of its own.
    struct Comment: Equatable {
        /// From `#` to the end of the line, without blanks at the end.
        let text: String
        let column: Int
        let hasBlankBefore: Bool
    }

    /// The comment behind the token on its line, and the lines below that go on in the same column.
    private(set) var trailing: [String] = []
    private(set) var own: [Comment] = []
    /// Whether a blank line stands before the next token, behind all comments.
    private(set) var endsWithBlank = false

    init() {}

    /// - Parameters:
    ///   - gap: The text between the tokens.
    ///   - column: Where the gap begins in its line.
    ///   - isAtLineStart: Whether nothing stands before the gap on its line.
    init(_ gap: ArraySlice<UInt8>, column: Int, isAtLineStart: Bool) {
        var column = column
        var trailingColumn = -1
        var breaks = isAtLineStart ? 1 : 0
        var isFirstLine = !isAtLineStart
        var index = gap.startIndex
        while index < gap.endIndex {
            let breakLength = gap.lineBreakLength(at: index)
            if breakLength > 0 {
                breaks += 1
                column = 0
                isFirstLine = false
                index += breakLength
            } else if gap[index] == UInt8(ascii: "#") {
                let comment = Self.comment(gap[index...])
                if isFirstLine || (column == trailingColumn && breaks == 1 && own.isEmpty) {
                    trailing.append(comment.trimmedEnd.text)
                    trailingColumn = column
                } else {
                    own.append(
                        Comment(text: comment.trimmedEnd.text, column: column, hasBlankBefore: breaks > 1))
                }
                breaks = 0
                index = comment.endIndex
            } else {
                column += gap[index] & 0xC0 == 0x80 ? 0 : 1
                index += 1
            }
        }
        endsWithBlank = breaks > 1
    }

    private static func comment(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = rest.startIndex
        while end < rest.endIndex, rest.lineBreakLength(at: end) == 0 { end += 1 }
        return rest[..<end]
    }

    /// Every comment, in order.
    var comments: [String] { trailing + own.map(\.text) }
}
