/// The disk as the loader sees it: an effect, passed in.
package protocol FileReading: Sendable {
    /// The bytes of a file of at most `limit` bytes; never reads more than that.
    func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8]

    /// The names in a folder, in byte order.
    func names(in folder: String) throws(FileFault) -> [String]
}

/// Why a file could not be read.
package enum FileFault: Error, Sendable, Hashable {
    case missing
    /// Larger than the limit.
    case tooLarge(limit: Int)
    /// The system's words.
    case refused(String)

    /// A clause for sentences: "it does not exist".
    package var reason: String {
        switch self {
        case .missing: "it does not exist"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .refused(let words): "the system says: \(words)"
        }
    }
}
