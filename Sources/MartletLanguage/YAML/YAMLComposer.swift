internal import MartletModel

/// Builds nodes from events, with a stack of its own: input decides neither recursion nor expansion.
struct YAMLComposer {
    /// A sequence or mapping under construction.
    private struct Frame {
        let isMapping: Bool
        let isFlow: Bool
        let anchor: String?
        let tag: String?
        let start: Int
        /// Nodes in it, aliases expanded.
        var size = 1
        /// Where the last child ends so far.
        var end: Int
        var elements: [YAMLNode] = []
        var pairs = YAMLPairs()
    }

    private struct Anchor {
        let node: YAMLNode
        let size: Int
    }

    private let file: SourceFile
    private let limits: YAMLLimits
    private var frames: [Frame] = []
    private var anchors: [String: Anchor] = [:]
    private var expanded = 0
    private(set) var documents: [YAMLNode] = []
    var diagnostics = Diagnostics()

    init(file: SourceFile, limits: YAMLLimits) {
        self.file = file
        self.limits = limits
    }

    /// Takes the next event; false when reading on makes no sense.
    mutating func accept(_ event: YAMLEvent) -> Bool {
        switch event.kind {
        case .documentStart: anchors.removeAll(keepingCapacity: true)
        case .documentEnd: break
        case .scalar(let text, let style):
            let node = YAMLNode(.scalar(text, style), tag: event.tag, file: file, start: event.start, end: event.end)
            if let anchor = event.anchor { anchors[anchor] = Anchor(node: node, size: 1) }
            add(node, size: 1)
        case .alias(let name): return addAlias(name, event)
        case .sequenceStart(let isFlow): return open(event, isMapping: false, isFlow: isFlow)
        case .mappingStart(let isFlow): return open(event, isMapping: true, isFlow: isFlow)
        case .sequenceEnd, .mappingEnd: close(event)
        }
        return true
    }

    private mutating func open(_ event: YAMLEvent, isMapping: Bool, isFlow: Bool) -> Bool {
        guard frames.count < limits.depth else {
            diagnostics.append(
                LanguageFault.nestingTooDeep.at(
                    SourceRange(file, event.start, event.end),
                    "Sequences and mappings stand more than \(limits.depth) deep inside one another here.",
                    hint: "Take a part out into a module, a local or a variable."))
            return false
        }
        // An anchor that stands on something unfinished must not answer for an older one of its name.
        if let anchor = event.anchor { anchors[anchor] = nil }
        frames.append(
            Frame(
                isMapping: isMapping, isFlow: isFlow, anchor: event.anchor, tag: event.tag, start: event.start,
                end: event.start))
        return true
    }

    private mutating func close(_ event: YAMLEvent) {
        guard var frame = frames.popLast() else { return }
        // The event that ends a block collection stands where the next token begins; its last child says where it ends.
        let end = frame.isFlow ? event.end : frame.end
        let content: YAMLNode.Content =
            frame.isMapping ? .mapping(frame.pairs.finish(&diagnostics)) : .sequence(frame.elements)
        let node = YAMLNode(content, tag: frame.tag, file: file, start: frame.start, end: end)
        if let anchor = frame.anchor { anchors[anchor] = Anchor(node: node, size: frame.size) }
        add(node, size: frame.size)
    }

    private mutating func addAlias(_ name: String, _ event: YAMLEvent) -> Bool {
        let range = SourceRange(file, event.start, event.end)
        guard let anchor = anchors[name] else {
            diagnostics.append(unknownAnchor(name, at: range))
            add(YAMLNode(.scalar("", .plain), file: file, start: event.start, end: event.end), size: 1)
            return true
        }
        expanded += anchor.size
        guard expanded <= limits.expandedNodes else {
            diagnostics.append(
                LanguageFault.expansionTooLarge.at(
                    range,
                    "With `*\(name)` the aliases of this file stand for more than \(limits.expandedNodes) nodes.",
                    hint: "Use locals, `for_each` or modules instead of aliases of aliases.",
                    related: [Diagnostic.Related(anchor.node.range, "`&\(name)` stands here")]))
            return false
        }
        add(anchor.node, size: anchor.size, end: event.end)
        return true
    }

    private func unknownAnchor(_ name: String, at range: SourceRange) -> Diagnostic {
        if let open = frames.first(where: { $0.anchor == name }) {
            return LanguageFault.unknownAnchor.at(
                range, "`*\(name)` stands inside the very value that `&\(name)` names: it would contain itself.",
                hint: "Move the shared part out of it and name that.",
                related: [Diagnostic.Related(SourceRange(file, open.start, open.start + 1), "`&\(name)` stands here")])
        }
        let suggestion = nearestName(to: name, among: anchors.keys.sorted())
        return LanguageFault.unknownAnchor.at(
            range, "`*\(name)` refers to the anchor `&\(name)`, which stands nowhere above.",
            hint: suggestion.map { "Did you mean `*\($0)`?" } ?? "Quote the text if it is meant to begin with `*`.")
    }

    /// Puts a finished node where it belongs. `end` is given when the node's own end is elsewhere in the file.
    private mutating func add(_ node: YAMLNode, size: Int, end: Int? = nil) {
        guard let last = frames.indices.last else {
            documents.append(node)
            return
        }
        frames[last].size += size
        if frames[last].isMapping {
            frames[last].pairs.add(node, &diagnostics)
        } else {
            frames[last].elements.append(node)
        }
        frames[last].end = max(frames[last].end, end ?? node.range.end)
    }
}
