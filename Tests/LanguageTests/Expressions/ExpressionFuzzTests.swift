import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// Damaged and random text must end in a value or a diagnostic, never in a trap or a hang.
@Suite struct ExpressionFuzzTests {
    static let seeds = [
        "${[for k, v in {a = 1, \"b\": [2, 3]} : \"${k}-${v}\" if k != \"x\"]}",
        "%{ for x in [1,2] ~} a ${x + 1 * -2 % 3} %{ endfor }",
        "${var.a[\"k\"].b[*].c.0 == null ? try(jsonencode({(upper(\"k\")) = <<-E\n  a\n  E\n}), 1e3) : \"\\u00e9\"}",
        "${formatlist(\"%s-%05.2f\", [\"a\"], 1)...} $${x} %%{y}", "${regex(\"(?P<a>[a-z]+){2,3}?|\\\\d\", \"abc\")}",
        "${merge({a = 1}, {for s in toset([\"x\"]) : s => s...})}",
        "${cidrsubnet(\"10.0.0.0/8\", 8, 2)} ${timeadd(\"2017-11-22T00:00:00Z\", \"1h\")}",
    ]

    @Test func `mutated expressions never crash`() {
        var generator = SeededGenerator(seed: 42)
        let alphabet = Array("${}%~\"\\[](),.:=?!&|<>+-*/ \n0aé#'for in if endfor".utf8)
        for _ in 0..<6000 {
            var bytes = Array((Self.seeds.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(alphabet.randomElement(using: &generator) ?? 0, at: place)
                case 2: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                default: bytes = Array(bytes[..<place]) + bytes[(place / 2)...]
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            for evaluated in [fill(text), evaluate(text)] {
                for diagnostic in evaluated.diagnostics.all { #expect(diagnostic.range != nil) }
            }
        }
    }

    @Test func `every function survives arguments of every kind`() {
        var generator = SeededGenerator(seed: 7)
        let values = [
            "null", "true", "-1", "0", "1.5", "1e30", "1/0", "99999999999", "9223372036854775807",
            "-9223372036854775808", "\"\"", "\"a\"", "\"é😀\"",
            "\"2024-01-01T00:00:00Z\"", "\"10.0.0.0/8\"",
            "[]", "[null]", "[1, \"a\"]", "[[]]", "toset([1])", "tolist([\"b\"])", "{}", "{a = 1}",
            "tomap({a = \"x\"})", "\"%5.3d%[9]s\"", "\"[(\"",
        ]
        for name in FunctionTable.functions.keys.sorted() where name != "bcrypt" {
            for _ in 0..<60 {
                let count = Int.random(in: 0...4, using: &generator)
                let arguments = (0..<count).map { _ in values.randomElement(using: &generator) ?? "null" }
                _ = evaluate("\(name)(\(arguments.joined(separator: ", ")))")
            }
        }
    }
}
