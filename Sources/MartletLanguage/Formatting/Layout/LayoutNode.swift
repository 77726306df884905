/// A node of a YAML text with all that its author wrote: comments, blank lines, quotes, anchors and tags.
struct LayoutNode {
    enum Content {
        /// Nothing, with the comments that stand below it, deeper than its key.
        case empty(inside: [Trivia.Comment])
        /// `*name`
        case alias(String)
        case scalar(ScalarSource)
        case sequence(LayoutCollection)
        case mapping(LayoutCollection)
    }

    /// The anchor and the tag as they stand there.
    var properties: [String] = []
    /// The comment behind the key, dash or bracket that introduces the node.
    var header: [String] = []
    /// Comments between what introduces the node and a scalar or alias on a line of its own.
    var before: [Trivia.Comment] = []
    var content: Content = .empty(inside: [])

    var collection: LayoutCollection? {
        switch content {
        case .sequence(let collection), .mapping(let collection): collection
        case .empty, .alias, .scalar: nil
        }
    }
}

/// The entries of a sequence or mapping.
struct LayoutCollection {
    enum Form {
        case block
        case flow
        /// `key: value` as an element of a flow sequence, without braces.
        case pair
    }

    var form: Form
    var entries: [LayoutEntry] = []
    /// Comments behind the last entry.
    var end: [Trivia.Comment] = []
}

/// An element of a sequence, or a key of a mapping with its value.
struct LayoutEntry {
    var before: [Trivia.Comment]
    /// Whether a blank line stands before it, behind its comments.
    var hasBlankBefore: Bool
    /// Nil in a sequence.
    var key: LayoutNode?
    /// Comments between a key and its `:`.
    var behindKey: [String] = []
    /// Whether there is a `:`; `{a, b}` has none.
    var hasValue = true
    var value = LayoutNode()
    /// The comment behind the value on its line.
    var trailing: [String] = []
}

/// One document of a text.
struct LayoutDocument {
    /// Comments and directives before `---`.
    var before: [Trivia.Comment] = []
    var directives: [String] = []
    var hasStart = false
    var hasEnd = false
    var root = LayoutNode()
    /// The comment behind the root, when that is a scalar.
    var trailing: [String] = []
    /// Comments behind everything.
    var end: [Trivia.Comment] = []
}
