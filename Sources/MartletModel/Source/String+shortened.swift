extension String {
    /// The text as a message can hold it: words that nobody reads to the end, and what is beyond some pages, become `…`.
    ///
    /// What a user wrote stands in messages, and may be megabytes without a blank.
    package var shortened: String {
        guard utf8.count > Self.shortMessage else { return self }
        let words = split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.utf8.count <= Self.longestWord
                ? String(word)
                : String(word.unicodeScalars.prefix(Self.longestWord / 4)) + "…"
                    + String(word.unicodeScalars.suffix(Self.longestWord / 8))
        }
        let text = words.joined(separator: " ")
        // Scalars, since one character may have any number of bytes.
        return text.utf8.count <= Self.longestMessage
            ? text : String(text.unicodeScalars.prefix(Self.longestMessage / 2)) + " …"
    }

    /// Bytes up to which a message is left alone.
    private static var shortMessage: Int { 600 }
    private static var longestWord: Int { 200 }
    private static var longestMessage: Int { 3_000 }
}
