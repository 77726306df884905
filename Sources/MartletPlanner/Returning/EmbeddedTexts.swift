internal import MartletModel

/// Finds known texts where they stand whole inside longer ones: a host in an address, a key in a connection string.
///
/// Whole means between characters that no name goes on with: `10.0.0.1` is not in `10.0.0.12`, nor `db` in `db-2`.
struct EmbeddedTexts {
    /// One known text inside a longer one, by its bytes.
    struct Occurrence: Hashable {
        let range: Range<Int>
        let text: String
    }

    private struct Known {
        let text: String
        let bytes: [UInt8]
        /// Where in the text the word stands under which it is kept.
        let offset: Int
    }

    /// By the longest word in them, which few share.
    private var byWord: [ArraySlice<UInt8>: [Known]] = [:]
    /// Shorter texts are too often in others by accident.
    static let shortest = 8

    mutating func insert(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= Self.shortest else { return }
        guard let word = Self.words(of: bytes).max(by: { $0.count < $1.count }) else { return }
        byWord[bytes[word], default: []].append(Known(text: text, bytes: bytes, offset: word.lowerBound))
    }

    /// The known texts in `text`, from its beginning to its end. Of two of which one holds the other the longer counts; of
    /// two that merely overlap neither, as nobody can tell which was meant.
    ///
    /// - Parameter isWanted: Which known texts to look for.
    func occurrences(in text: String, where isWanted: (String) -> Bool) -> [Occurrence] {
        guard !byWord.isEmpty, text.utf8.count > Self.shortest else { return [] }
        let bytes = Array(text.utf8)
        var found: [Occurrence] = []
        for word in Self.words(of: bytes) {
            for known in byWord[bytes[word]] ?? [] {
                let start = word.lowerBound - known.offset
                let range = start..<start + known.bytes.count
                guard start >= 0, range.upperBound <= bytes.count, isWanted(known.text),
                    bytes[range].elementsEqual(known.bytes), Self.isWhole(range, in: bytes)
                else { continue }
                found.append(Occurrence(range: range, text: known.text))
            }
        }
        return Self.settled(found)
    }

    private static func settled(_ found: [Occurrence]) -> [Occurrence] {
        let sorted = found.sorted {
            ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
        }
        var settled: [Occurrence] = []
        var end = 0
        for one in sorted where one.range.upperBound > end {
            if one.range.lowerBound < end, settled.last?.range.upperBound == end { settled.removeLast() }
            if one.range.lowerBound >= end { settled.append(one) }
            end = one.range.upperBound
        }
        return settled
    }

    /// Whether neither end of the range lies inside a name.
    private static func isWhole(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        let isJoined = { (left: Int, right: Int) in
            bytes.indices.contains(left) && bytes.indices.contains(right) && isOfName(bytes[left])
                && isOfName(bytes[right])
        }
        return !isJoined(range.lowerBound - 1, range.lowerBound) && !isJoined(range.upperBound - 1, range.upperBound)
    }

    /// Whether names, numbers and hosts go on with the byte.
    private static func isOfName(_ byte: UInt8) -> Bool {
        isOfWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            true
        default: false
        }
    }

    /// The runs of letters and digits.
    private static func words(of bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (index, byte) in bytes.enumerated() {
            if isOfWord(byte) {
                start = start ?? index
            } else if let begun = start {
                words.append(begun..<index)
                start = nil
            }
        }
        if let begun = start { words.append(begun..<bytes.count) }
        return words
    }
}
