import MartletModel
import TestSupport
import Testing

@Suite struct ValueCodecTests {
    /// Adds one to each byte: enough to see that nothing is in clear.
    struct Shift: SecretSealing {
        func seal(_ bytes: [UInt8]) -> String { String(decoding: bytes.map { $0 &+ 1 }, as: UTF8.self) }
        func open(_ sealed: String) -> [UInt8] { sealed.utf8.map { $0 &- 1 } }
    }

    let codec = ValueCodec(sealing: Shift())

    @Test func `unknown parts keep type and refinement`() throws {
        let type = ValueType.list(.object([.init("a", .string), .init("b", .tuple([.any, .map(.set(.bool))]))]))
        let refinement = Unknown.Refinement(
            isNotNull: true, prefix: "ab", minimumLength: 1, maximumLength: 3, lowest: 0, highest: 9)
        let value: Value = ["x": .unknown(Unknown(type, refinement)), "y": [.unknown(Unknown(.number))]]
        #expect(try codec.decode(codec.encode(value)) == value)
    }

    @Test func `secrets are sealed, also with unknown parts inside`() throws {
        let value: Value = ["p": .secret(["hunter", .unknown(Unknown(.string))])]
        let bytes = try codec.encode(value)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter"))
        #expect(try codec.decode(bytes) == value)
    }

    @Test func `the codec's own key may occur in the user's objects`() throws {
        let value: Value = ["$martlet": "unknown", "inner": ["$martlet": ["$martlet": "secret"]]]
        #expect(try codec.decode(codec.encode(value)) == value)
    }

    @Test func `infinities survive and ephemeral values are refused`() throws {
        let value: Value = [.number(.infinity), .number(.negativeInfinity)]
        #expect(try codec.decode(codec.encode(value)) == value)
        #expect(throws: ValueCodecError.ephemeral) { try codec.encode([.marking("x", .ephemeral)]) }
    }

    @Test func `stand-ins that are not the codec's are refused`() {
        for text in [
            #"{"$martlet":"unknown"}"#, #"{"$martlet":"secret"}"#, #"{"$martlet":1}"#, #"{"$martlet":"object"}"#,
        ] {
            #expect(throws: ValueCodecError.self) { try codec.decode(Array(text.utf8)) }
        }
    }

    @Test func `random plain values survive`() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let value = RandomValue.plain(depth: 4, using: &generator)
            #expect(try codec.decode(codec.encode(value)) == value)
        }
    }
}
