private import FoundationEssentials

/// Base64 of RFC 4648, as Kubernetes writes it.
enum Base64 {
    /// Nil when `text` is not base64. Line breaks and spaces are passed over.
    static func decoded(_ text: String) -> [UInt8]? {
        Data(base64Encoded: String(text.filter { !$0.isWhitespace })).map { Array($0) }
    }

    static func encoded(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
