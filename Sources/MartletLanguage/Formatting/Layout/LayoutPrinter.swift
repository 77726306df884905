/// Writes a layout in the canonical style: two columns an indent, dashes inside their key, one blank line at most between
/// entries, flow collections on one line where they fit and as block collections where they do not.
struct LayoutPrinter {
    /// The longest line that a flow collection is kept on.
    static let width = 120

    var lines = LineBuffer()
    /// What stands at the front of the next line instead of its indent: the dashes before its first entry.
    private var prefix: String?

    init() {}

    mutating func write(_ documents: [LayoutDocument], rest: [Trivia.Comment]) {
        for (number, document) in documents.enumerated() {
            let wantsStart = document.hasStart || number > 0 || !document.directives.isEmpty
            write(document.before, indent: 0, isFirst: number == 0)
            for directive in document.directives { lines.append(directive) }
            if wantsStart { lines.append("---", comments: document.root.header) }
            write(root: document, ownsHeader: !wantsStart)
            write(document.end, indent: 0, isFirst: false)
            let needsEnd = number + 1 < documents.count && !documents[number + 1].directives.isEmpty
            if document.hasEnd || needsEnd { lines.append("...") }
        }
        write(rest, indent: 0, isFirst: documents.isEmpty)
    }

    private mutating func write(root document: LayoutDocument, ownsHeader: Bool) {
        let root = document.root
        if ownsHeader { for comment in root.header { lines.append(comment) } }
        let properties = root.properties.joined(separator: " ")
        switch root.content {
        case .empty(let inside):
            if !properties.isEmpty { line(0, properties, document.trailing) }
            write(inside, indent: 0, isFirst: true)
        case .alias, .scalar:
            write(root.before, indent: 0, isFirst: true)
            leaf(properties, root.atMargin, indent: 0, parentIndent: 0, document.trailing)
        case .sequence(let collection), .mapping(let collection):
            if let text = flowLine(root, head: "", indent: 0) {
                line(0, text, document.trailing)
                return
            }
            if !properties.isEmpty { line(0, properties) }
            entries(collection, indent: 0)
            for comment in document.trailing { lines.append(comment) }
        }
    }

    // MARK: Lines

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    private mutating func line(_ indent: Int, _ text: String, _ comments: [String] = []) {
        lines.append((prefix ?? spaces(indent)) + text, comments: comments)
        prefix = nil
    }

    private mutating func write(_ comments: [Trivia.Comment], indent: Int, isFirst: Bool) {
        for (number, comment) in comments.enumerated() {
            if comment.hasBlankBefore, number > 0 || !isFirst { lines.separate() }
            lines.append(spaces(indent) + comment.text)
        }
    }

    // MARK: Collections

    private mutating func entries(_ collection: LayoutCollection, indent: Int) {
        for (number, entry) in collection.entries.enumerated() {
            write(entry.before, indent: indent, isFirst: number == 0)
            if entry.hasBlankBefore, number > 0 || !entry.before.isEmpty { lines.separate() }
            write(entry, indent: indent)
        }
        write(collection.end, indent: indent, isFirst: collection.entries.isEmpty)
    }

    private mutating func write(_ entry: LayoutEntry, indent: Int) {
        guard let key = entry.key else { return field("-", entry.value, indent: indent, entry.trailing) }
        if let name = (indent == 0 ? key.atMargin : key).simpleKey {
            let introducer = key.isAlias ? "\(name) :" : "\(name):"
            var value = entry.value
            value.header = entry.behindKey + value.header
            field(introducer, value, indent: indent, entry.trailing)
        } else {
            field("?", key, indent: indent, entry.behindKey)
            if entry.hasValue {
                field(":", entry.value, indent: indent, entry.trailing)
            } else {
                for comment in entry.trailing { lines.append(spaces(indent) + comment) }
            }
        }
    }

    /// Writes a value behind its key, dash or mark.
    private mutating func field(_ introducer: String, _ node: LayoutNode, indent: Int, _ trailing: [String]) {
        let properties = node.properties.joined(separator: " ")
        let head = properties.isEmpty ? introducer : introducer + " " + properties
        switch node.content {
        case .empty(let inside):
            line(indent, head, node.header + trailing)
            write(inside, indent: indent + 2, isFirst: true)
        case .alias, .scalar:
            guard !node.header.isEmpty || !node.before.isEmpty else {
                return leaf(head, node, indent: indent, parentIndent: indent, trailing)
            }
            line(indent, head, node.header)
            write(node.before, indent: indent + 2, isFirst: true)
            leaf("", node, indent: indent + 2, parentIndent: indent, trailing)
        case .sequence(let collection), .mapping(let collection):
            if let text = flowLine(node, head: introducer, indent: indent) {
                return line(indent, introducer + " " + text, trailing)
            }
            let isPair = collection.form == .pair
            block(
                introducer, head, node, isPair ? collection.with(trailing) : collection, indent: indent,
                isPair ? [] : trailing)
        }
    }

