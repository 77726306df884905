#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The disk. Reads whole files, and gives up as soon as one is longer than allowed, whatever its size claims to be.
package struct DiskFiles: FileReading {
    private static let chunk = 1 << 16

    package init() {}

    package func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.fault() }
        guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
        // A byte more than it says that it has shows its end.
        var wanted = max(Int(status.st_size) + 1, Self.chunk)
        var bytes: [UInt8] = []
        while true {
            let more = try Self.read(descriptor, atMost: wanted)
            if bytes.isEmpty { bytes = more } else { bytes += more }
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            guard more.count == wanted else { return bytes }
            wanted = bytes.count
        }
    }

    package func names(in folder: String) throws(FileFault) -> [String] {
        guard let stream = opendir(folder) else { throw Self.fault() }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The next bytes: fewer than `limit` only at the end. O(bytes), each written once.
    private static func read(_ descriptor: Int32, atMost limit: Int) throws(FileFault) -> [UInt8] {
        var fault: FileFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            while count < limit {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let received = readOnce(descriptor, rest)
                if received < 0 { fault = Self.fault() }
                guard received > 0 else { return }
                count += received
            }
        }
        if let fault { throw fault }
        return bytes
    }

    private static func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Glibc)
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
            let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            guard count < 0, errno == EINTR else { return count }
        }
    }

    private static func fault() -> FileFault {
        let code = errno
        return code == ENOENT || code == ENOTDIR ? .missing : .refused(String(cString: strerror(code)))
    }
}
