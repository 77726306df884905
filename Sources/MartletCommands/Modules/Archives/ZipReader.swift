import MartletLanguage

/// Reads zip archives whose files are stored or deflated (PKWARE, ".ZIP File Format Specification", 4.3).
package struct ZipReader {
    private let bytes: [UInt8]
    private var tree: FileTree

    private init(_ bytes: [UInt8], _ limits: ArchiveLimits) {
        self.bytes = bytes
        tree = FileTree(limits: limits)
    }

    /// Every file and link of the archive.
    package static func read(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveFault) -> FileTree
    {
        var reader = ZipReader(bytes, limits)
        try reader.readDirectory()
        try reader.tree.checkLinks()
        return reader.tree
    }

    private static let broken = ArchiveFault.damaged("its table of contents cannot be read")

    private mutating func readDirectory() throws(ArchiveFault) {
        guard let end = endOfDirectory else { throw Self.broken }
        let count = try number(end + 10, 2)
        var offset = try number(end + 16, 4)
        guard count != 0xFFFF, offset != 0xFFFF_FFFF else { throw .unsupported("more than four gigabytes") }
        for _ in 0..<count {
            guard try number(offset, 4) == 0x0201_4B50 else { throw Self.broken }
            let name = try text(offset + 46, number(offset + 28, 2))
            try readEntry(at: offset, name)
            offset += 46 + name.utf8.count + (try number(offset + 30, 2)) + (try number(offset + 32, 2))
        }
    }

    /// The record at the end, before a comment of at most 64 KiB.
    private var endOfDirectory: Int? {
        guard bytes.count >= 22 else { return nil }
        let lowest = max(0, bytes.count - 22 - 0xFFFF)
        return stride(from: bytes.count - 22, through: lowest, by: -1).first { index in
            bytes[index] == 0x50 && bytes[index + 1] == 0x4B && bytes[index + 2] == 5 && bytes[index + 3] == 6
        }
    }

    private mutating func readEntry(at entry: Int, _ name: String) throws(ArchiveFault) {
        guard try number(entry + 8, 2) & 1 == 0 else { throw .unsupported("encrypted files") }
        if name.hasSuffix("/") {
            try tree.check(folder: name)
            return
        }
        let content = try content(at: entry)
        guard Compression.checksum(content) == UInt32(truncatingIfNeeded: try number(entry + 16, 4)) else {
            throw .damaged("the checksum of a file is wrong")
        }
        // The upper half holds the permissions and kind that Unix gave the file.
        let isLink = try number(entry + 38, 4) >> 28 == 0xA
        try tree.add(name, isLink ? .link(String(decoding: content, as: UTF8.self)) : .file(content))
    }

    private func content(at entry: Int) throws(ArchiveFault) -> [UInt8] {
        let size = try number(entry + 20, 4)
        let header = try number(entry + 42, 4)
        guard try number(header, 4) == 0x0403_4B50 else { throw Self.broken }
        let start = header + 30 + (try number(header + 26, 2)) + (try number(header + 28, 2))
        guard start + size <= bytes.count else { throw .damaged("it breaks off") }
        let packed = Array(bytes[start..<(start + size)])
        switch try number(entry + 10, 2) {
        case 0: return packed
        case 8:
            guard let content = Compression.inflate(packed, limit: tree.room) else {
                throw .damaged("a file cannot be unpacked, or is too large")
            }
            return content
        case let method: throw .unsupported("files packed by method \(method)")
        }
    }

    // MARK: Fields

    /// A number of two or four bytes, the lowest first.
    private func number(_ offset: Int, _ length: Int) throws(ArchiveFault) -> Int {
        guard offset >= 0, offset + length <= bytes.count else { throw Self.broken }
        return (0..<length).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private func text(_ offset: Int, _ length: Int) throws(ArchiveFault) -> String {
        guard offset + length <= bytes.count,
            let text = String(validating: bytes[offset..<(offset + length)], as: UTF8.self)
        else { throw Self.broken }
        return text
    }
}
