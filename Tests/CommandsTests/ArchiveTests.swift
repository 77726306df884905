import Foundation
import MartletCommands
import MartletModel
import TestSupport
import Testing

/// What is unpacked of archives, and what never is.
@Suite struct ArchiveTests {
    // MARK: tar

    @Test func `files, folders and links of a tar are read`() throws {
        var tar = TarText()
        tar.add("pax_global_header", type: "g", "52 comment=0123456789012345678901234567890123456789\n")
        tar.add("m/", type: "5")
        tar.add("m/module.yaml", "martlet: 1\n")
        tar.add("m/link.yaml", type: "2", target: "module.yaml")
        tar.add("m/same.yaml", type: "1", target: "m/module.yaml")
        let tree = try TarReader.read(tar.whole)
        #expect(
            tree.nodes == [
                "m/module.yaml": .file(Array("martlet: 1\n".utf8)), "m/link.yaml": .link("module.yaml"),
                "m/same.yaml": .file(Array("martlet: 1\n".utf8)),
            ])
    }

    @Test func `long names come from pax and GNU headers`() throws {
        let long = "m/" + String(repeating: "deep/", count: 30) + "module.yaml"
        var tar = TarText()
        let record = "path=\(long)\n"
        tar.add("x", type: "x", "\(record.utf8.count + 4) \(record)")
        tar.add("short", "pax")
        tar.add("././@LongLink", type: "L", "n/\(long)\0")
        tar.add("short", "gnu")
        #expect(try TarReader.read(tar.whole).paths == [long, "n/\(long)"])
    }

    static let hostile: [(name: String, type: String, target: String)] = [
        ("../x", "0", ""), ("/etc/x", "0", ""), ("m/../../x", "0", ""), ("m\\..\\x", "0", ""), ("../d/", "5", ""),
        ("link", "2", "/etc/passwd"), ("link", "2", "../x"), ("m/link", "2", "../../x"), ("m/link", "2", "a/../../.."),
        ("fifo", "6", ""), ("device", "3", ""), ("hard", "1", "/etc/passwd"), ("", "0", ""), ("new\nline", "0", ""),
    ]

    @Test("a tar that would write elsewhere is refused", arguments: hostile)
    func refusesTar(entry: (name: String, type: String, target: String)) {
        var tar = TarText()
        tar.add(entry.name, type: entry.type, target: entry.target)
        #expect(throws: ArchiveFault.self) { try TarReader.read(tar.whole) }
    }

    @Test func `nothing is written through a link`() {
        var tar = TarText()
        tar.add("m/link", type: "2", target: "../other")
        tar.add("m/link/module.yaml", "x")
        #expect(throws: ArchiveFault.self) { try TarReader.read(tar.whole) }
        var chain = TarText()
        chain.add("a/b/c/d", "x")
        chain.add("p/q/up", type: "2", target: "../../a")
        chain.add("out", type: "2", target: "p/q/up/b")
        #expect(throws: ArchiveFault.self) { try TarReader.read(chain.whole) }
    }

    @Test func `a tar that breaks off or was changed is refused`() throws {
        var tar = TarText()
        tar.add("module.yaml", String(repeating: "x", count: 2000))
        for count in [1, 511, 513, 1000] {
            #expect(throws: ArchiveFault.self) { try TarReader.read(Array(tar.whole.prefix(count))) }
        }
        var changed = tar.whole
        changed[0] ^= 1
        #expect(throws: ArchiveFault.self) { try TarReader.read(changed) }
    }

    @Test func `limits hold`() {
        var tar = TarText()
        for number in 0..<5 { tar.add("f\(number)", String(repeating: "x", count: 100)) }
        var limits = ArchiveLimits()
        limits.files = 4
        #expect(throws: ArchiveFault.tooManyFiles(4)) { try TarReader.read(tar.whole, limits: limits) }
        limits = ArchiveLimits()
        limits.unpacked = 499
        #expect(throws: ArchiveFault.tooLarge(499)) { try TarReader.read(tar.whole, limits: limits) }
    }

    // MARK: zip

    @Test func `stored files of a zip are read`() throws {
        let tree = try ZipReader.read(ZipText.of([("m/", ""), ("m/module.yaml", "martlet: 1\n")]))
        #expect(tree.nodes == ["m/module.yaml": .file(Array("martlet: 1\n".utf8))])
    }

    @Test("a zip that would write elsewhere is refused", arguments: ["../x", "/x", "a/../../x", "a\\b"])
    func hostileZip(name: String) {
        #expect(throws: ArchiveFault.self) { try ZipReader.read(ZipText.of([(name, "x")])) }
    }

    @Test func `a damaged zip is refused`() {
        let zip = ZipText.of([("module.yaml", "martlet: 1\n")])
        for count in stride(from: 0, to: zip.count, by: 7) {
            #expect(throws: ArchiveFault.self) { try ZipReader.read(Array(zip.prefix(count))) }
        }
        var changed = zip
        changed[45] ^= 1
        #expect(throws: ArchiveFault.self) { try ZipReader.read(changed) }
    }

    @Test func `no bytes make a reader trap`() throws {
        var random = SeededGenerator(seed: 0x7A12)
        var tar = TarText()
        tar.add("a", "text")
        tar.add("b", type: "2", target: "a")
        let samples = [tar.whole, ZipText.of([("a", "text"), ("b/c", "more")])]
        for _ in 0..<2000 {
            var bytes = samples[Int.random(in: 0..<2, using: &random)]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            _ = try? TarReader.read(bytes)
            _ = try? ZipReader.read(bytes)
        }
    }

    // MARK: digests

    @Test func `the digest is over names and contents, in no order of adding`() throws {
        let first = try tree(["a": "1", "b": "2"])
        #expect(first.digest == (try tree(["b": "2", "./a": "1"])).digest)
        #expect(first.digest != (try tree(["a": "2", "b": "1"])).digest)
        #expect(first.digest != (try tree(["a": "1", "c": "2"])).digest)
    }

    private func tree(_ files: KeyValuePairs<String, String>) throws -> FileTree {
        var tree = FileTree()
        for (path, text) in files { try tree.add(path, .file(Array(text.utf8))) }
        return tree
    }
}

