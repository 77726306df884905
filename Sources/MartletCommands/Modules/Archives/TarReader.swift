/// Reads tar: ustar with pax headers and GNU's long names (POSIX.1-2017, pax, "ustar Interchange Format").
package struct TarReader {
    private static let block = 512

    private let bytes: [UInt8]
    private var index = 0
    private var tree: FileTree
    /// From headers that speak of the next entry.
    private var nextPath: String?
    private var nextTarget: String?
    private var nextSize: Int?

    private init(_ bytes: [UInt8], _ limits: ArchiveLimits) {
        self.bytes = bytes
        tree = FileTree(limits: limits)
    }

    /// Every file and link of the archive.
    package static func read(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveFault) -> FileTree
    {
        var reader = TarReader(bytes, limits)
        while try reader.entry() {}
        try reader.tree.checkLinks()
        return reader.tree
    }

    /// Reads one entry; false at the end.
    private mutating func entry() throws(ArchiveFault) -> Bool {
        guard index + Self.block <= bytes.count else {
            guard index == bytes.count else { throw .damaged("it breaks off") }
            return false
        }
        let header = bytes[index..<(index + Self.block)]
        if header.allSatisfy({ $0 == 0 }) { return false }
        guard isSound(header) else { throw .damaged("a header has the wrong checksum") }
        index += Self.block
        let size = nextSize ?? number(header, 124, 12)
        guard let size, size >= 0, size <= bytes.count - index else {
            throw .damaged("a file is longer than the archive")
        }
        let content = bytes[index..<(index + size)]
        index = min(bytes.count, index + (size + Self.block - 1) / Self.block * Self.block)
        try take(header, content)
        return true
    }

    private mutating func take(_ header: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) throws(ArchiveFault) {
        let kind = header[header.startIndex + 156]
        switch kind {
        case UInt8(ascii: "x"):
            try readExtended(content)
            return
        case UInt8(ascii: "g"): return
        case UInt8(ascii: "L"):
            nextPath = text(content)
            return
        case UInt8(ascii: "K"):
            nextTarget = text(content)
            return
        default: break
        }
        let path = nextPath ?? name(header)
        let target = nextTarget ?? text(field(header, 157, 100))
        (nextPath, nextTarget, nextSize) = (nil, nil, nil)
        try add(kind, path, target, content)
    }

    private mutating func add(
        _ kind: UInt8, _ path: String, _ target: String, _ content: ArraySlice<UInt8>
    ) throws(ArchiveFault) {
        switch kind {
        // An old tar marks folders by their names alone.
        case 0 where path.hasSuffix("/"), UInt8(ascii: "5"): try tree.check(folder: path)
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): try tree.add(path, .file(Array(content)))
        case UInt8(ascii: "2"): try tree.add(path, .link(target))
        case UInt8(ascii: "1"):
            guard case .file(let bytes)? = tree.nodes[target] else {
                throw .damaged("a hard link names a file that is not there")
            }
            try tree.add(path, .file(bytes))
        default: throw .unsupported("a device or pipe")
        }
    }

    /// `LENGTH KEY=VALUE` lines.
    private mutating func readExtended(_ content: ArraySlice<UInt8>) throws(ArchiveFault) {
        var rest = content
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[rest.startIndex..<space], as: UTF8.self)),
                length > space - rest.startIndex + 1, length <= rest.count,
                let equals = rest[space...].firstIndex(of: UInt8(ascii: "=")), equals < rest.startIndex + length
            else { throw .damaged("an extended header cannot be read") }
            let end = rest.startIndex + length - 1
            let value = String(decoding: rest[(equals + 1)..<max(equals + 1, end)], as: UTF8.self)
            switch String(decoding: rest[(space + 1)..<equals], as: UTF8.self) {
            case "path": nextPath = value
            case "linkpath": nextTarget = value
            case "size": nextSize = Int(value)
            default: break
            }
            rest = rest[(end + 1)...]
        }
    }

    // MARK: Fields

    private func field(_ header: ArraySlice<UInt8>, _ offset: Int, _ length: Int) -> ArraySlice<UInt8> {
        header[(header.startIndex + offset)..<(header.startIndex + offset + length)]
    }

    /// Up to the first zero byte.
    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private func name(_ header: ArraySlice<UInt8>) -> String {
        let name = text(field(header, 0, 100))
        let isUstar = field(header, 257, 6).elementsEqual("ustar\0".utf8)
        let prefix = isUstar ? text(field(header, 345, 155)) : ""
        return prefix.isEmpty ? name : "\(prefix)/\(name)"
    }

    /// Octal digits; nil for anything else, as GNU's binary sizes of eight gigabytes and more.
    private func number(_ header: ArraySlice<UInt8>, _ offset: Int, _ length: Int) -> Int? {
        let digits = field(header, offset, length).filter { $0 != 0 && $0 != UInt8(ascii: " ") }
        return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private func isSound(_ header: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (offset, byte) in header.enumerated() { sum += (148..<156).contains(offset) ? 0x20 : Int(byte) }
        return number(header, 148, 8) == sum
    }
}
