internal import MartletModel

/// Builds a table of nodes from events, with a stack of its own: input decides neither recursion nor expansion.
struct YAMLComposer {
    /// A sequence or mapping under construction.
    struct Frame {
        let isMapping: Bool
        let isFlow: Bool
        let start: Int
        /// The place of its first child among the pending ones.
        let firstChild: Int
        /// Nodes in it, aliases expanded.
        var size = 1
        /// Where the last child ends so far.
        var end: Int
        /// A key whose value is still to come; negative for none.
        var key: Int32 = -1
        /// Nil for most.
        var particulars: Particulars?
    }

    /// What few collections have.
    final class Particulars {
        var anchor: String?
        var tag: String?
        /// The values of `<<`.
        var merges: [Int32] = []
        /// The place of each key, once there are enough to make looking through them slow.
        var places: [String: Int] = [:]
    }

    private struct Anchor {
        let node: Int32
        let size: Int
    }

    private let limits: YAMLLimits
    var table: YAMLTable
    var frames: [Frame] = []
    /// The children of all open frames.
    var pending: [Int32] = []
    private var anchors: [String: Anchor] = [:]
    private var expanded = 0
    private var roots: [Int32] = []
    var diagnostics = Diagnostics()

    init(file: SourceFile, isASCII: Bool, limits: YAMLLimits) {
        table = YAMLTable(file, isASCII: isASCII)
        self.limits = limits
    }

    /// The finished documents.
    consuming func documents() -> [YAMLNode] {
        let roots = roots
        let tree = YAMLTree(table)
        return roots.map { YAMLNode(tree, $0) }
    }

    /// Takes the next event; false when reading on makes no sense.
    mutating func accept(_ event: YAMLEvent) -> Bool {
        switch event.kind {
        case .documentStart: anchors.removeAll(keepingCapacity: true)
        case .documentEnd: break
        case .scalar(let text, let style):
            let node = table.addScalar(
                text, YAMLTable.Kind(style), tag: event.tag, start: event.start, end: event.end)
            if let anchor = event.anchor { anchors[anchor] = Anchor(node: node, size: 1) }
            add(node, size: 1)
        case .alias: return addAlias(event.anchor ?? "", event)
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
                    range(event),
                    "Sequences and mappings stand more than \(limits.depth) deep inside one another here.",
                    hint: "Take a part out into a module, a local or a variable."))
            return false
        }
        // An anchor that stands on something unfinished must not answer for an older one of its name.
        if let anchor = event.anchor { anchors[anchor] = nil }
        frames.append(
            Frame(
                isMapping: isMapping, isFlow: isFlow, start: event.start, firstChild: pending.count, end: event.start))
        if event.anchor != nil || event.tag != nil {
            particulars.anchor = event.anchor
            particulars.tag = event.tag
        }
        return true
    }

    /// The particulars of the innermost open collection, made when there are none.
    var particulars: Particulars {
        mutating get {
            let last = frames.count - 1
            if let known = frames[last].particulars { return known }
            let made = Particulars()
            frames[last].particulars = made
            return made
        }
    }

    private mutating func close(_ event: YAMLEvent) {
        guard !frames.isEmpty else { return }
        mergePairs()
        let frame = frames.removeLast()
        // The event that ends a block collection stands where the next token begins; its last child says where it ends.
        let end = frame.isFlow ? event.end : frame.end
        let node = table.addCollection(
            frame.isMapping ? .mapping : .sequence, pending[frame.firstChild...], tag: frame.particulars?.tag,
            start: frame.start, end: end)
        pending.removeLast(pending.count - frame.firstChild)
        if let anchor = frame.particulars?.anchor { anchors[anchor] = Anchor(node: node, size: frame.size) }
        add(node, size: frame.size)
    }

    private mutating func addAlias(_ name: String, _ event: YAMLEvent) -> Bool {
        guard let anchor = anchors[name] else {
            diagnostics.append(unknownAnchor(name, at: range(event)))
            let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            add(table.addScalar(nothing, .plain, tag: nil, start: event.start, end: event.end), size: 1)
            return true
        }
        expanded += anchor.size
        guard expanded <= limits.expandedNodes else {
            diagnostics.append(
                LanguageFault.expansionTooLarge.at(
                    range(event),
                    "With `*\(name)` the aliases of this file stand for more than \(limits.expandedNodes) nodes.",
                    hint: "Use locals, `for_each` or modules instead of aliases of aliases.",
                    related: [Diagnostic.Related(table.range(anchor.node), "`&\(name)` stands here")]))
            return false
        }
        add(anchor.node, size: anchor.size, end: event.end)
        return true
    }

    private func range(_ event: YAMLEvent) -> SourceRange { SourceRange(table.file, event.start, event.end) }

    private func unknownAnchor(_ name: String, at range: SourceRange) -> Diagnostic {
        if let open = frames.first(where: { $0.particulars?.anchor == name }) {
            let place = SourceRange(table.file, open.start, open.start + 1)
            return LanguageFault.unknownAnchor.at(
                range, "`*\(name)` stands inside the very value that `&\(name)` names: it would contain itself.",
                hint: "Move the shared part out of it and name that.",
                related: [Diagnostic.Related(place, "`&\(name)` stands here")])
        }
        let suggestion = nearestName(to: name, among: anchors.keys.sorted())
        return LanguageFault.unknownAnchor.at(
            range, "`*\(name)` refers to the anchor `&\(name)`, which stands nowhere above.",
            hint: suggestion.map { "Did you mean `*\($0)`?" } ?? "Quote the text if it is meant to begin with `*`.")
    }

    /// Puts a finished node where it belongs. `end` is given when the node's own end is elsewhere in the file.
    private mutating func add(_ node: Int32, size: Int, end: Int? = nil) {
        guard let last = frames.indices.last else {
            roots.append(node)
            return
        }
        frames[last].size += size
        frames[last].end = max(frames[last].end, end ?? table.end(node))
        if frames[last].isMapping { addToPairs(node) } else { pending.append(node) }
    }
}
