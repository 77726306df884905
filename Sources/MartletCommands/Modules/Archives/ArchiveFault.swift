/// Why an archive is not unpacked. The text is a clause.
package enum ArchiveFault: Error, Hashable, CustomStringConvertible {
    case damaged(String)
    case unsupported(String)
    /// A path that would be written elsewhere.
    case leaves(String)
    case tooLarge(Int)
    case tooManyFiles(Int)

    package var description: String {
        switch self {
        case .damaged(let what): "it is damaged: \(what)"
        case .unsupported(let what): "it holds \(what), which no module needs"
        case .leaves(let path): "\(path) would lie outside of the module's folder"
        case .tooLarge(let limit): "it unpacks to more than \(limit >> 20) MiB"
        case .tooManyFiles(let limit): "it holds more than \(limit) files"
        }
    }
}

/// How much an archive may be: a module is text, so all of this is generous.
package struct ArchiveLimits: Sendable {
    /// Bytes of the archive.
    package var packed = 64 << 20
    /// Bytes of all files together.
    package var unpacked = 256 << 20
    package var files = 20_000
    /// Bytes of a path.
    package var path = 1024

    package init() {}
}
