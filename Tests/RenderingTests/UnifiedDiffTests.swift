import MartletModel
import TestSupport
import Testing

@testable import MartletRendering

@Suite struct UnifiedDiffTests {
    private let diff = UnifiedDiff(style: TextStyle(), showsControls: false)

    @Test func `equal texts have no difference`() {
        #expect(diff(old: "a\n", new: "a\n", name: "f") == "")
        #expect(diff(old: "", new: "", name: "f") == "")
    }

    @Test func `hunks have three lines of context and count from one`() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let new = old.replacing("\n5\n", with: "\nfive\n").replacing("\n18\n", with: "\n")
        #expect(
            diff(old: old, new: new, name: "f") == """
                --- f
                +++ f
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                @@ -15,6 +15,5 @@
                 15
                 16
                 17
                -18
                 19
                 20

                """)
    }

    @Test func `a missing line break at the end shows`() {
        #expect(
            diff(old: "a", new: "a\n", name: "f") == """
                --- f
                +++ f
                @@ -1 +1 @@
                -a
                \\ No newline at end of file
                +a

                """)
        #expect(diff(old: "", new: "a\n", name: "f").contains("@@ -0,0 +1 @@\n+a\n"))
    }

    @Test func `control characters are made visible on a terminal`() {
        let shown = UnifiedDiff(style: TextStyle(), showsControls: true)
        #expect(shown(old: "", new: "\u{1B}[2J\n", name: "f").contains("+\\u{1b}[2J\n"))
        #expect(diff(old: "", new: "\u{1B}[2J\n", name: "f").contains("+\u{1B}[2J\n"))
    }

    @Test func `the edits lead from one text to the other`() {
        for seed in 0..<300 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let words: [Substring] = ["a\n", "b\n", "c\n", "d\n", "unique\(seed)\n"]
            var lines: [[Substring]] = [[], []]
            for side in 0..<2 {
                for _ in 0..<Int.random(in: 0...12, using: &generator) {
                    lines[side].append(words[Int.random(in: 0..<words.count, using: &generator)])
                }
            }
            let edits = LineScript(old: lines[0], new: lines[1]).edits
            #expect(edits.filter { $0.kind != .insert }.map(\.line) == lines[0], "seed \(seed)")
            #expect(edits.filter { $0.kind != .delete }.map(\.line) == lines[1], "seed \(seed)")
        }
    }
}
