#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// An exclusive lock on a file (flock(2)): it ends with the process, however that ends.
final class FileLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock without waiting; nil when another open file holds it.
    static func take(_ path: String) throws(StateError) -> FileLock? {
        var patience = 10
        while true {
            // Not inherited: a credential plugin that outlives us must not keep the lock.
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .unreadable(path: path, detail: DiskFile.errorText()) }
            let lock = FileLock(descriptor: descriptor)
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK {
                    // A child has a copy of a lock that was given back until its program starts: a matter of milliseconds.
                    guard patience > 0 else { return nil }
                    patience -= 1
                    pause(milliseconds: 5)
                    continue
                }
                throw .unreadable(path: path, detail: DiskFile.errorText())
            }
            if lock.isStill(at: path) { return lock }
            // `unlock` put another file in its place between our open and our lock.
        }
    }

    /// Blocks the thread: whoever asks for a lock can do nothing else.
    static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    /// Whether another open file holds the lock; asked without taking it, and without making the file.
    static func isTaken(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private func isStill(at path: String) -> Bool {
        var mine = stat()
        var there = stat()
        guard fstat(descriptor, &mine) == 0, stat(path, &there) == 0 else { return false }
        return mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    }
}