/// Writes ustar as no program would dare to.
struct TarText {
    private var bytes: [UInt8] = []

    /// With the two empty blocks at the end.
    var whole: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    mutating func add(_ name: String, type: String = "0", target: String = "", _ text: String = "") {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
        }
        put(String(name.prefix(100)), at: 0)
        put("0000644\0", at: 100)
        put(octal(text.utf8.count, 11) + "\0", at: 124)
        put(type, at: 156)
        put(target, at: 157)
        put("ustar\0" + "00", at: 257)
        put("        ", at: 148)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        bytes += header + Array(text.utf8)
        bytes += [UInt8](repeating: 0, count: (512 - text.utf8.count % 512) % 512)
    }

    mutating func add(_ name: String, _ text: String) { add(name, type: "0", target: "", text) }
    mutating func add(_ name: String, type: String, _ text: String) { add(name, type: type, target: "", text) }

    private func octal(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}

/// Writes zip archives of stored files.
enum ZipText {
    static func of(_ files: [(name: String, text: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let content = Array(file.text.utf8)
            let name = Array(file.name.utf8)
            let sizes = number(Int(checksum(content)), 4) + number(content.count, 4) + number(content.count, 4)
            let common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + sizes + number(name.count, 2)
            let offset = bytes.count
            bytes += number(0x0403_4B50, 4) + common + number(0, 2) + name + content
            directory += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
            directory += number(0, 2) + number(0o100644 << 16, 4) + number(offset, 4) + name
        }
        let end = number(0x0605_4B50, 4) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
        return bytes + directory + end + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    }

    private static func number(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = ~0
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        }
        return ~sum
    }
}
