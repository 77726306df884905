import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// Syntax errors behind the first one: all that surely are errors of their own, and none that only follows from another.
@Suite struct YAMLRecoveryTests {
    /// Where faults are told: `line:column`.
    private func places(_ text: String) -> [String] {
        do {
            _ = try YAMLReader.document(SourceFile(name: "t.yaml", text: text))
            return []
        } catch {
            return error.sorted.map { diagnostic in
                let place = diagnostic.range?.startPosition
                return "\(place?.line ?? 0):\(place?.column ?? 0)"
            }
        }
    }

    @Test(
        "each of several faults is told",
        arguments: [
            ("a: b: c\nd: 1\ne: f: g\n", ["1:5", "3:5"]),
            ("a: @x\nb: `y\nc: \"\\d\"\nd: 1\n", ["1:4", "2:4", "3:5"]),
            ("a:\n\tb: 1\nc:\n\td: 2\n", ["2:1", "4:1"]),
            ("a: {x: 1\nb: 2\nc: d: e\n", ["2:2", "3:5"]),
            ("r:\n  a: {x: @}\n  b:\n    c: d: e\n    f: 1\n  g: h: i\no: `p\n", ["2:10", "4:9", "6:7", "7:4"]),
            ("a:\n  - x: y: z\n    w: @\n  - v: 1\nb: c: d\n", ["2:9", "3:8", "5:5"]),
            ("a: \"open\nb: c: d\ne: 1\n", ["2:5", "4:1"]),
            ("é: ü: ö\nä: 1\nß: ü: ö\n", ["1:5", "3:5"]),
            ("a: \"é\": x\nb: \"ü\": y\n", ["1:7", "2:7"]),
        ])
    func several(text: String, expected: [String]) {
        #expect(places(text) == expected)
    }

    @Test(
        "what follows from a fault is not told",
        arguments: [
            // Brackets that are open go on in the lines that look like keys.
            ("a: {\nb: 1 2: 3,\nc: [1,\n2}]\n", "2:7"),
            ("a: {x: @,\n# why\nb: c: d}\n", "1:8"),
            // So does a quote.
            ("a: \"\\d and\nb: c: d\"\n", "1:5"),
            // A value that was to be a block, or to stand deeper.
            ("a: %|\n  b: c: d\n  e: f: g\n", "1:4"),
            ("a:\n  x: 1\n y: 2\n   z: w: v\n", "3:2"),
            ("a: 'x' y\n  z: w: v\n", "1:8"),
            // The mapping whose middle was read ends.
            ("a:\n  b: c: d\n  e: 1\nf: 2\n", "2:7"),
            ("a:\n  - b: c: d\n    e: 1\n  - f: 1\ng: 2\n", "2:9"),
            ("a: \u{1}\nb: c: d\n", "1:4"),
            ("a: 1\n- b\nc: 1\n", "2:1"),
        ])
    func following(text: String, expected: String) {
        #expect(places(text) == [expected])
    }

    @Test func `at most twenty faults are told of one file`() {
        #expect(places(String(repeating: "a: b: c\n", count: 1_000)).count == 20)
    }

    /// Each section of a good file is damaged or not: as many faults are told as sections are damaged, each in its own.
    @Test func `every damaged section is told once, and no other`() {
        let good = [
            "  image: nginx\n  ports: [80, 443]\n", "  - {a: 1, b: [x, y]}\n  - text\n",
            "  nested:\n    deep:\n      key: \"value, with: colon\"\n",
            "  |\n    text: with: colons\n    and {brackets\n",
            "  {a: 1,\n   b: 2}\n", "  quoted: 'it''s'\n  other: \"x\\n\"\n",
        ]
        let bad = [
            "  image: a: b\n  ports: [80, 443]\n", "  nested:\n    deep: @x\n    other: 1\n", "\tx: 1\n",
            "  key: \"\\q\"\n",
            "  key: [1, 2}\n  next: 1\n", "  key: 'a' b\n",
        ]
        let seed: UInt64 = 20
        var generator = SeededGenerator(seed: seed)
        for round in 0..<500 {
            var (text, line) = ("", 1)
            var damaged: [ClosedRange<Int>] = []
            for section in 0..<Int.random(in: 1...8, using: &generator) {
                let isBad = Bool.random(using: &generator)
                let body = (isBad ? bad : good).randomElement(using: &generator) ?? ""
                let lines = body.split(separator: "\n").count + 1
                if isBad { damaged.append(line...(line + lines)) }
                text += "s\(section):\n" + body
                line += lines
            }
            let found = places(text).compactMap { $0.split(separator: ":").first.flatMap { Int($0) } }
            let isRight = found.count == damaged.count && zip(found, damaged).allSatisfy { $1.contains($0) }
            #expect(isRight, "seed \(seed), round \(round): \(found) for \(damaged) in\n\(text)")
        }
    }
}
