internal import CLibYAML
internal import MartletModel

/// One libyaml event as a value, whose texts are there only while it is being taken; offsets are bytes of the file.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case documentEnd
        case scalar(UnsafeBufferPointer<UInt8>, YAMLNode.ScalarStyle)
        /// Of the node with this anchor.
        case alias
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
    }

    let kind: Kind
    fileprivate let anchorText: UnsafePointer<yaml_char_t>?
    fileprivate let tagText: UnsafePointer<yaml_char_t>?
    let start: Int
    let end: Int

    var anchor: String? { anchorText.map { String(decodingCString: $0, as: UTF8.self) } }
    var tag: String? { tagText.map { String(decodingCString: $0, as: UTF8.self) } }
}

/// What libyaml could not read.
struct YAMLFault {
    let problem: String
    let offset: Int
    /// What libyaml was reading, and where that began.
    let context: String?
    let contextOffset: Int
    /// Whether a character was at fault: then reading had not come so far.
    var isUnreadable = false
    /// Whether it stands inside `[…]` or `{…}`.
    var isInBrackets = false
    /// The columns of the block mappings that were open, in which their keys begin.
    var columns: [Int] = []
}

/// The event stream of a text.
enum YAMLEvents {
    /// Calls `accept` for each event until it answers false or the text ends; answers what could not be read.
    static func forEach(
        in bytes: ArraySlice<UInt8>, offsets: CharacterOffsets, _ accept: (YAMLEvent) -> Bool
    ) -> YAMLFault? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            return YAMLFault(problem: "out of memory", offset: 0, context: nil, contextOffset: 0)
        }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        return bytes.withUnsafeBufferPointer { buffer in
            // libyaml wants a pointer even for an empty text.
            var empty: UInt8 = 0
            return withUnsafePointer(to: &empty) { none in
                yaml_parser_set_input_string(&parser, buffer.baseAddress ?? none, buffer.count)
                return run(&parser, offsets: offsets, accept)
            }
        }
    }

    private static func run(
        _ parser: inout yaml_parser_t, offsets: CharacterOffsets, _ accept: (YAMLEvent) -> Bool
    ) -> YAMLFault? {
        var raw = yaml_event_t()
        // Nil for what is no block mapping.
        var columns: [Int?] = []
        while true {
            guard yaml_parser_parse(&parser, &raw) == 1 else {
                return fault(of: parser, offsets: offsets, columns: columns.compactMap(\.self))
            }
            defer { yaml_event_delete(&raw) }
            track(raw, &columns)
            if raw.type == YAML_STREAM_END_EVENT || raw.type == YAML_NO_EVENT { return nil }
            if let event = event(raw, offsets: offsets), !accept(event) { return nil }
        }
    }

    /// Keeps what is open.
    private static func track(_ raw: yaml_event_t, _ columns: inout [Int?]) {
        switch raw.type {
        case YAML_MAPPING_START_EVENT:
            let isBlock = raw.data.mapping_start.style != YAML_FLOW_MAPPING_STYLE
            columns.append(isBlock ? Int(raw.start_mark.column) : nil)
        case YAML_SEQUENCE_START_EVENT: columns.append(nil)
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: _ = columns.popLast()
        default: break
        }
    }

    private static func fault(of parser: yaml_parser_t, offsets: CharacterOffsets, columns: [Int]) -> YAMLFault {
        let isReaderFault = parser.error == YAML_READER_ERROR
        return YAMLFault(
            problem: parser.problem.map { String(cString: $0) } ?? "unreadable",
            offset: isReaderFault
                ? offsets.byteOffset(0) + parser.problem_offset : offsets.byteOffset(parser.problem_mark.index),
            context: parser.context.map { String(cString: $0) },
            contextOffset: offsets.byteOffset(parser.context_mark.index), isUnreadable: isReaderFault,
            isInBrackets: parser.flow_level > 0, columns: columns)
    }

    private static func event(_ raw: yaml_event_t, offsets: CharacterOffsets) -> YAMLEvent? {
        let kind: YAMLEvent.Kind
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        switch raw.type {
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_ALIAS_EVENT: (kind, anchor) = (.alias, raw.data.alias.anchor)
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let content = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(content, style(scalar.style))
            (anchor, tag) = (scalar.anchor, scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart(isFlow: raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
            (anchor, tag) = (raw.data.sequence_start.anchor, raw.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart(isFlow: raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
            (anchor, tag) = (raw.data.mapping_start.anchor, raw.data.mapping_start.tag)
        default: return nil
        }
        return YAMLEvent(
            kind: kind, anchorText: UnsafePointer(anchor), tagText: UnsafePointer(tag),
            start: offsets.byteOffset(raw.start_mark.index), end: offsets.byteOffset(raw.end_mark.index))
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.ScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}
