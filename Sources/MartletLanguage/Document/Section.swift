internal import MartletModel

/// A mapping with a fixed set of keys: reports the ones that it does not know, and those that are missing.
struct Section {
    let node: YAMLNode
    /// The values of unknown keys, by the key that was probably meant.
    private let misspelt: [String: YAMLNode]
    private let describe: () -> String

    /// Nil, with a fault, when the node is no mapping. An empty scalar counts as an empty mapping.
    init?(
        _ node: YAMLNode, _ what: @autoclosure @escaping () -> String, keys: SectionKeys, _ faults: inout Diagnostics
    ) {
        self.node = node
        describe = what
        guard node.kind == .mapping || node.isNullScalar else {
            faults.append(.wrongKind(node, what: what(), wanted: "a mapping of \(keys.listed)"))
            return nil
        }
        var misspelt: [String: YAMLNode] = [:]
        for entry in node.pairs where !keys.contains(entry.key) {
            faults.append(keys.unknown(entry.key, in: what()))
            if let meant = keys.meant(by: entry.key) { misspelt[meant] = entry.value }
        }
        self.misspelt = misspelt
        for key in keys.required where self[key] == nil { faults.append(keys.missing(key, in: self)) }
    }

    /// What the mapping is, for sentences: "resource `group`". Made only when there is something to say.
    var what: String { describe() }

    /// The value of a key that is there, also when the key is misspelt: that is told, and what follows of it is not.
    subscript(key: String) -> YAMLNode? { node[key] ?? misspelt[key] }

    // MARK: Values of one kind

    /// The text of a key; nil, with a fault when it is there but no text.
    func text(_ key: String, _ faults: inout Diagnostics) -> String? {
        guard let node = self[key] else { return nil }
        guard case .string(let text)? = node.scalarValue else {
            faults.append(.wrongKind(node, what: "`\(key)` of \(what)", wanted: "text"))
            return nil
        }
        return text
    }

    /// The truth of a key; nil, with a fault when it is there but neither `true` nor `false`.
    func bool(_ key: String, _ faults: inout Diagnostics) -> Bool? {
        guard let node = self[key] else { return nil }
        guard case .bool(let truth)? = node.scalarValue else {
            faults.append(.wrongKind(node, what: "`\(key)` of \(what)", wanted: "`true` or `false`"))
            return nil
        }
        return truth
    }

    /// The elements of a key; empty when it is not there, with a fault when it is no list.
    func list(_ key: String, _ faults: inout Diagnostics) -> [YAMLNode] {
        guard let node = self[key], !node.isNullScalar else { return [] }
        guard let elements = node.elements else {
            faults.append(.wrongKind(node, what: "`\(key)` of \(what)", wanted: "a list"))
            return []
        }
        return elements
    }

    /// The entries of a key whose own keys are names; empty when it is not there. Bad names are faults.
    func named(_ key: String, _ faults: inout Diagnostics) -> [YAMLNode.Entry] {
        entries(key, &faults).filter { entry in
            if let fault = entry.key.nameFault(of: key) {
                faults.append(fault)
                return false
            }
            return true
        }
    }

    /// The entries of a key; empty when it is not there, with a fault when it is no mapping.
    func entries(_ key: String, _ faults: inout Diagnostics) -> [YAMLNode.Entry] {
        guard let node = self[key], !node.isNullScalar else { return [] }
        guard let entries = node.entries else {
            faults.append(.wrongKind(node, what: "`\(key)` of \(what)", wanted: "a mapping"))
            return []
        }
        return entries
    }
}

/// The keys of one kind of mapping.
struct SectionKeys: Sendable {
    let all: [String]
    let required: [String]
    /// What to say about keys that people try, instead of a suggestion by spelling.
    let advice: [String: String]

    init(_ all: [String], required: [String] = [], advice: [String: String] = [:]) {
        self.all = all
        self.required = required
        self.advice = advice
    }

    func contains(_ key: YAMLNode) -> Bool { all.contains { key.hasText($0) } }

    /// The keys for sentences.
    var listed: String { all.map { "`\($0)`" }.joined(separator: ", ") }

    /// The known key that an unknown one is a slip of.
    func meant(by key: YAMLNode) -> String? { nearestName(to: key.text ?? "", among: all) }

    func unknown(_ key: YAMLNode, in what: String) -> Diagnostic {
        let name = key.text ?? ""
        let hint =
            advice[name] ?? meant(by: key).map { "Did you mean `\($0)`?" }
            ?? "Known keys: \(listed)."
        return LanguageFault.unknownKey.at(key.range, "\(what.sentenceCased) has no key `\(name)`.", hint: hint)
    }

    func missing(_ key: String, in section: Section) -> Diagnostic {
        LanguageFault.missingKey.at(
            section.node.startRange, "\(section.what.sentenceCased) lacks the key `\(key)`.",
            hint: advice[key] ?? "Add `\(key):` to it.")
    }
}

extension Diagnostic {
    static func wrongKind(_ node: YAMLNode, what: String, wanted: String, hint: String? = nil) -> Diagnostic {
        LanguageFault.wrongKind.at(
            node.startRange, "\(what.sentenceCased) must be \(wanted); this is a \(node.kindName).",
            hint: hint ?? standardHint(wanted))
    }
}

private func standardHint(_ wanted: String) -> String {
    if wanted.hasPrefix("text") { return "Quote it if it is meant as text." }
    if wanted.hasPrefix("a mapping") { return "Write `KEY: VALUE` on lines below it, or `{KEY: VALUE}`." }
    return wanted.hasPrefix("a list") ? "Write `- ITEM` on lines below it, or `[ITEM]`." : "Put \(wanted) here."
}

extension YAMLNode {
    /// Whether the node is a null or an empty value.
    var isNullScalar: Bool { isScalar && plainScalar == .null }

    /// The node's first line: long mappings are not underlined whole.
    var startRange: SourceRange { inTable { $0.firstLine($1) } }

    /// What is wrong with a key as a name; nil when nothing is.
    func nameFault(of section: String) -> Diagnostic? {
        guard withText(\.isDeclarationName) != true else { return nil }
        let name = text ?? ""
        return LanguageFault.invalidName.at(
            range,
            "`\(name)` under `\(section)` is not a name: names begin with a letter or `_`, and go on with letters, "
                + "digits, `_` and `-`.",
            hint: "Choose a name that expressions can refer to; what the object is called at its API stands in `body`.")
    }
}

extension String {
    /// Whether expressions can refer to something of this name.
    var isDeclarationName: Bool {
        var copy = self
        return copy.withUTF8(\.isDeclarationName)
    }

    /// The text with a capital first letter, for the beginning of a sentence; code in backticks stays.
    var sentenceCased: String {
        guard let first, first.isLowercase else { return self }
        return first.uppercased() + dropFirst()
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the text is a letter or `_`, and then letters, digits, `_` and `-`.
    var isDeclarationName: Bool {
        guard let first else { return false }
        guard Self.isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return allSatisfy { byte in
            Self.isLetter(byte) || byte &- UInt8(ascii: "0") <= 9 || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }
}
