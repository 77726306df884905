import Foundation
import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// YAML in, values out: `values("a: 1")` is `["a": 1]`.
private func values(_ text: String) throws -> [Value] { try YAMLReader.values(Array(text.utf8), name: "test.yaml") }

private func value(_ text: String) throws -> Value { try #require(try values(text).first) }

@Suite struct YAMLReaderTests {
    @Test(
        "only null, booleans and numbers of the core schema are not text",
        arguments: [
            ("true", .bool(true)), ("False", .bool(false)), ("null", .null), ("~", .null), ("yes", "yes"), ("on", "on"),
            ("no", "no"), ("y", "y"), ("2024-01-31", "2024-01-31"), ("1:30", "1:30"), ("12", 12), ("-7", -7), ("+3", 3),
            ("0x1F", 31), ("0o17", 15), ("0644", "0644"), ("1_000", "1_000"), ("0", 0), ("-0", 0), ("1.2.3", "1.2.3"),
            (".inf", ".inf"), (".nan", ".nan"), ("\"12\"", "12"), ("'true'", "true"), ("10Gi", "10Gi"), ("-x", "-x"),
            ("0x", "0x"), ("0xg", "0xg"), ("1e", "1e"), ("!!str 12", "12"), ("!!int \"12\"", 12), ("e5", "e5"),
            ("0000000000000000000000000000000000000000", "0000000000000000000000000000000000000000"),
        ] as [(String, Value)])
    func scalar(text: String, expected: Value) throws {
        #expect(try value("k: \(text)\n") == ["k": expected])
    }

    @Test(
        "numbers are exact",
        arguments: [
            ("1.5", "1.5"), ("0.1", "0.1"), ("-1e3", "-1000"), (".5", "0.5"), ("1.", "1"), ("1.e2", "100"),
            ("123456789012345678901234567890", "123456789012345678901234567890"), ("1E-2", "0.01"),
            ("0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"),
        ])
    func number(text: String, expected: String) throws {
        #expect(try value("k: \(text)").at("k")?.numberValue?.description == expected)
    }

    @Test func `block and flow collections nest`() throws {
        let text = "a:\n- 1\n- {b: [x, y], c: {}}\nd: {e: ~}\nf: []\n"
        #expect(try value(text) == ["a": [1, ["b": ["x", "y"], "c": [:]]], "d": ["e": .null], "f": []])
    }

    @Test func `block scalars fold and keep as YAML says`() throws {
        #expect(try value("a: |\n  x\n   y\nb: >-\n  x\n  y\n\n  z\n") == ["a": "x\n y\n", "b": "x y\nz"])
    }

    @Test func `every document of a stream is read and empty ones are left out`() throws {
        #expect(try values("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n...\n") == [["a": 1], ["b": 2]])
        #expect(try values("") == [])
        #expect(try values("# only a comment\n") == [])
    }

    @Test func `a byte order mark and CRLF line ends change nothing`() throws {
        #expect(try value("\u{FEFF}a: 1\r\nb:\r\n  c: x\r\n") == ["a": 1, "b": ["c": "x"]])
    }

    @Test func `aliases stand for what their anchors name`() throws {
        #expect(
            try value("a: &x {k: 1}\nb: *x\nc: [*x, *x]\n")
                == ["a": ["k": 1], "b": ["k": 1], "c": [["k": 1], ["k": 1]]])
    }

    @Test func `a merge adds the keys that are not there, earlier merges first`() throws {
        let text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: [*x, *y], c: 3}\nw:\n  a: 9\n  <<: *x\n"
        let document = try value(text)
        #expect(document["z"] == ["a": 1, "b": 1, "c": 3])
        #expect(document["w"] == ["a": 9, "b": 1])
    }

    @Test func `a thousand keys of one mapping are told apart`() throws {
        let text = (0..<1000).map { "key\($0): \($0)\n" }.joined()
        #expect(try value(text)["key999"] == 999)
    }

    @Test func `the real cert-manager manifest reads as 46 objects`() throws {
        guard let folder = Fixtures.folder else { return }
        let bytes = try Array(Data(contentsOf: folder.appending(path: "cert-manager-v1.14.4.yaml")))
        let objects = try YAMLReader.values(bytes, name: "cert-manager.yaml")
        #expect(objects.count == 46)
        #expect(objects.allSatisfy { $0["kind"]?.stringValue != nil })
    }
}
