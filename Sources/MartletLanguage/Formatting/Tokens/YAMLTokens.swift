internal import CLibYAML

/// The tokens of a YAML text, in order.
enum YAMLTokens {
    /// Every token of a text; nil when libyaml cannot scan it. O(bytes).
    ///
    /// - Parameter bytes: Valid UTF-8 without a byte order mark.
    static func all(of bytes: ArraySlice<UInt8>) -> [YAMLToken]? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return nil }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        return bytes.withUnsafeBufferPointer { buffer in
            // libyaml wants a pointer even for an empty text.
            var empty: UInt8 = 0
            return withUnsafePointer(to: &empty) { none in
                yaml_parser_set_input_string(&parser, buffer.baseAddress ?? none, buffer.count)
                return scan(&parser, CharacterCursor(bytes))
            }
        }
    }

    private static func scan(_ parser: inout yaml_parser_t, _ offsets: CharacterCursor) -> [YAMLToken]? {
        var offsets = offsets
        var tokens: [YAMLToken] = []
        var raw = yaml_token_t()
        while yaml_parser_scan(&parser, &raw) == 1 {
            defer { yaml_token_delete(&raw) }
            if raw.type == YAML_NO_TOKEN { return tokens }
            guard let kind = kind(of: raw) else { return nil }
            let (start, end) = (raw.start_mark, raw.end_mark)
            tokens.append(
                YAMLToken(
                    kind: kind, start: offsets.byteOffset(of: start.index), end: offsets.byteOffset(of: end.index),
                    column: start.column, endColumn: end.column, startLine: start.line, endLine: end.line))
            if kind == .streamEnd { return tokens }
        }
        return nil
    }

    private static func kind(of raw: yaml_token_t) -> YAMLToken.Kind? {
        switch raw.type {
        case YAML_STREAM_START_TOKEN: .streamStart
        case YAML_STREAM_END_TOKEN: .streamEnd
        case YAML_VERSION_DIRECTIVE_TOKEN, YAML_TAG_DIRECTIVE_TOKEN: .directive
        case YAML_DOCUMENT_START_TOKEN: .documentStart
        case YAML_DOCUMENT_END_TOKEN: .documentEnd
        case YAML_BLOCK_SEQUENCE_START_TOKEN: .blockSequenceStart
        case YAML_BLOCK_MAPPING_START_TOKEN: .blockMappingStart
        case YAML_BLOCK_END_TOKEN: .blockEnd
        case YAML_FLOW_SEQUENCE_START_TOKEN: .flowSequenceStart
        case YAML_FLOW_SEQUENCE_END_TOKEN: .flowSequenceEnd
        case YAML_FLOW_MAPPING_START_TOKEN: .flowMappingStart
        case YAML_FLOW_MAPPING_END_TOKEN: .flowMappingEnd
        case YAML_BLOCK_ENTRY_TOKEN: .blockEntry
        case YAML_FLOW_ENTRY_TOKEN: .flowEntry
        case YAML_KEY_TOKEN: .key
        case YAML_VALUE_TOKEN: .value
        case YAML_ALIAS_TOKEN: .alias
        case YAML_ANCHOR_TOKEN: .anchor
        case YAML_TAG_TOKEN: .tag
        case YAML_SCALAR_TOKEN: scalar(raw)
        default: nil
        }
    }

    private static func scalar(_ raw: yaml_token_t) -> YAMLToken.Kind {
        let scalar = raw.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        return switch scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .scalar(text, .singleQuoted)
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .scalar(text, .doubleQuoted)
        case YAML_LITERAL_SCALAR_STYLE: .scalar(text, .literal)
        case YAML_FOLDED_SCALAR_STYLE: .scalar(text, .folded)
        default: .scalar(text, .plain)
        }
    }
}

/// Turns libyaml's marks, which count characters, into byte offsets by walking along: marks come nearly in order.
private struct CharacterCursor {
    private let bytes: ArraySlice<UInt8>
    private var character = 0
    private var offset: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    mutating func byteOffset(of index: Int) -> Int {
        while character < index, offset < bytes.endIndex {
            offset += 1
            while offset < bytes.endIndex, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            character += 1
        }
        while character > index {
            offset -= 1
            while bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
            character -= 1
        }
        return offset
    }
}
