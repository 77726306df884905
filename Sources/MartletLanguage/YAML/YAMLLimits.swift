/// How much one text may ask of the reader: far above what people write, far below what hurts.
package struct YAMLLimits: Sendable {
    /// Bytes of a file.
    package var fileSize = 64 << 20
    /// Sequences and mappings inside one another.
    package var depth = 200
    /// Nodes that aliases add to a text, all together.
    package var expandedNodes = 1_000_000

    package init() {}
}
