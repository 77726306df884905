package import MartletModel

extension YAMLNode {
    /// What a scalar means: quoted ones are text, tags decide over the writing. `.text` for a sequence or mapping.
    package var plainScalar: PlainScalar {
        guard case .scalar(let text, let style) = content else { return .text }
        switch tag {
        case nil: return style == .plain ? PlainScalar(text) : .text
        case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary": return .text
        case "tag:yaml.org,2002:null": return .null
        default: return PlainScalar(text)
        }
    }

    /// The scalar as a value; nil for a sequence or mapping.
    package var scalarValue: Value? {
        guard let text else { return nil }
        return switch plainScalar {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .number(let number): .number(number)
        case .text: .string(text)
        }
    }

    /// The node as plain data, nothing in it read as an expression; tags that cannot be honoured are faults.
    package func plainValue(_ faults: inout Diagnostics) -> Value {
        checkTag(&faults)
        switch content {
        case .scalar: return scalarValue ?? .null
        case .sequence(let elements): return .tuple(elements.map { $0.plainValue(&faults) })
        case .mapping(let entries):
            return .object(Fields(entries.map { Fields.Field($0.name, $0.value.plainValue(&faults)) }))
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
