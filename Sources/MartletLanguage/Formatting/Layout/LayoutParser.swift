/// Builds the layout of a text from its tokens, and gives each comment to what it stands beside.
///
/// Only for texts that ``YAMLReader`` has read: it bounds the depth, and what is malformed ends there.
struct LayoutParser {
    private let text: TokenizedText
    private var index = 0
    /// Comments behind the last visible token that nothing has taken yet.
    private var trailing: [String] = []
    private var own: [Trivia.Comment] = []
    private var hasBlank = false
    /// The columns of the open block collections.
    private var blockColumns: [Int] = []

    /// The documents of a text, and the comments of one that has no document.
    static func documents(of text: TokenizedText) -> (documents: [LayoutDocument], rest: [Trivia.Comment]) {
        var parser = LayoutParser(text: text)
        var documents: [LayoutDocument] = []
        parser.advance()
        while parser.kind != .streamEnd, let document = parser.document() { documents.append(document) }
        return (documents, parser.takeOwn())
    }

    private init(text: TokenizedText) { self.text = text }

    private var token: YAMLToken { text.tokens[index] }
    private var kind: YAMLToken.Kind { text.tokens[index].kind }

    /// Steps over the token, and makes what stands behind it the pending comments.
    private mutating func advance() {
        if token.isVisible {
            own = takeOwn() + text.trivia[index].own
            trailing = text.trivia[index].trailing
            hasBlank = text.trivia[index].endsWithBlank
        }
        if index + 1 < text.tokens.count { index += 1 }
    }

    // MARK: Comments

    private mutating func takeTrailing() -> [String] {
        defer { trailing = [] }
        return trailing
    }

    /// Every pending comment; those at the end of a line that nothing wanted become lines of their own.
    private mutating func takeOwn() -> [Trivia.Comment] {
        defer { own = [] }
        return takeTrailing().map { Trivia.Comment(text: $0, column: Int.max, hasBlankBefore: false) } + own
    }

    /// The pending comments up to the first one that stands further left.
    private mutating func takeOwn(from column: Int) -> [Trivia.Comment] {
        let all = takeOwn()
        let taken = all.prefix { $0.column >= column }
        own = Array(all[taken.count...])
        return Array(taken)
    }

    /// Begins an entry: the comments above belong to it.
    private mutating func entry(key: LayoutNode?) -> LayoutEntry {
        let before = takeOwn()
        defer { hasBlank = false }
        return LayoutEntry(before: before, hasBlankBefore: hasBlank, key: key)
    }

    // MARK: Documents

    /// The next document; nil when the tokens are not those of a document.
    private mutating func document() -> LayoutDocument? {
        var document = LayoutDocument()
        let first = index
        while kind == .directive {
            document.before += takeOwn()
            document.directives.append(text.source(of: token).trimmedEnd.text)
            advance()
        }
        var header: [String] = []
        if kind == .documentStart {
            document.before += takeOwn()
            document.hasStart = true
            advance()
            header = takeTrailing()
        }
        document.root = node(header, isInFlow: false, parentColumn: -1)
        document.trailing = takeTrailing()
        document.end = takeOwn()
        if kind == .documentEnd {
            document.hasEnd = true
            advance()
        }
        return index > first ? document : nil
    }

    // MARK: Nodes

    /// - Parameter isInMapping: Whether a sequence may begin in the column of the mapping around it.
    private mutating func node(
        _ header: [String], isInFlow: Bool, isInMapping: Bool = false, parentColumn: Int
    ) -> LayoutNode {
        var node = LayoutNode()
        node.header = header
        while kind == .anchor || kind == .tag {
            node.properties.append(text.source(of: token).text)
            advance()
            node.header += takeTrailing()
        }
        switch kind {
        case .alias:
            node.before = takeOwn()
            node.content = .alias(text.source(of: token).text)
            advance()
        case .scalar(let scalar, let style):
            node.before = takeOwn()
            node.content = .scalar(
                ScalarSource(scalar, style, source: text.source(of: token), blockColumn: blockColumns.last ?? -1))
            advance()
        case .blockSequenceStart: node.content = .sequence(blockSequence())
        case .blockMappingStart: node.content = .mapping(blockMapping())
        case .blockEntry where isInMapping: node.content = .sequence(indentlessSequence())
        case .flowSequenceStart: node.content = .sequence(flowSequence(&node.header))
        case .flowMappingStart: node.content = .mapping(flowMapping(&node.header))
        default: if !isInFlow { node.content = .empty(inside: takeOwn(from: parentColumn + 1)) }
        }
        return node
    }

