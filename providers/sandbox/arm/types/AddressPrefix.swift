#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 §2.3): `10.1.0.0/16`.
struct AddressPrefix: Sendable, Hashable {
    /// Four bytes or sixteen, zero behind the length.
    private let bytes: [UInt8]
    private let length: Int

    /// Nil for a text that is none.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Int(parts[1]) else { return nil }
        let address = String(parts[0])
        let family = address.contains(":") ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
        guard inet_pton(family, address, &bytes) == 1, (0...bytes.count * 8).contains(length) else { return nil }
        for index in bytes.indices { bytes[index] &= Self.mask(length - index * 8) }
        self.bytes = bytes
        self.length = length
    }

    /// Whether every address of `other` is one of this block.
    func contains(_ other: AddressPrefix) -> Bool {
        guard bytes.count == other.bytes.count, length <= other.length else { return false }
        return bytes.indices.allSatisfy { other.bytes[$0] & Self.mask(length - $0 * 8) == bytes[$0] }
    }

    /// The first `count` bits of a byte; all of them or none outside of 0 to 8.
    private static func mask(_ count: Int) -> UInt8 { count <= 0 ? 0 : count >= 8 ? 255 : ~(255 >> UInt8(count)) }
}