    /// The node on one line; nil when it must be a block. Empty collections have no other form than brackets.
    ///
    /// A pair whose brackets were taken away is read as a block mapping, and is written as one.
    private func flowLine(_ node: LayoutNode, head: String, indent: Int) -> String? {
        guard let collection = node.collection, collection.form == .flow else { return nil }
        let start = (prefix?.unicodeScalars.count ?? indent) + head.unicodeScalars.count + 1
        return node.line(limit: Self.width - start)
    }

    private mutating func block(
        _ introducer: String, _ head: String, _ node: LayoutNode, _ collection: LayoutCollection, indent: Int,
        _ trailing: [String]
    ) {
        guard let first = collection.entries.first else {
            let isMapping = if case .mapping = node.content { true } else { false }
            line(indent, head + (isMapping ? " {}" : " []"), node.header + trailing)
            write(collection.end, indent: indent + 2, isFirst: true)
            return
        }
        // A comment behind the closing bracket is about the whole; it keeps its place in the order of comments.
        let hasComments = !trailing.isEmpty && collection.hasComments
        let header = node.header + (hasComments ? [] : trailing)
        let isCompact = ["-", "?", ":"].contains(introducer) && node.properties.isEmpty
        if isCompact, header.isEmpty, first.before.isEmpty {
            prefix = (prefix ?? spaces(indent)) + introducer + " "
        } else {
            line(indent, head, header)
        }
        entries(collection, indent: indent + 2)
        if hasComments { for comment in trailing { lines.append(spaces(indent + 2) + comment) } }
    }

    // MARK: Scalars

    /// Writes a scalar or alias behind `head`.
    ///
    /// - Parameter parentIndent: The column of the collection around it; 0 at the root.
    private mutating func leaf(
        _ head: String, _ node: LayoutNode, indent: Int, parentIndent: Int, _ trailing: [String]
    ) {
        let start = head.isEmpty ? "" : head + " "
        switch node.content {
        case .alias(let name): line(indent, start + name, trailing)
        case .scalar(let scalar) where scalar.isBlock:
            let contentIndent = (head.isEmpty ? indent : parentIndent) + 2
            block(scalar, start, indent: indent, contentIndent, parentIndent: parentIndent, trailing)
        case .scalar(let scalar) where scalar.isMultiline:
            folded(scalar, start, indent: indent, continuation: head.isEmpty ? indent : indent + 2, trailing)
        case .scalar(let scalar): line(indent, start + scalar.line, trailing)
        case .empty, .sequence, .mapping: break
        }
    }

    private mutating func block(
        _ scalar: ScalarSource, _ start: String, indent: Int, _ contentIndent: Int, parentIndent: Int,
        _ trailing: [String]
    ) {
        let block = BlockScalar(scalar.source, blockColumn: scalar.blockColumn)
        let indicator = block.indicator(indent: contentIndent - max(parentIndent, 0))
        line(indent, start + indicator, (block.header.comment.map { [$0] } ?? []) + trailing)
        let texts = scalar.isRewritten ? block.lines.map(TemplateFormatter.formatted) : block.lines
        for text in texts { lines.append(text.isEmpty ? "" : spaces(contentIndent) + text) }
    }

    private mutating func folded(
        _ scalar: ScalarSource, _ start: String, indent: Int, continuation: Int, _ trailing: [String]
    ) {
        let texts = scalar.foldedLines
        for (number, text) in texts.enumerated() {
            let isLast = number == texts.count - 1
            if number == 0 {
                line(indent, start + text, [])
            } else {
                lines.append(text.isEmpty ? "" : spaces(continuation) + text, comments: isLast ? trailing : [])
            }
        }
    }
}

extension LayoutNode {
    /// The node so that it can stand at the margin.
    fileprivate var atMargin: LayoutNode {
        guard case .scalar(let scalar) = content else { return self }
        var result = self
        result.content = .scalar(scalar.atMargin)
        return result
    }

    /// The node as a key before `:`; nil when it needs the long form, `? key`.
    fileprivate var simpleKey: String? {
        guard header.isEmpty, before.isEmpty, collection == nil else { return nil }
        // libyaml, as YAML itself, takes at most 1,024 characters for a key without `?`.
        // An empty one cannot do without.
        return line(limit: 1000).flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension LayoutCollection {
    /// The collection with comments behind its last entry.
    fileprivate func with(_ trailing: [String]) -> Self {
        var result = self
        if let last = result.entries.indices.last { result.entries[last].trailing += trailing }
        return result
    }

    /// Whether a comment stands anywhere in it.
    fileprivate var hasComments: Bool {
        !end.isEmpty
            || entries.contains { entry in
                !entry.before.isEmpty || !entry.behindKey.isEmpty || !entry.trailing.isEmpty
                    || entry.key.map(\.hasComments) ?? false || entry.value.hasComments
            }
    }
}

extension LayoutNode {
    fileprivate var hasComments: Bool {
        if !header.isEmpty || !before.isEmpty { return true }
        if case .empty(let inside) = content { return !inside.isEmpty }
        if case .scalar(let scalar) = content, scalar.isBlock {
            return BlockScalar.Header(scalar.source).comment != nil
        }
        return collection?.hasComments ?? false
    }
}
