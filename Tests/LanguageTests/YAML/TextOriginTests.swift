import MartletLanguage
import MartletModel
import Testing

@Suite struct TextOriginTests {
    @Test(
        "the place of a word inside a scalar is found in the file, however the scalar is written",
        arguments: [
            "k: before WORD after\n",
            "k: \"before WORD after\"\n",
            "k: 'it''s before WORD after'\n",
            "k: \"tab \\t uni \\u00e9 \\x41 WORD\"\n",
            "k: \"a\\\n   b WORD\"\n",
            "k: before\n  more\n\n  WORD after\n",
            "k: \"before\n  more\n\n  WORD after\"\n",
            "k: |\n  one\n  two WORD\n  three\n",
            "k: |\n\n\n  two WORD\n",
            "k: |2\n    indented\n    WORD\n",
            "k: >-\n  one\n  two\n\n    more\n  three WORD\n",
            "k: >\n  ${f(\n    1, WORD\n  )}\n",
            "é: \"é é WORD\"\n",
            "- - x\n  - |-\n    a\n    WORD\n",
            "k: |\r\n  one\r\n  WORD\r\n",
        ])
    func word(text: String) throws {
        let file = SourceFile(name: "t.yaml", text: text)
        let scalar = try #require(
            scalars(in: try YAMLReader.document(file)).first { $0.text?.contains("WORD") == true })
        let content = Array(try #require(scalar.text).utf8)
        let offset = try #require(content.firstRange(of: Array("WORD".utf8))).lowerBound
        let range = scalar.origin.range(offset, offset + 4)
        #expect(String(decoding: file.bytes[range.start..<range.end], as: UTF8.self) == "WORD")
    }

    @Test func `a node's range covers its text, quotes and brackets included`() throws {
        let file = SourceFile(name: "t.yaml", text: "a: \"x\"\nb: {c: [1]}\nd:\n  e: f\n\n# end\ng: 1\n")
        let document = try YAMLReader.document(file)
        func text(_ node: YAMLNode?) throws -> String {
            let range = try #require(node).range
            return String(decoding: file.bytes[range.start..<range.end], as: UTF8.self)
        }
        #expect(try text(document["a"]) == "\"x\"")
        #expect(try text(document["b"]) == "{c: [1]}")
        #expect(try text(document["d"]) == "e: f")
    }

    private func scalars(in node: YAMLNode) -> [YAMLNode] {
        switch node.content {
        case .scalar: [node]
        case .sequence(let elements): elements.flatMap(scalars)
        case .mapping(let entries): entries.flatMap { scalars(in: $0.value) }
        }
    }
}
