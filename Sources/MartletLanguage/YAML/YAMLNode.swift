package import MartletModel

/// One node of a YAML document, with its place in the text. Aliases and merges are already expanded.
///
/// A node is a number in a table that all nodes of the text share: copying one copies nothing else.
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

    private let tree: YAMLTree
    private let number: Int32

    init(_ tree: YAMLTree, _ number: Int32) {
        self.tree = tree
        self.number = number
    }

    /// What an empty file holds: a null scalar.
    static func nothing(in file: SourceFile) -> YAMLNode {
        var table = YAMLTable(file, isASCII: true)
        let number = table.addScalar(UnsafeBufferPointer(start: nil, count: 0), .plain, tag: nil, start: 0, end: 0)
        return YAMLNode(YAMLTree(table), number)
    }

    /// The node with all that is in it. Makes arrays; ``kind``, ``children`` and ``pairs`` do not.
    package var content: Content {
        if let text { return .scalar(text, tree.table.kind(number).style ?? .plain) }
        return tree.table.kind(number) == .sequence ? .sequence(Array(children)) : .mapping(Array(pairs))
    }

    /// The tag as libyaml resolves it (`tag:yaml.org,2002:str`); nil for nodes without one.
    package var tag: String? { tree.table.tag(number) }

    package var file: SourceFile { tree.table.file }

    /// The node's stretch of the file, quotes and brackets included.
    package var range: SourceRange { tree.table.range(number) }

    /// Asks the table of the text about this node.
    func inTable<Answer>(_ ask: (YAMLTable, Int32) -> Answer) -> Answer { ask(tree.table, number) }

    var kind: YAMLTable.Kind { tree.table.kind(number) }

    /// Where a scalar's text stands in the file as it is; nil when it is written otherwise there.
    var verbatimStart: Int? { tree.table.verbatimStart(number) }

    // MARK: Scalars

    package var isScalar: Bool { tree.table.isScalar(number) }

    /// The text of a scalar; nil for a sequence or mapping.
    package var text: String? { isScalar ? tree.table.text(number) : nil }

    /// Calls `body` with the UTF-8 of a scalar's text; nil for a sequence or mapping.
    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        isScalar ? tree.table.withText(number, body) : nil
    }

    /// Whether the node is a scalar with this text.
    func hasText(_ text: String) -> Bool { isScalar && tree.table.hasText(number, text) }

    // MARK: Collections

    /// The value of `key` in a mapping. O(entries).
    package subscript(key: String) -> YAMLNode? {
        guard kind == .mapping else { return nil }
        return tree.table.value(of: key, in: number).map { YAMLNode(tree, $0) }
    }

    /// The elements of a sequence.
    package var elements: [YAMLNode]? { kind == .sequence ? Array(children) : nil }

    /// The entries of a mapping.
    package var entries: [Entry]? { kind == .mapping ? Array(pairs) : nil }

    /// The elements of a sequence where they are; empty for other nodes.
    var children: Children {
        Children(tree: tree, places: kind == .sequence ? tree.table.children(number) : 0..<0)
    }

    /// The entries of a mapping where they are; empty for other nodes.
    var pairs: Pairs { Pairs(tree: tree, places: kind == .mapping ? tree.table.children(number) : 0..<0) }

    /// The elements of a sequence, read from the table.
    struct Children: RandomAccessCollection {
        fileprivate let tree: YAMLTree
        fileprivate let places: Range<Int>

        var startIndex: Int { 0 }
        var endIndex: Int { places.count }
        subscript(index: Int) -> YAMLNode { YAMLNode(tree, tree.table.child(at: places.lowerBound + index)) }
    }

    /// The entries of a mapping, read from the table.
    struct Pairs: RandomAccessCollection {
        fileprivate let tree: YAMLTree
        fileprivate let places: Range<Int>

        var startIndex: Int { 0 }
        var endIndex: Int { places.count / 2 }
        subscript(index: Int) -> Entry {
            let place = places.lowerBound + 2 * index
            return Entry(
                key: YAMLNode(tree, tree.table.child(at: place)), value: YAMLNode(tree, tree.table.child(at: place + 1))
            )
        }
    }
}
