import MartletLanguage
import MartletModel
import TestSupport
import Testing

@Suite struct YAMLWriterTests {
    @Test func `what the writer writes reads back equal`() throws {
        var generator = SeededGenerator(seed: 7)
        for round in 0..<300 {
            let original = randomPlainValue(&generator, depth: 4)
            let text = YAMLWriter.text(of: ["value": original])
            let back = try YAMLReader.values(Array(text.utf8), name: "written.yaml").first
            #expect(back == ["value": original], "round \(round), seed 7:\n\(text)")
        }
    }

    @Test func `the text is stable and quotes what others would misread`() {
        let value: Value = [
            "on": "yes", "list": [["a": 1, "b": [2]], [], "x: y"], "text": "one\n two\n", "n": "12",
            "s": .secret("hidden"), "empty": "", "nested": ["k": [:]], "size": "10Gi", "date": "2024-01-31",
            "octal": "0644",
        ]
        #expect(
            YAMLWriter.text(of: value) == """
                date: "2024-01-31"
                empty: ""
                list:
                  - a: 1
                    b:
                      - 2
                  - []
                  - "x: y"
                "n": "12"
                nested:
                  k: {}
                octal: "0644"
                "on": "yes"
                s: "<redacted>"
                size: 10Gi
                text: |
                  one
                   two

                """)
    }
}

private func randomPlainValue(_ generator: inout SeededGenerator, depth: Int) -> Value {
    let texts = [
        "", " ", "a", "yes", "null", "-", "- x", "a: b", "a #b", "#", "1", "1.5", "0x1", "é", "😀 x", "\t", "a\nb",
        "a\n\nb\n", "\n", " a\nb", "a\n b", "a \nb", "\"q\"", "'", "\\", "\u{1}", "\u{85}", "\u{2028}", "{x}", "[y]",
        "*a", "&a", "!t", "%", "@", "a:", ":a", "~", "<<", "=", "|", ">", "---", "...", "/x/y", "a=b", "\u{FEFF}",
        "a\r\nb", "1e5", "12:30", "?", "? a", "\u{7F}",
    ]
    func text() -> String { texts.randomElement(using: &generator) ?? "" }
    switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &generator) {
    case 0: return .string(text())
    case 1: return .number(Number(Int.random(in: -1000...1000, using: &generator)))
    case 2: return Bool.random(using: &generator) ? .null : .bool(Bool.random(using: &generator))
    case 3: return .string(text() + text())
    case 4:
        let count = Int.random(in: 0...3, using: &generator)
        return .tuple((0..<count).map { _ in randomPlainValue(&generator, depth: depth - 1) })
    default:
        let count = Int.random(in: 0...3, using: &generator)
        let fields = (0..<count).map { _ in
            Fields.Field(text(), randomPlainValue(&generator, depth: depth - 1))
        }
        return .object(Fields(fields))
    }
}
