package import MartletModel

extension YAMLNode {
    /// What a scalar means: quoted ones are text, tags decide over the writing. `.text` for a sequence or mapping.
    package var plainScalar: PlainScalar { inTable { $0.plainScalar($1) } }

    /// What the node is, for sentences.
    package var kindName: String { inTable { $0.kindName($1) } }

    /// The scalar as a value; nil for a sequence or mapping.
    package var scalarValue: Value? {
        guard isScalar else { return nil }
        return switch plainScalar {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .number(let number): .number(number)
        case .text: text.map(Value.string)
        }
    }

    /// The node as plain data, nothing in it read as an expression; tags that cannot be honoured are faults.
    package func plainValue(_ faults: inout Diagnostics) -> Value {
        checkTag(&faults)
        switch kind {
        case .sequence: return .tuple(children.map { $0.plainValue(&faults) })
        case .mapping: return .object(Fields(pairs.map { Fields.Field($0.name, $0.value.plainValue(&faults)) }))
        default: return scalarValue ?? .null
        }
    }

    /// Reports a tag other than those of YAML's core schema, or one that the content contradicts.
    package func checkTag(_ faults: inout Diagnostics) {
        guard let tag, !isTagSatisfied(tag) else { return }
        let shown = tag.replacingYAMLPrefix
        faults.append(
            LanguageFault.unsupportedTag.at(
                range, "The tag `\(shown)` cannot stand before this \(kindName).",
                hint: "Delete the tag. Known ones are !!str, !!int, !!float, !!bool, !!null, !!binary, !!seq and !!map."
            ))
    }

    private func isTagSatisfied(_ tag: String) -> Bool {
        switch (tag.replacingYAMLPrefix, content) {
        case ("!", _), ("!!str", .scalar), ("!!binary", .scalar), ("!!seq", .sequence), ("!!map", .mapping): true
        case ("!!null", .scalar(let text, _)): PlainScalar(text) == .null
        case ("!!bool", .scalar(let text, _)): if case .bool = PlainScalar(text) { true } else { false }
        case ("!!int", .scalar(let text, _)), ("!!float", .scalar(let text, _)):
            if case .number = PlainScalar(text) { true } else { false }
        default: false
        }
    }
}

extension String {
    /// A tag as people write it: `!!str` for `tag:yaml.org,2002:str`.
    fileprivate var replacingYAMLPrefix: String {
        let prefix = "tag:yaml.org,2002:"
        return hasPrefix(prefix) ? "!!" + dropFirst(prefix.count) : self
    }
}

extension YAMLTable {
    /// ``YAMLNode/plainScalar`` of a node by its number.
    func plainScalar(_ node: Int32) -> PlainScalar {
        guard isScalar(node) else { return .text }
        switch tag(node) {
        case nil: return kind(node) == .plain ? withText(node) { PlainScalar(utf8: $0) } : .text
        case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary": return .text
        case "tag:yaml.org,2002:null": return .null
        default: return withText(node) { PlainScalar(utf8: $0) }
        }
    }

    /// ``YAMLNode/kindName`` of a node by its number.
    func kindName(_ node: Int32) -> String {
        switch kind(node) {
        case .sequence: "list"
        case .mapping: "mapping"
        case .plain: plainScalar(node).kindName
        case .singleQuoted, .doubleQuoted, .literal, .folded: "text"
        }
    }
}
