/// A YAML text as tokens, and what stands behind each of them.
struct TokenizedText {
    let bytes: ArraySlice<UInt8>
    let tokens: [YAMLToken]
    /// One entry a token; empty for invisible ones.
    let trivia: [Trivia]

    /// Nil when libyaml cannot scan the text.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let tokens = YAMLTokens.all(of: bytes) else { return nil }
        var trivia = Array(repeating: Trivia(), count: tokens.count)
        var previous: Int?
        for (index, token) in tokens.enumerated() where token.isVisible || token.kind == .streamEnd {
            if let previous {
                trivia[previous] = Self.trivia(behind: tokens[previous], upTo: token.start, in: bytes)
            }
            previous = index
        }
        self.bytes = bytes
        self.tokens = tokens
        self.trivia = trivia
    }

    /// The text of a token as it stands there.
    func source(of token: YAMLToken) -> ArraySlice<UInt8> { bytes[token.start..<token.end] }

    private static func trivia(behind token: YAMLToken, upTo end: Int, in bytes: ArraySlice<UInt8>) -> Trivia {
        if case .scalar(_, let style) = token.kind, style == .literal || style == .folded {
            return trivia(behindBlock: token, upTo: end, in: bytes)
        }
        return Trivia(
            bytes[token.end..<max(end, token.end)], column: token.endColumn, isAtLineStart: token.kind == .streamStart)
    }

    /// The token of a block scalar takes the blank lines behind it along: they are content only when it keeps them (`|+`).
    private static func trivia(
        behindBlock token: YAMLToken, upTo end: Int, in bytes: ArraySlice<UInt8>
    ) -> Trivia {
        let source = bytes[token.start..<token.end]
        if BlockScalar.Header(source).chomping == UInt8(ascii: "+") {
            return Trivia(bytes[token.end..<max(end, token.end)], column: 0, isAtLineStart: true)
        }
        let content = source.trimmedBlankEnd
        return Trivia(bytes[content.endIndex..<max(end, content.endIndex)], column: 0, isAtLineStart: false)
    }

    /// Every comment of the text, in order, also those beside the indicator of a block scalar.
    var comments: [String] {
        zip(tokens, trivia).flatMap { token, trivia in
            guard case .scalar(_, let style) = token.kind, style == .literal || style == .folded,
                let comment = BlockScalar.Header(source(of: token)).comment
            else { return trivia.comments }
            return [comment] + trivia.comments
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks and line breaks at its end.
    fileprivate var trimmedBlankEnd: ArraySlice<UInt8> {
        var end = endIndex
        while end > startIndex, self[end - 1] == 0x20 || (0x09...0x0D).contains(self[end - 1]) { end -= 1 }
        return self[startIndex..<end]
    }
}
