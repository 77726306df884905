import MartletModel
import TestSupport
import Testing

@testable import Neo4jProvider

struct PackStreamTests {
    /// Examples of the PackStream specification.
    static let examples: [(Value, [UInt8])] = [
        (.null, [0xC0]), (true, [0xC3]), (false, [0xC2]), (1, [0x01]), (42, [0x2A]), (-16, [0xF0]),
        (-17, [0xC8, 0xEF]),
        (-128, [0xC8, 0x80]), (128, [0xC9, 0x00, 0x80]), (1234, [0xC9, 0x04, 0xD2]),
        (40_000, [0xCA, 0, 0, 0x9C, 0x40]),
        (.number(Number(Int.min)), [0xCB, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("", [0x80]), ("A", [0x81, 0x41]),
        ("Größenmaßstäbe", [0xD0, 0x12] + Array("Größenmaßstäbe".utf8)),
        ([], [0x90]), ([1, 2, 3], [0x93, 1, 2, 3]), ([:], [0xA0]),
        (["one": "eins"], [0xA1, 0x83] + Array("one".utf8) + [0x84] + Array("eins".utf8)),
    ]

    @Test(arguments: examples) func `a value has the bytes of the specification`(example: (Value, [UInt8])) throws {
        var writer = PackStreamWriter()
        try writer.write(example.0)
        #expect(writer.bytes == example.1)
        var reader = PackStreamReader(example.1)
        #expect(try reader.value() == example.0)
    }

    @Test func `a secret is sent in clear and a number beyond 64 bits is refused`() throws {
        var writer = PackStreamWriter()
        try writer.write(.secret("A"))
        #expect(writer.bytes == [0x81, 0x41])
        let huge = try Value(json: Array("123456789012345678901234567890".utf8))
        #expect(throws: PackStreamWriter.Failure.tooLarge) { try writer.write(huge) }
    }

    @Test func `long strings and lists come back`() throws {
        for count in [15, 16, 255, 256, 65_535, 65_536] {
            let value: Value = .tuple([
                .string(String(repeating: "x", count: count)), .tuple(Array(repeating: 1, count: count)),
            ])
            var writer = PackStreamWriter()
            try writer.write(value)
            var reader = PackStreamReader(writer.bytes)
            #expect(try reader.value() == value)
        }
    }

    @Test func `any bytes are read or refused, never trapped on`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var reader = PackStreamReader(bytes)
            _ = try? reader.value()
            _ = try? BoltReply(bytes)
        }
    }

    @Test func `messages are cut into chunks and put together again, however the bytes arrive`() {
        let message = [UInt8](repeating: 7, count: 70_000)
        let wire = [0, 0] + BoltChunks.chunked(message) + BoltChunks.chunked([1])
        for step in [1, 7, 65_537, 200_000] {
            var chunks = BoltChunks()
            var messages: [[UInt8]] = []
            var rest = wire[...]
            while !rest.isEmpty {
                chunks.append(rest.prefix(step))
                rest = rest.dropFirst(step)
                while let next = chunks.next() { messages.append(next) }
            }
            #expect(messages == [message, [1]])
        }
    }

    @Test func `addresses say host, port and security`() {
        #expect(BoltEndpoint("bolt://db.example.com")?.port == 7687)
        #expect(BoltEndpoint("bolt+s://[::1]:7000")?.host == "::1")
        #expect(BoltEndpoint("bolt+ssc://db:7000")?.security == .anyCertificate)
        for text in ["http://db", "bolt://", "bolt://db:0", "bolt://db:x", "db:7687"] {
            #expect(BoltEndpoint(text) == nil)
        }
    }
}
