import Foundation

/// Files that are there in whole or not at all.
enum AtomicFile {
    /// Writes beside `path`, then renames over it: a crash leaves the old file or the new one (rename(2)).
    ///
    /// - Parameter mode: The permissions of the new file, whatever an old one had; the process's mask still counts.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(CommandFailure) {
        try write(bytes, to: path, mode: mode, keepsMode: false)
    }

    /// Like ``write(_:to:mode:)``, but over a file that is there, with its permissions; a link stays and its target changes.
    static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
        let target = realpath(path, nil).map { resolved in
            defer { free(resolved) }
            return String(cString: resolved)
        }
        guard let target else { throw unwritable(path) }
        var status = stat()
        guard stat(target, &status) == 0 else { throw unwritable(path) }
        try write(bytes, to: target, mode: status.st_mode & 0o7777, keepsMode: true)
    }

    private static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t, keepsMode: Bool
    ) throws(CommandFailure) {
        let draft = "\(path).\(UUID().uuidString).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw unwritable(path) }
        defer { close(descriptor) }
        guard !keepsMode || fchmod(descriptor, mode) == 0, writeAll(bytes, to: descriptor), fsync(descriptor) == 0,
            rename(draft, path) == 0
        else {
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
