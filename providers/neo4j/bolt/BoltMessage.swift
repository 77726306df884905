import MartletModel

/// What a client sends (https://neo4j.com/docs/bolt/current/bolt/message/).
enum BoltRequest: Sendable {
    case hello(Fields)
    case logon(Fields)
    case run(query: String, parameters: Fields, extra: Fields)
    case pullAll
    case goodbye

    /// The message as PackStream, without chunks.
    func bytes() throws(PackStreamWriter.Failure) -> [UInt8] {
        var writer = PackStreamWriter()
        switch self {
        case .hello(let extra):
            writer.structure(tag: 0x01, count: 1)
            try writer.write(.object(extra))
        case .logon(let credentials):
            writer.structure(tag: 0x6A, count: 1)
            try writer.write(.object(credentials))
        case .run(let query, let parameters, let extra):
            writer.structure(tag: 0x10, count: 3)
            try writer.write(.string(query))
            try writer.write(.object(parameters))
            try writer.write(.object(extra))
        case .pullAll:
            writer.structure(tag: 0x3F, count: 1)
            try writer.write(["n": .number(Number(-1))])
        case .goodbye: writer.structure(tag: 0x02, count: 0)
        }
        return writer.bytes
    }
}

/// What a server answers.
enum BoltReply: Sendable, Hashable {
    case success(Value)
    case record([Value])
    case ignored
    case failure(code: String, message: String)

    init(_ bytes: [UInt8]) throws(PackStreamReader.Failure) {
        var reader = PackStreamReader(bytes)
        let (tag, count) = try reader.structure()
        let body = count > 0 ? try reader.value() : .null
        switch tag {
        case 0x70: self = .success(body)
        case 0x71: self = .record(body.elements ?? [])
        case 0x7E: self = .ignored
        case 0x7F:
            // From Bolt 5.7 on the code is called `neo4j_code`.
            let code = body["neo4j_code"]?.stringValue ?? body["code"]?.stringValue
            self = .failure(code: code ?? "Neo.Unknown", message: body["message"]?.stringValue ?? "")
        default: throw .unknownMarker(tag)
        }
    }
}

/// Chunks: 16-bit lengths before parts of a message, and an empty chunk behind it. An empty chunk between messages is a
/// sign of life.
struct BoltChunks {
    private var buffered: [UInt8] = []
    private var message: [UInt8] = []

    static func chunked(_ message: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = message[...]
        while !rest.isEmpty {
            let part = rest.prefix(0xFFFF)
            rest = rest.dropFirst(part.count)
            bytes += [UInt8(part.count >> 8), UInt8(part.count & 0xFF)] + part
        }
        return bytes + [0, 0]
    }

    mutating func append(_ bytes: some Sequence<UInt8>) { buffered += bytes }

    /// The next whole message; nil until more bytes have come.
    mutating func next() -> [UInt8]? {
        var position = 0
        defer { buffered.removeFirst(position) }
        while buffered.count - position >= 2 {
            let count = Int(buffered[position]) << 8 | Int(buffered[position + 1])
            guard buffered.count - position - 2 >= count else { return nil }
            message += buffered[(position + 2)..<(position + 2 + count)]
            position += 2 + count
            if count == 0, !message.isEmpty {
                defer { message = [] }
                return message
            }
        }
        return nil
    }
}
