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
        var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, Self.chunk))
        var count = 0
        while true {
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
            let received = bytes.withUnsafeMutableBytes { buffer in
                Self.readOnce(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
            guard received >= 0 else { throw Self.fault() }
            guard received > 0 else { break }
            count += received
            guard count <= limit else { throw .tooLarge(limit: limit) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
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
