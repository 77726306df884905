internal import MartletModel

/// The pairs of one mapping as they come in: finds duplicates, and folds `<<` merges at the end.
struct YAMLPairs {
    private var entries: [YAMLNode.Entry] = []
    private var key: YAMLNode?
    private var merges: [YAMLNode] = []
    /// The entry of each key, once there are enough to make looking through them slow.
    private var index: [String: Int] = [:]

    /// Takes keys and values in turn.
    mutating func add(_ node: YAMLNode, _ diagnostics: inout Diagnostics) {
        guard let pending = key else {
            key = node
            return
        }
        key = nil
        insert(pending, node, &diagnostics)
    }

    private mutating func insert(_ key: YAMLNode, _ value: YAMLNode, _ diagnostics: inout Diagnostics) {
        guard case .scalar(let name, let style) = key.content else {
            diagnostics.append(
                LanguageFault.keyIsNotText.at(
                    key.range, "A key must be text; here it is a \(key.kindName).",
                    hint: "Quote it, if it is an expression or is meant as text: `\"${…}\": value`."))
            return
        }
        if name == "<<", style == .plain {
            merges.append(value)
            return
        }
        if let first = position(of: name) {
            diagnostics.append(duplicate(name, key, entries[first].key))
            return
        }
        entries.append(YAMLNode.Entry(key: key, value: value))
        if !index.isEmpty { index[name] = entries.count - 1 }
    }

    private mutating func position(of name: String) -> Int? {
        if entries.count < 12 { return entries.firstIndex { $0.name == name } }
        if index.isEmpty {
            index.reserveCapacity(entries.count * 2)
            for (position, entry) in entries.enumerated() { index[entry.name] = position }
        }
        return index[name]
    }

    private func duplicate(_ name: String, _ key: YAMLNode, _ first: YAMLNode) -> Diagnostic {
        LanguageFault.duplicateKey.at(
            key.range, "The key `\(name)` stands twice in this mapping; the first one is at \(first.range).",
            hint: "Delete or rename one of the two.", related: [Diagnostic.Related(first.range, "first here")])
    }

    /// The entries, with what `<<` brings in behind them: own keys win, then earlier merges.
    mutating func finish(_ diagnostics: inout Diagnostics) -> [YAMLNode.Entry] {
        for merge in merges {
            switch merge.content {
            case .mapping(let others): merged(others)
            case .sequence(let several) where several.allSatisfy({ $0.entries != nil }):
                for one in several { merged(one.entries ?? []) }
            default:
                diagnostics.append(
                    LanguageFault.malformedMerge.at(
                        merge.range, "`<<` merges a mapping or a list of mappings; this is a \(merge.kindName).",
                        hint: "Write `<<: *name`, where `&name` stands before a mapping."))
            }
        }
        return entries
    }

    private mutating func merged(_ others: [YAMLNode.Entry]) {
        for other in others where position(of: other.name) == nil {
            entries.append(other)
            if !index.isEmpty { index[other.name] = entries.count - 1 }
        }
    }
}

extension YAMLNode {
    /// What the node is, for sentences.
    package var kindName: String {
        switch content {
        case .sequence: "list"
        case .mapping: "mapping"
        case .scalar(_, .plain): plainScalar.kindName
        case .scalar: "text"
        }
    }
}
