/// Tells in which scalars of a stack `${…}` is an expression, and puts these into the canonical style.
///
/// Everywhere else it is text: in descriptions, in scenarios, in files of variables.
struct ExpressionPlaces {
    private static let sections: Set<String> = [
        "variables", "locals", "providers", "resources", "data", "modules", "outputs", "checks", "imports",
    ]

    /// The keys of an entry whose values are read as they stand.
    private static let literalKeys: Set<String> = [
        "type", "description", "deprecated", "provider", "source", "sha256", "sensitive", "ephemeral", "nullable",
        "blocking",
    ]

    /// The document with its expressions formatted; the same one when it is no stack or module.
    static func formatting(_ document: LayoutDocument) -> LayoutDocument {
        guard case .mapping(var collection) = document.root.content, collection.isStack else { return document }
        for index in collection.entries.indices {
            let entry = collection.entries[index]
            guard let name = entry.keyText, sections.contains(name) else { continue }
            collection.entries[index].value = section(entry.value, named: name)
        }
        var result = document
        result.root.content = .mapping(collection)
        return result
    }

    private static func section(_ node: LayoutNode, named name: String) -> LayoutNode {
        name == "locals"
            ? formattingAll(node)
            : mappingEntries(of: node) { entry in
                // An entry of `imports` is one of a list; all others have a name.
                mappingEntries(of: entry.value) { field in
                    field.keyText.map(literalKeys.contains) ?? true ? field.value : formattingAll(field.value)
                }
            }
    }

    private static func mappingEntries(
        of node: LayoutNode, _ transform: (LayoutEntry) -> LayoutNode
    ) -> LayoutNode {
        // What an anchor names stands in other places too, where it may be text.
        guard node.properties.isEmpty, var collection = node.collection else { return node }
        for index in collection.entries.indices {
            collection.entries[index].value = transform(collection.entries[index])
        }
        return node.with(collection)
    }

    private static func formattingAll(_ node: LayoutNode) -> LayoutNode {
        guard node.properties.isEmpty else { return node }
        if case .scalar(var scalar) = node.content {
            scalar.formatExpressions()
            var result = node
            result.content = .scalar(scalar)
            return result
        }
        return mappingEntries(of: node) { formattingAll($0.value) }
    }
}

extension ScalarSource {
    /// Puts the expressions in the text into the canonical style; those over several lines stay.
    fileprivate mutating func formatExpressions() {
        guard text.mayHoldExpression else { return }
        if isBlock {
            isRewritten = true
        } else if !isMultiline {
            let formatted = TemplateFormatter.formatted(text)
            guard formatted != text else { return }
            text = formatted
            isRewritten = true
        }
    }
}

extension LayoutNode {
    fileprivate func with(_ collection: LayoutCollection) -> LayoutNode {
        var result = self
        if case .mapping = content {
            result.content = .mapping(collection)
        } else {
            result.content = .sequence(collection)
        }
        return result
    }
}

extension LayoutEntry {
    fileprivate var keyText: String? {
        if case .scalar(let scalar)? = key?.content { return scalar.text }
        return nil
    }
}

extension LayoutCollection {
    /// Whether these are the top-level keys of a stack or module.
    fileprivate var isStack: Bool {
        let names = Set(entries.compactMap(\.keyText))
        return names.contains("martlet") && !names.contains("scenarios")
    }
}
