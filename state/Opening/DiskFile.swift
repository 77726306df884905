#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The few things that the store does with files other than through SQLite.
enum DiskFile {
    /// Why the last call failed, in the system's words.
    struct Failure: Error {
        let code: Int32

        var text: String { String(cString: strerror(code)) }
        static var last: Failure { Failure(code: errno) }
    }

    static func errorText() -> String { Failure.last.text }

    /// The first `limit` bytes of a file; nil when there is none.
    static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .last
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(limit, 65_536))
        while bytes.count < limit {
            let count = systemRead(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            guard count >= 0 else { throw .last }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// Writes a new file that only its owner can read, durably. False when it is there already.
    ///
    /// It gets its name only once it is whole: a process that dies on the way leaves nothing under that name, and nobody
    /// reads half of it.
    static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) -> Bool {
        guard !exists(path) else { return false }
        let draft = try write(bytes, beside: path)
        defer { remove(draft) }
        guard try claim(path, for: draft) else { return false }
        do { try synchronize(parent(of: path)) } catch { throw .last }
        return true
    }

    /// A file of a name of its own (mkstemp(3), which lets only the owner read it).
    private static func write(_ bytes: [UInt8], beside path: String) throws(Failure) -> String {
        var name = Array("\(path).new-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        let draft = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        var written = 0
        while written < bytes.count {
            let count = systemWrite(descriptor, Array(bytes[written...]))
            guard count > 0 else { throw discarding(draft) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw discarding(draft) }
        return draft
    }

    private static func discarding(_ draft: String) -> Failure {
        let failure = Failure.last
        remove(draft)
        return failure
    }

    /// Gives the draft its name unless another has it (link(2)); file systems without links have to do with rename(2).
    private static func claim(_ path: String, for draft: String) throws(Failure) -> Bool {
        guard link(draft, path) != 0 else { return true }
        switch errno {
        case EEXIST: return false
        case EPERM, ENOSYS, EOPNOTSUPP, EMLINK:
            guard !exists(path) else { return false }
            guard rename(draft, path) == 0 else { throw .last }
            return true
        default: throw .last
        }
    }

    /// Brings a file, or the entries of a folder, to the disk (fsync(2)).
    static func synchronize(_ path: String) throws(StateError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, detail: errorText()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unreadable(path: path, detail: errorText()) }
    }

    /// Puts a file in the place of another, durably: a crash leaves one of the two (rename(2)).
    static func replace(_ path: String, with draft: String) throws(StateError) {
        guard rename(draft, path) == 0 else { throw .unreadable(path: path, detail: errorText()) }
        try synchronize(parent(of: path))
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    static func remove(_ path: String) { unlink(path) }

    /// Makes a folder and those above it, for the owner alone.
    static func makeFolder(_ path: String) throws(Failure) {
        guard !path.isEmpty, !exists(path) else { return }
        try makeFolder(parent(of: path))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last }
    }

    /// The folder that holds `path`: `.` for a bare name.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8], _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, &buffer, count)
        #else
        Darwin.read(descriptor, &buffer, count)
        #endif
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes, bytes.count)
        #else
        Darwin.write(descriptor, bytes, bytes.count)
        #endif
    }
}
