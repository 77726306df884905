import Foundation

/// Files that are there in whole or not at all.
enum AtomicFile {
    /// Writes beside `path`, then renames over it: a crash leaves the old file or the new one (rename(2)).
    ///
    /// - Parameter mode: The permissions of the new file, whatever an old one had; the process's mask still counts.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(CommandFailure) {
        let draft = "\(path).\(UUID().uuidString).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw unwritable(path) }
        defer { close(descriptor) }
        guard writeAll(bytes, to: descriptor), fsync(descriptor) == 0, rename(draft, path) == 0 else {
            let failure = unwritable(path)
            unlink(draft)
            throw failure
        }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// With the system's words for the last failure.
    private static func unwritable(_ path: String) -> CommandFailure {
        CommandFailure(
            .fileNotWritten, detail: "\(path): \(String(cString: strerror(errno))).")
    }
}
