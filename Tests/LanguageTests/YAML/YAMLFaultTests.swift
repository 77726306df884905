import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// A text that cannot be read: where the fault stands and what is said about it.
struct BadYAML: Sendable, CustomTestStringConvertible {
    let text: String
    let code: String
    let place: String
    let phrase: String

    init(_ text: String, _ code: String, _ place: String, _ phrase: String) {
        self.text = text
        self.code = code
        self.place = place
        self.phrase = phrase
    }

    var testDescription: String { "\(code) \(place) \(String(text.prefix(40)).debugDescription)" }
}

private func faults(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> [Diagnostic] {
    do {
        _ = try YAMLReader.document(SourceFile(name: "t.yaml", bytes: bytes), limits: limits)
        return []
    } catch {
        return error.sorted
    }
}

@Suite struct YAMLFaultTests {
    @Test(
        "a text that is not YAML is explained with its place and a hint",
        arguments: [
            BadYAML("a: ${x ? 1 : 2}\n", "L001", "1:12", "Quote this expression: it contains `: `."),
            BadYAML("a: b: c\n", "L001", "1:5", "Quote the value: it contains `: `."),
            BadYAML("a:\n\tb: 1\n", "L001", "2:1", "Indent with spaces"),
            BadYAML("a: {b: ${x}}\n", "L001", "1:9", "Quote the expression"),
            BadYAML("a: [1, 2\nb: 3\n", "L001", "2:2", "Close the bracket that was opened at line 1, column 4"),
            BadYAML("a: \"x\nb: 1\n", "L001", "3:1", "Close the quote that was opened at line 1, column 4"),
            BadYAML("a: \"\\d\"\n", "L001", "1:5", "Use single quotes"),
            BadYAML("a: @x\n", "L001", "1:4", "cannot begin with `@`"),
            BadYAML("a: `x`\n", "L001", "1:4", "cannot begin with"),
            BadYAML("a: *\n", "L001", "1:5", "begin with `*`"),
            BadYAML("a: 1\n b: 2\n", "L001", "2:3", "Check the indentation"),
            BadYAML("a:\n  - 1\n - 2\n", "L001", "3:2", "begin in one column"),
            BadYAML("a: \"\u{1}\"\n", "L001", "1:5", "Delete the character"),
            BadYAML("a: 1\nb: 2\na: 3\n", "L002", "3:1", "the first one is at t.yaml:1:1"),
            BadYAML("x: {a: 1, a: 2}\n", "L002", "1:11", "stands twice"),
            BadYAML("a: *b\n", "L006", "1:4", "stands nowhere above"),
            BadYAML("name: &name x\nb: *nane\n", "L006", "2:4", "Did you mean `*name`?"),
            BadYAML("a: &x [*x]\n", "L006", "1:8", "contain itself"),
            BadYAML("? [a, b]\n: 1\n", "L009", "1:3", "A key must be text; here it is a list"),
            BadYAML("{x}: 1\n", "L009", "1:1", "here it is a mapping"),
            BadYAML("a: 1\n---\nb: 2\n", "L010", "3:1", "one YAML document"),
            BadYAML("a:\n  <<: 3\n", "L011", "2:7", "this is a number"),
            BadYAML("é: 1\nü: \"x\" y\n", "L001", "2:8", "check the indentation"),
        ])
    func malformed(bad: BadYAML) throws {
        let found = faults(Array(bad.text.utf8))
        let fault = try #require(found.first)
        let position = try #require(fault.range).startPosition
        #expect(fault.code.text == bad.code)
        #expect("\(position.line):\(position.column)" == bad.place)
        #expect(
            (fault.detail + " " + (fault.hint ?? "")).contains(bad.phrase), "\(fault.detail) / \(fault.hint ?? "-")")
    }

    @Test func `bytes that are not UTF-8 are named with their offset`() throws {
        let fault = try #require(faults(Array("a: ".utf8) + [0xFF, 0x0A]).first)
        #expect(fault.code.text == "L003")
        #expect(fault.detail == "The byte 0xFF at offset 3 is not valid UTF-8.")
    }

    @Test(
        "overlong, surrogate and truncated sequences are not UTF-8",
        arguments: [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80], [0x80]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(faults(Array("a: é".utf8) + bytes).first?.code.text == "L003")
    }

    @Test func `several duplicate keys are reported at once`() {
        #expect(faults(Array("a: 1\na: 2\nb: 1\nb: 2\n".utf8)).map(\.code.text) == ["L002", "L002"])
    }

    @Test func `an alias bomb is refused`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<20 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
        }
        #expect(faults(Array(text.utf8)).map(\.code.text) == ["L007"])
    }

    @Test func `deep nesting is refused before it hurts`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(faults(Array(text.utf8)).map(\.code.text) == ["L005"])
    }

    @Test func `a text above the limit is not read`() {
        var limits = YAMLLimits()
        limits.fileSize = 10
        #expect(faults(Array("a: 1234567890\n".utf8), limits: limits).map(\.code.text) == ["L004"])
    }

    @Test func `random bytes end in diagnostics or values, never in a trap`() {
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array("abc: -[]{}\"'\n\n  |>&*!#%@`?,\\\t$~<01.é".utf8)
        for _ in 0..<3000 {
            let length = Int.random(in: 0..<60, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = try? YAMLReader.values(bytes, name: "random seed 11")
        }
    }
}
