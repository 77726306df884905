extension LayoutNode {
    /// The node on one line as it may stand inside brackets; nil when it has comments, lines of its own, or is too long.
    ///
    /// O(limit), however long the node is.
    func line(limit: Int) -> String? {
        var line = FlowLine(limit: limit)
        return line.append(self) ? line.text : nil
    }
}

/// Writes nodes on one line for as long as it fits.
private struct FlowLine {
    let limit: Int
    private(set) var text = ""
    private var width = 0

    init(limit: Int) { self.limit = limit }

    private mutating func append(_ piece: String) -> Bool {
        text += piece
        width += piece.unicodeScalars.count
        return width <= limit
    }

    mutating func append(_ node: LayoutNode) -> Bool {
        guard node.header.isEmpty, node.before.isEmpty else { return false }
        let properties = node.properties.joined(separator: " ")
        guard append(properties) else { return false }
        if !properties.isEmpty {
            // Behind a tag even a comma wants a blank.
            guard append(" ") else { return false }
        }
        switch node.content {
        case .empty(let inside): return inside.isEmpty
        case .alias(let name): return append(name)
        case .scalar(let scalar): return !scalar.isMultiline && append(scalar.line)
        case .sequence(let collection): return append(collection, "[", "]")
        case .mapping(let collection):
            return collection.form == .pair ? append(collection, "", "") : append(collection, "{", "}")
        }
    }

    private mutating func append(_ collection: LayoutCollection, _ opening: String, _ closing: String) -> Bool {
        guard collection.form != .block, collection.end.isEmpty, append(opening) else { return false }
        for (number, entry) in collection.entries.enumerated() {
            guard number == 0 || append(", "), append(entry, isPair: collection.form == .pair) else { return false }
        }
        return append(closing)
    }

    private mutating func append(_ entry: LayoutEntry, isPair: Bool) -> Bool {
        guard entry.before.isEmpty, entry.behindKey.isEmpty, entry.trailing.isEmpty else { return false }
        if let key = entry.key {
            // Without `?` a pair that has no `:` would be its key alone.
            guard append(isPair && !entry.hasValue ? "? " : ""), append(key) else { return false }
            guard entry.hasValue else { return true }
            guard append(key.isAlias ? " : " : ": ") else { return false }
        }
        return append(entry.value)
    }
}

extension LayoutNode {
    /// `*name: x` would be an alias named `name:`.
    var isAlias: Bool {
        if case .alias = content { return true }
        return false
    }
}
