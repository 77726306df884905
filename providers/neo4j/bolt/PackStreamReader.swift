import MartletModel

/// Reads PackStream 1 into values; structures become objects that name what they are.
struct PackStreamReader {
    private let bytes: [UInt8]
    private var position = 0

    /// What is wrong with a message.
    enum Failure: Error, Hashable {
        case truncated
        case unknownMarker(UInt8)
        case invalidText
        case tooDeep
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The tag and field count of a structure.
    mutating func structure() throws(Failure) -> (tag: UInt8, count: Int) {
        let marker = try byte()
        guard marker & 0xF0 == 0xB0 else { throw .unknownMarker(marker) }
        return (try byte(), Int(marker & 0x0F))
    }

    mutating func value(depth: Int = 0) throws(Failure) -> Value {
        guard depth < 128 else { throw .tooDeep }
        let marker = try byte()
        switch marker {
        case 0xC0: return .null
        case 0xC2: return .bool(false)
        case 0xC3: return .bool(true)
        case 0xC1: return float(Double(bitPattern: try integer(UInt64.self)))
        case 0x00...0x7F, 0xF0...0xFF: return .number(Number(Int(Int8(bitPattern: marker))))
        case 0xC8: return .number(Number(Int(try integer(Int8.self))))
        case 0xC9: return .number(Number(Int(try integer(Int16.self))))
        case 0xCA: return .number(Number(Int(try integer(Int32.self))))
        case 0xCB: return .number(Number(Int(try integer(Int64.self))))
        case 0x80...0x8F, 0xD0...0xD2: return .string(try text(try count(marker, tiny: 0x80, 0xD0)))
        case 0x90...0x9F, 0xD4...0xD6: return try list(try count(marker, tiny: 0x90, 0xD4), depth)
        case 0xA0...0xAF, 0xD8...0xDA: return try map(try count(marker, tiny: 0xA0, 0xD8), depth)
        case 0xB0...0xBF: return try structure(fields: Int(marker & 0x0F), depth)
        case 0xCC...0xCE: return .string(base64(try take(try count(marker, tiny: 0x80, 0xCC))))
        default: throw .unknownMarker(marker)
        }
    }

    /// "Not a number" has no number: it is text.
    private func float(_ double: Double) -> Value { Number(double).map { .number($0) } ?? "NaN" }

    private mutating func list(_ count: Int, _ depth: Int) throws(Failure) -> Value {
        var elements: [Value] = []
        for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
        return .tuple(elements)
    }

    private mutating func map(_ count: Int, _ depth: Int) throws(Failure) -> Value {
        var fields: [Fields.Field] = []
        for _ in 0..<count {
            guard case .string(let key) = try value(depth: depth + 1) else { throw .invalidText }
            fields.append(Fields.Field(key, try value(depth: depth + 1)))
        }
        return .object(Fields(fields))
    }

    private mutating func structure(fields count: Int, _ depth: Int) throws(Failure) -> Value {
        let tag = try byte()
        var fields: [Value] = []
        for _ in 0..<count { fields.append(try value(depth: depth + 1)) }
        return BoltStructure(tag: tag, fields: fields).value
    }

    private mutating func count(_ marker: UInt8, tiny: UInt8, _ first: UInt8) throws(Failure) -> Int {
        if marker & 0xF0 == tiny { return Int(marker & 0x0F) }
        return switch marker - first {
        case 0: Int(try byte())
        case 1: Int(try integer(UInt16.self))
        default: Int(try integer(UInt32.self))
        }
    }

    private mutating func text(_ count: Int) throws(Failure) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else { throw .invalidText }
        return text
    }

    private mutating func byte() throws(Failure) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func take(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw .truncated }
        defer { position += count }
        return bytes[position..<position + count]
    }

    private mutating func integer<I: FixedWidthInteger>(_ type: I.Type) throws(Failure) -> I {
        try take(I.bitWidth / 8).reduce(0) { ($0 << 8) | I(truncatingIfNeeded: $1) }
    }
}

/// Base64 with padding (RFC 4648 §4): how a byte array is shown as a value.
private func base64(_ bytes: ArraySlice<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var rest = bytes
    while !rest.isEmpty {
        let group = rest.prefix(3)
        rest = rest.dropFirst(3)
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for index in 0..<4 {
            text.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
