/// Unpacking for those who read archives (docs/decisions/0104-own-gzip.md).
package enum Compression {
    /// What a gzip file holds, all of its members one after the other (RFC 1952 section 2.2); nil when it is damaged or
    /// longer than `limit` bytes.
    package static func gunzip(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        Gzip.decompress(bytes, limit: limit)
    }

    /// What a bare DEFLATE stream holds (RFC 1951); nil when it is damaged or longer than `limit` bytes.
    package static func inflate(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var reader = DeflateReader(bytes, at: 0, limit: limit)
        return reader.read()
    }

    /// CRC-32, as gzip and zip have it.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 { Gzip.checksum(bytes) }
}
