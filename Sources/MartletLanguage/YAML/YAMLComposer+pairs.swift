internal import MartletModel

/// The pairs of the innermost open mapping: finds duplicates, and folds `<<` merges at the end.
extension YAMLComposer {
    /// Takes keys and values in turn.
    mutating func addToPairs(_ node: Int32) {
        let last = frames.count - 1
        let key = frames[last].key
        frames[last].key = key < 0 ? node : -1
        if key >= 0 { insert(key, node) }
    }

    private mutating func insert(_ key: Int32, _ value: Int32) {
        guard table.isScalar(key) else {
            diagnostics.append(
                LanguageFault.keyIsNotText.at(
                    table.range(key), "A key must be text; here it is a \(table.kindName(key)).",
                    hint: "Quote it, if it is an expression or is meant as text: `\"${…}\": value`."))
            return
        }
        if table.kind(key) == .plain, table.hasText(key, "<<") {
            particulars.merges.append(value)
            return
        }
        if let first = place(of: key) {
            diagnostics.append(duplicate(key, pending[first]))
            return
        }
        append(key, value)
    }

    private mutating func append(_ key: Int32, _ value: Int32) {
        if let particulars = frames[frames.count - 1].particulars, !particulars.places.isEmpty {
            particulars.places[table.text(key)] = pending.count
        }
        pending.append(key)
        pending.append(value)
    }

    /// The place among the pending nodes of a key with the same text.
    private mutating func place(of key: Int32) -> Int? {
        let first = frames[frames.count - 1].firstChild
        let places = stride(from: first, to: pending.count, by: 2)
        if pending.count - first < 24 {
            for place in places where table.haveSameText(pending[place], key) { return place }
            return nil
        }
        let particulars = particulars
        if particulars.places.isEmpty {
            for place in places { particulars.places[table.text(pending[place])] = place }
        }
        return particulars.places[table.text(key)]
    }

    private func duplicate(_ key: Int32, _ first: Int32) -> Diagnostic {
        let firstRange = table.range(first)
        return LanguageFault.duplicateKey.at(
            table.range(key),
            "The key `\(table.text(key))` stands twice in this mapping; the first one is at \(firstRange).",
            hint: "Delete or rename one of the two.", related: [Diagnostic.Related(firstRange, "first here")])
    }

    /// Adds what `<<` brings in behind the mapping's own entries: own keys win, then earlier merges.
    mutating func mergePairs() {
        for merge in frames[frames.count - 1].particulars?.merges ?? [] {
            let sources = table.kind(merge) == .sequence ? table.children(merge).map { table.child(at: $0) } : [merge]
            guard sources.allSatisfy({ table.kind($0) == .mapping }) else {
                diagnostics.append(
                    LanguageFault.malformedMerge.at(
                        table.range(merge),
                        "`<<` merges a mapping or a list of mappings; this is a \(table.kindName(merge)).",
                        hint: "Write `<<: *name`, where `&name` stands before a mapping."))
                continue
            }
            for source in sources { addPairs(of: source) }
        }
    }

    private mutating func addPairs(of mapping: Int32) {
        let places = table.children(mapping)
        for place in stride(from: places.lowerBound, to: places.upperBound, by: 2) {
            let key = table.child(at: place)
            if self.place(of: key) == nil { append(key, table.child(at: place + 1)) }
        }
    }
}
