internal import MartletModel

/// The nodes of a text in flat tables: sixteen bytes a node, and no object.
///
/// A node is its number. The text of most scalars stands in the file byte for byte and is not copied; that of the others
/// (escapes, folds, blocks) stands one after another in ``texts``.
struct YAMLTable: Sendable {
    /// What a node is and, for scalars, how it is written.
    enum Kind: UInt8, Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
        case literal
        case folded
        case sequence
        case mapping

        init(_ style: YAMLNode.ScalarStyle) {
            self =
                switch style {
                case .plain: .plain
                case .singleQuoted: .singleQuoted
                case .doubleQuoted: .doubleQuoted
                case .literal: .literal
                case .folded: .folded
                }
        }

        /// Nil for a sequence or mapping.
        var style: YAMLNode.ScalarStyle? {
            switch self {
            case .plain: .plain
            case .singleQuoted: .singleQuoted
            case .doubleQuoted: .doubleQuoted
            case .literal: .literal
            case .folded: .folded
            case .sequence, .mapping: nil
            }
        }
    }

    private struct Record: Sendable {
        let start: UInt32
        let end: UInt32
        /// Of a collection the place of its first child in `links`; of a scalar the place of its text, in the file or in
        /// `texts`.
        let first: UInt32
        let kind: Kind
        /// Whether a scalar's text is that of the file.
        let isVerbatim: Bool
    }

    let file: SourceFile
    let bytes: [UInt8]
    /// Whether the whole file is.
    private let isASCII: Bool
    private var records: [Record] = []
    /// How many children, or bytes of text, each node has.
    private var counts: [UInt32] = []
    /// The children of each collection side by side; of a mapping key and value in turn.
    private var links: [Int32] = []
    private var texts: [UInt8] = []
    /// Few nodes have one.
    private var tags: [Int32: String] = [:]

    init(_ file: SourceFile, isASCII: Bool) {
        self.file = file
        self.isASCII = isASCII
        bytes = file.bytes
        // About as many nodes as there are: of large tables the pages that are not written to cost nothing.
        let expected = bytes.count / 12
        records.reserveCapacity(expected)
        counts.reserveCapacity(expected)
        links.reserveCapacity(expected)
    }

    // MARK: Building

    /// - Parameter text: Valid UTF-8.
    mutating func addScalar(
        _ text: UnsafeBufferPointer<UInt8>, _ kind: Kind, tag: String?, start: Int, end: Int
    ) -> Int32 {
        let place = kind == .plain ? start : start + 1
        let isVerbatim = isCopy(text, of: place, kind, start: start, end: end)
        let first = isVerbatim ? place : texts.count
        if !isVerbatim { texts.append(contentsOf: text) }
        return add(kind, tag, start: start, end: end, first: first, count: text.count, isVerbatim: isVerbatim)
    }

    /// Whether the text is what stands in the file from `place` on, quotes left out.
    private func isCopy(
        _ text: UnsafeBufferPointer<UInt8>, of place: Int, _ kind: Kind, start: Int, end: Int
    ) -> Bool {
        let quotes: Int
        switch kind {
        case .plain: quotes = 0
        case .singleQuoted, .doubleQuoted: quotes = 2
        case .literal, .folded, .sequence, .mapping: return false
        }
        guard end - start == text.count + quotes, place + text.count <= bytes.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            text.hasSameBytes(as: UnsafeBufferPointer(rebasing: bytes[place..<(place + text.count)]))
        }
    }

    mutating func addCollection(
        _ kind: Kind, _ children: ArraySlice<Int32>, tag: String?, start: Int, end: Int
    ) -> Int32 {
        let first = links.count
        links.append(contentsOf: children)
        return add(kind, tag, start: start, end: end, first: first, count: children.count, isVerbatim: false)
    }

    private mutating func add(
        _ kind: Kind, _ tag: String?, start: Int, end: Int, first: Int, count: Int, isVerbatim: Bool
    ) -> Int32 {
        let node = Int32(records.count)
        records.append(
            Record(
                start: UInt32(clamping: start), end: UInt32(clamping: max(start, end)), first: UInt32(first),
                kind: kind, isVerbatim: isVerbatim))
        counts.append(UInt32(count))
        if let tag { tags[node] = tag }
        return node
    }

    // MARK: Reading

    func kind(_ node: Int32) -> Kind { records[Int(node)].kind }

    func isScalar(_ node: Int32) -> Bool { kind(node).rawValue < Kind.sequence.rawValue }

    func tag(_ node: Int32) -> String? { tags.isEmpty ? nil : tags[node] }

    func start(_ node: Int32) -> Int { Int(records[Int(node)].start) }

    func end(_ node: Int32) -> Int { Int(records[Int(node)].end) }

    func range(_ node: Int32) -> SourceRange { SourceRange(file, start(node), end(node)) }

    /// The first line of a node's stretch of the file.
    func firstLine(_ node: Int32) -> SourceRange {
        let start = start(node)
        let limit = min(end(node), bytes.count)
        let end = bytes.withUnsafeBufferPointer { bytes in
            var end = start
            while end < limit, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            return end
        }
        return SourceRange(file, start, end)
    }

    /// Where a scalar's text stands in the file as it is; nil when it is written otherwise there.
    func verbatimStart(_ node: Int32) -> Int? {
        let record = records[Int(node)]
        return record.isVerbatim ? Int(record.first) : nil
    }

    /// The places in the table of links of a collection's children.
    func children(_ node: Int32) -> Range<Int> {
        let first = Int(records[Int(node)].first)
        return first..<(first + Int(counts[Int(node)]))
    }

    func child(at place: Int) -> Int32 { links[place] }

    /// The value of a key in a mapping; nil when there is none. O(entries).
    func value(of key: String, in mapping: Int32) -> Int32? {
        let places = children(mapping)
        var place = places.lowerBound
        while place < places.upperBound {
            if hasText(links[place], key) { return links[place + 1] }
            place += 2
        }
        return nil
    }

    /// The UTF-8 of a scalar's text.
    func withText<Result>(_ node: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let record = records[Int(node)]
        let first = Int(record.first)
        let range = first..<(first + Int(counts[Int(node)]))
        return (record.isVerbatim ? bytes : texts).withUnsafeBufferPointer { source in
            body(UnsafeBufferPointer(rebasing: source[range]))
        }
    }

    /// A scalar's text.
    func text(_ node: Int32) -> String { withText(node) { String(decoding: $0, as: UTF8.self) } }

    /// Whether two scalars have the same text, as strings compare: equal bytes, or equal characters written differently.
    func haveSameText(_ left: Int32, _ right: Int32) -> Bool {
        let (first, second) = (records[Int(left)], records[Int(right)])
        guard isASCII, first.isVerbatim, second.isVerbatim else { return text(left) == text(right) }
        guard counts[Int(left)] == counts[Int(right)] else { return false }
        return withText(left) { left in withText(right) { left.hasSameBytes(as: $0) } }
    }

    /// Whether a scalar has this text, byte for byte.
    func hasText(_ node: Int32, _ text: String) -> Bool {
        guard Int(counts[Int(node)]) == text.utf8.count else { return false }
        var text = text
        return text.withUTF8 { wanted in withText(node) { $0.hasSameBytes(as: wanted) } }
    }
}

/// A finished table, shared by the nodes in it.
final class YAMLTree: Sendable {
    let table: YAMLTable

    init(_ table: YAMLTable) { self.table = table }
}
