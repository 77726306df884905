import MartletModel
import TestSupport
import Testing

@Suite struct JSONTests {
    static let canonical: [(String, String)] = [
        ("null", "null"), (" [ 1 , 2.50,true ] ", "[1,2.5,true]"), (#"{"b":1,"a":{}}"#, #"{"a":{},"b":1}"#),
        (#""\u0041\u00e9\ud83d\ude00\/""#, #""Aé😀/""#), ("1e3", "1000"), ("-0.0", "0"),
        (#""\u0001\n""#, #""\u0001\n""#),
        ("123456789012345678901234567890", "123456789012345678901234567890"), ("[]", "[]"),
        (#""\u2028<""#, "\"\u{2028}<\""),
        (#"{"z":1,"é":2,"a":3}"#, #"{"a":3,"z":1,"é":2}"#),
    ]

    @Test(arguments: canonical) func `text becomes canonical`(text: String, expected: String) throws {
        #expect(try Value(json: text).canonicalJSON(secrets: .reveal) == expected)
    }

    static let broken: [(String, JSONError)] = [
        ("", JSONError(.unexpectedEnd, at: 0)), ("[1,]", JSONError(.unexpectedByte(0x5D), at: 3)),
        (#"{"a":1,"b":2,"a":3}"#, JSONError(.duplicateKey("a"), at: 0)), ("01", JSONError(.invalidNumber, at: 0)),
        ("1.", JSONError(.invalidNumber, at: 0)), ("nul", JSONError(.unexpectedEnd, at: 3)),
        (#""\x""#, JSONError(.invalidEscape, at: 1)), (#""\ud800""#, JSONError(.invalidEscape, at: 1)),
        (#""\udc00\ud800""#, JSONError(.invalidEscape, at: 1)),
        ("\"a\nb\"", JSONError(.controlCharacterInString, at: 2)),
        ("1 2", JSONError(.trailingText, at: 2)), ("{a:1}", JSONError(.unexpectedByte(0x61), at: 1)),
        (#""abc"#, JSONError(.unexpectedEnd, at: 4)), (#"{"a" 1}"#, JSONError(.unexpectedByte(0x31), at: 5)),
        (#""\u12"#, JSONError(.unexpectedEnd, at: 5)),
    ]

    @Test(arguments: broken) func `broken text names the byte`(text: String, expected: JSONError) {
        #expect(throws: expected) { try Value(json: text) }
    }

    @Test func `strings must be valid UTF-8`() {
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try Value(json: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try Value(json: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test func `deep nesting is refused and the limit itself is not`() throws {
        let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try Value(json: deepest).canonicalJSON(secrets: .reveal) == deepest)
        #expect(throws: JSONError(.tooDeep, at: 512)) { try Value(json: String(repeating: "[", count: 100_000)) }
    }

    @Test func `the last of two equal keys wins where that is asked for`() throws {
        #expect(try Value(json: #"{"b":0,"a":1,"a":2}"#, duplicateKeys: .lastWins) == ["a": 2, "b": 0])
    }

    @Test func `secrets are redacted or revealed as asked`() throws {
        let value: Value = ["password": .secret("hunter2"), "user": "me"]
        #expect(try value.canonicalJSON(secrets: .redact) == #"{"password":"<redacted>","user":"me"}"#)
        #expect(try value.canonicalJSON(secrets: .reveal) == #"{"password":"hunter2","user":"me"}"#)
    }

    @Test func `what is unknown or infinite has no JSON and the place is told`() {
        let path = ValuePath([.key("a"), .index(1)])
        let value: Value = ["a": [1, .unknown(Unknown())]]
        #expect(throws: JSONWriteError.unknown(at: path)) { try value.canonicalJSON(secrets: .redact) }
        #expect(throws: JSONWriteError.infinity(at: ValuePath())) {
            try Value.number(.infinity).canonicalJSON(secrets: .redact)
        }
    }

    @Test func `pretty text has one field a line`() throws {
        let value: Value = ["a": [1, [:]], "b": [], "c": ["d": .null]]
        let expected = """
            {
              "a": [
                1,
                {}
              ],
              "b": [],
              "c": {
                "d": null
              }
            }
            """
        #expect(try value.prettyJSON(secrets: .redact) == expected)
    }

    @Test func `random values survive writing and reading, and random damage never crashes`() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let value = RandomValue.plain(depth: 4, using: &generator)
            var bytes = try value.canonicalJSONBytes(secrets: .reveal)
            #expect(try Value(json: bytes) == value)
            let pretty = try value.prettyJSON(secrets: .reveal)
            #expect(try Value(json: pretty) == value)
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = try? Value(json: bytes)
            _ = try? Value(json: Array(bytes.dropLast()))
        }
    }
}
