/// One libyaml token with its place in the text: the layer that a formatter needs, where events forget `:`, `-` and `,`.
struct YAMLToken {
    enum Kind: Equatable {
        case streamStart
        case streamEnd
        /// `%YAML 1.2` or `%TAG …`.
        case directive
        case documentStart
        case documentEnd
        case blockSequenceStart
        case blockMappingStart
        case blockEnd
        case flowSequenceStart
        case flowSequenceEnd
        case flowMappingStart
        case flowMappingEnd
        case blockEntry
        case flowEntry
        case key
        case value
        case alias
        case anchor
        case tag
        case scalar(String, YAMLNode.ScalarStyle)
    }

    let kind: Kind
    /// Byte offsets; equal for tokens that stand for structure alone, as the beginning of a block mapping.
    let start: Int
    let end: Int
    /// Characters between the beginning of the line and the token's start and end.
    let column: Int
    let endColumn: Int
    let startLine: Int
    let endLine: Int

    /// Whether something of the text belongs to the token.
    var isVisible: Bool { end > start || kind == .streamStart }
}
