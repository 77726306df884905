/// Gzip (RFC 1952) around DEFLATE (RFC 1951).
///
/// Compressing writes blocks of fixed codes with matches found through a hash of three bytes: correct and quick, less small than
/// zlib's best (docs/decisions/0104-own-gzip.md).
enum Gzip {
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var writer = DeflateWriter()
        writer.compress(bytes)
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        return header + writer.finished() + littleEndian(checksum(bytes))
            + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// What was compressed; nil when it is damaged or longer than `limit`.
    static func decompress(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard bytes.count >= 18, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8, let start = bodyStart(bytes) else {
            return nil
        }
        var reader = DeflateReader(bytes, at: start, limit: limit)
        guard let result = reader.read() else { return nil }
        let end = reader.byteIndex
        guard end + 8 <= bytes.count, Array(bytes[end..<(end + 4)]) == littleEndian(checksum(result)),
            Array(bytes[(end + 4)..<(end + 8)]) == littleEndian(UInt32(truncatingIfNeeded: result.count))
        else { return nil }
        return result
    }

    /// The first byte behind the header with its optional parts.
    private static func bodyStart(_ bytes: [UInt8]) -> Int? {
        let flags = bytes[3]
        var index = 10
        if flags & 4 != 0 { index += 2 + Int(bytes[10]) + Int(bytes[11]) << 8 }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while index < bytes.count, bytes[index] != 0 { index += 1 }
            index += 1
        }
        if flags & 2 != 0 { index += 2 }
        return index < bytes.count ? index : nil
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }

    /// CRC-32.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// Base and number of extra bits of each length code from 257 on.
    static let lengths: [(base: Int, extra: Int)] = [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1), (19, 2),
        (23, 2), (27, 2),
        (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5),
        (227, 5), (258, 0),
    ]

    /// The same of each distance code.
    static let distances: [(base: Int, extra: Int)] = [
        (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3), (33, 4), (49, 4), (65, 5),
        (97, 5), (129, 6),
        (193, 6), (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10), (4097, 11),
        (6145, 11), (8193, 12),
        (12289, 12), (16385, 13), (24577, 13),
    ]
}
