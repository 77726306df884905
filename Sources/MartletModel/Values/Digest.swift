private import Crypto

/// A SHA-256 digest, printed as `sha256:<hex>`.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package let hex: String

    /// The digest of `bytes`.
    package init(of bytes: some Sequence<UInt8>) {
        hex = Self.hex(SHA256.hash(data: Array(bytes)))
    }

    /// The digest of the UTF-8 bytes of `text`.
    package init(of text: String) { self.init(of: text.utf8) }

    /// A stored digest; nil unless it is 64 hexadecimal digits.
    package init?(hex: String) {
        guard hex.utf8.count == 64, hex.allSatisfy(\.isHexDigit) else { return nil }
        self.hex = hex.lowercased()
    }

    package var description: String { "sha256:\(hex)" }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