    // MARK: Block collections

    private mutating func blockSequence() -> LayoutCollection {
        let column = token.column
        blockColumns.append(column)
        advance()
        var collection = LayoutCollection(form: .block, entries: blockElements(column))
        collection.end = takeOwn(from: column)
        blockColumns.removeLast()
        advance()
        return collection
    }

    /// A sequence whose dashes stand in the column of the key above.
    private mutating func indentlessSequence() -> LayoutCollection {
        let column = token.column
        var collection = LayoutCollection(form: .block, entries: blockElements(column))
        collection.end = takeOwn(from: column + 1)
        return collection
    }

    private mutating func blockElements(_ column: Int) -> [LayoutEntry] {
        var entries: [LayoutEntry] = []
        while kind == .blockEntry {
            var entry = entry(key: nil)
            advance()
            entry.value = node(takeTrailing(), isInFlow: false, parentColumn: column)
            entry.trailing = takeTrailing()
            entries.append(entry)
        }
        return entries
    }

    private mutating func blockMapping() -> LayoutCollection {
        let column = token.column
        blockColumns.append(column)
        advance()
        var collection = LayoutCollection(form: .block)
        while kind == .key || kind == .value {
            var entry = entry(key: LayoutNode())
            if kind == .key {
                advance()
                entry.key = node(takeTrailing(), isInFlow: false, isInMapping: true, parentColumn: column)
                entry.behindKey = takeTrailing()
            }
            entry.hasValue = kind == .value
            if entry.hasValue {
                advance()
                entry.value = node(takeTrailing(), isInFlow: false, isInMapping: true, parentColumn: column)
            }
            entry.trailing = takeTrailing()
            collection.entries.append(entry)
        }
        collection.end = takeOwn(from: column)
        blockColumns.removeLast()
        advance()
        return collection
    }

    // MARK: Flow collections

    private mutating func flowSequence(_ header: inout [String]) -> LayoutCollection {
        flow(closing: .flowSequenceEnd, &header) { parser in
            var entry = parser.entry(key: nil)
            guard parser.kind == .key else {
                entry.value = parser.node([], isInFlow: true, parentColumn: -1)
                return entry
            }
            entry.value.content = .mapping(LayoutCollection(form: .pair, entries: [parser.flowPair()]))
            return entry
        }
    }

    private mutating func flowMapping(_ header: inout [String]) -> LayoutCollection {
        flow(closing: .flowMappingEnd, &header) { $0.flowPair() }
    }

    private mutating func flow(
        closing: YAMLToken.Kind, _ header: inout [String], _ element: (inout LayoutParser) -> LayoutEntry
    ) -> LayoutCollection {
        advance()
        header += takeTrailing()
        var collection = LayoutCollection(form: .flow)
        while kind != closing, kind != .streamEnd {
            if kind == .flowEntry {
                advance()
            } else {
                var entry = element(&self)
                entry.trailing += takeTrailing()
                collection.entries.append(entry)
            }
            // A comment behind the comma is about what stands before it.
            if let last = collection.entries.indices.last, collection.entries[last].trailing.isEmpty {
                collection.entries[last].trailing = takeTrailing()
            }
        }
        collection.end = takeOwn()
        advance()
        return collection
    }

    /// `key: value`, `key` alone or `: value`.
    private mutating func flowPair() -> LayoutEntry {
        var entry = entry(key: LayoutNode())
        if kind == .key { advance() }
        if kind != .value { entry.key = node(takeTrailing(), isInFlow: true, parentColumn: -1) }
        entry.behindKey = takeTrailing()
        entry.hasValue = kind == .value
        if entry.hasValue {
            advance()
            entry.value = node(takeTrailing(), isInFlow: true, parentColumn: -1)
        }
        return entry
    }
}
