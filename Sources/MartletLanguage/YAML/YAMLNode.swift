package import MartletModel

/// One node of a YAML document, with its place in the text. Aliases and merges are already expanded.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case scalar(String, ScalarStyle)
        case sequence([YAMLNode])
        /// In source order; keys are unique.
        case mapping([Entry])
    }

    /// How a scalar is written; only plain ones can be anything but text.
    package enum ScalarStyle: UInt8, Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
        case literal
        case folded
    }

    /// One key of a mapping with its value.
    package struct Entry: Sendable {
        package let key: YAMLNode
        package let value: YAMLNode
        /// The text of the key.
        package var name: String { key.text ?? "" }
    }

    package let content: Content
    /// The tag as libyaml resolves it (`tag:yaml.org,2002:str`); nil for nodes without one.
    package let tag: String?
    package let file: SourceFile
    private let start: UInt32
    private let end: UInt32

    init(_ content: Content, tag: String? = nil, file: SourceFile, start: Int, end: Int) {
        self.content = content
        self.tag = tag
        self.file = file
        self.start = UInt32(clamping: start)
        self.end = UInt32(clamping: max(start, end))
    }

    /// The node's stretch of the file, quotes and brackets included.
    package var range: SourceRange { SourceRange(file, Int(start), Int(end)) }

    /// The text of a scalar; nil for a sequence or mapping.
    package var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    package var isScalar: Bool { text != nil }

    /// The value of `key` in a mapping. O(entries).
    package subscript(key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.name == key }?.value
    }

    /// The elements of a sequence.
    package var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { return elements }
        return nil
    }

    /// The entries of a mapping.
    package var entries: [Entry]? {
        if case .mapping(let entries) = content { return entries }
        return nil
    }
}
