import Foundation
import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// Each case is a text and what becomes of it.
@Suite struct FormatTests {
    static let layouts: [(String, String, String)] = [
        ("indents are two", "a:\n    b:\n        c: 1\n", "a:\n  b:\n    c: 1\n"),
        ("dashes stand inside their key", "a:\n- 1\n- 2\n", "a:\n  - 1\n  - 2\n"),
        ("dashes nest", "-   - 1\n    - 2\n-  a: 1\n   b: 2\n", "- - 1\n  - 2\n- a: 1\n  b: 2\n"),
        ("one space stands around marks", "a :   1\nb:\t2\nc:  {x : 1,y: 2 , }\n", "a: 1\nb: 2\nc: {x: 1, y: 2}\n"),
        ("blank lines are one at most", "\n\na: 1\n\n\n\nb:\n\n  c: 1\n\n  d: 2\n\n", "a: 1\n\nb:\n  c: 1\n\n  d: 2\n"),
        ("blanks at the end go", "a: 1   \nb:   \n", "a: 1\nb:\n"),
        ("the last line is ended", "a: 1", "a: 1\n"),
        ("nothing stays nothing", "", ""),
        ("a comment alone stays", "  # x  \n", "# x\n"),
        ("flows that fit are on one line", "a: [\n  1,\n  2\n]\n", "a: [1, 2]\n"),
        (
            "flows with comments are blocks", "a: [ # x\n  1, # y\n  2\n  # z\n]\n",
            "a:  # x\n  - 1  # y\n  - 2\n  # z\n"
        ),
        ("empty flows stay", "a: { }\nb: [ ]\n", "a: {}\nb: []\n"),
        (
            "pairs in flows", "a: [b: 1, ? c, d]\ne: {f, g: , h: 1 }\n",
            "a: [b: 1, ? c, d]\ne: {f, g: , h: 1}\n"
        ),
        (
            "pairs without their brackets", "a: [? b, c: 1, # x\n  ? d]\n",
            "a:\n  - b:\n  - c: 1  # x\n  - d:\n"
        ),
        (
            "double quotes are the usual ones", "a: 'x'\n'b': 'it''s'\nc: \"x\"\n",
            "a: \"x\"\n\"b\": \"it's\"\nc: \"x\"\n"
        ),
        (
            "single ones where they spare escapes", #"a: "say \"hi\"""# + "\nb: '\"x\"'\n",
            "a: 'say \"hi\"'\nb: '\"x\"'\n"
        ),
        ("escapes stay", #"a: "\u00e9\"x\n""# + "\n", #"a: "\u00e9\"x\n""# + "\n"),
        (
            "anchors, aliases and merges", "a: &x\n    b: 1\nc:\n  <<:   *x\nd: *x\n",
            "a: &x\n  b: 1\nc:\n  <<: *x\nd: *x\n"
        ),
        ("tags", "a: !!str   1\nb: &n !!str\n  2\n", "a: !!str 1\nb: &n !!str 2\n"),
        ("an anchored mapping in a list", "- &a\n    b: 1\n    c: 2\n- *a\n", "- &a\n  b: 1\n  c: 2\n- *a\n"),
        ("an anchored first key", "- &a b: 1\n  c: 2\n", "- &a b: 1\n  c: 2\n"),
        (
            "several documents", "%YAML 1.2\n---   # s\na: 1\n...\n# between\n---\nb: 2\n",
            "%YAML 1.2\n---  # s\na: 1\n...\n# between\n---\nb: 2\n"
        ),
        ("long keys need their mark", "? |\n    a\n    b\n: 1\n? short\n: 2\n", "? |\n  a\n  b\n: 1\nshort: 2\n"),
        ("text that would begin a document", " ---\n", "\"---\"\n"),
        ("text that would end one", " a\n ...\n b\n", "\"a ... b\"\n"),
        ("quoted text over lines that would", " 'a\n --- b'\n", "\"a --- b\"\n"),
        ("a key that would", "  --- a: ---\n", "\"--- a\": ---\n"),
        ("what only looks like it", "---a: ....\n", "---a: ....\n"),
        (
            "text over lines", "a: one\n    two\n\n    three\nb: \"x\n  y \\\n  z\"\n",
            "a: one\n  two\n\n  three\nb: \"x\n  y \\\n  z\"\n"
        ),
    ]

    @Test(arguments: layouts) func `layout is canonical`(name: String, before: String, after: String) {
        #expect(formatted(before) == after, "\(name)")
        #expect(formatted(after) == after, "\(name): again")
    }

    static let blocks: [(String, String, String)] = [
        ("their indent follows", "a:\n   b: |\n         x\n           y\n", "a:\n  b: |\n    x\n      y\n"),
        ("indicators stay", "a: >-\n    x\nb: |+\n    y\n\nc: 1\n", "a: >-\n  x\nb: |+\n  y\n\nc: 1\n"),
        (
            "explicit indents are counted anew", "a:\n    b: |4\n          x\n        y\n",
            "a:\n  b: |2\n      x\n    y\n"
        ),
        ("needless indents go", "a: |2\n  x\n", "a: |\n  x\n"),
        ("tabs stay", "a: |\n  x\n  \ty\n", "a: |\n  x\n  \ty\n"),
        ("a tab first", "a: |1\n \tx\n", "a: |2\n  \tx\n"),
        ("blank lines inside stay", "a: |\n\n    x\n\n\n    y\n\n\nb: 1\n", "a: |\n\n  x\n\n\n  y\n\nb: 1\n"),
        ("their own comment", "a: |   # why\n  x\n# after\nb: 1\n", "a: |  # why\n  x\n# after\nb: 1\n"),
        ("without a last line break", "a: |\n  x", "a: |-\n  x\n"),
        ("kept without a last line break", "a: |+\n  x", "a: |-\n  x\n"),
        ("in a list", "a:\n- |\n   x\n- >\n   y\n", "a:\n  - |\n    x\n  - >\n    y\n"),
        ("as a document", "--- |\n x\n", "---\n|\n  x\n"),
        ("empty", "a: |\n\n\nb: >-\n", "a: |\n\nb: >-\n"),
    ]

    @Test(arguments: blocks) func `block scalars keep their text`(name: String, before: String, after: String) {
        #expect(formatted(before) == after, "\(name)")
        #expect(formatted(after) == after, "\(name): again")
    }

    static let comments: [(String, String, String)] = [
        ("above a key", "a:\n      # x\n    b: 1\n", "a:\n  # x\n  b: 1\n"),
        (
            "behind values, in a column", "a: 1 # x\nlong: 2 # y\nb: 3\nc: 4 # z\n",
            "a: 1     # x\nlong: 2  # y\nb: 3\nc: 4  # z\n"
        ),
        ("that go on below", "a: 1   # x\n       # y\nb: 2\n", "a: 1  # x\n      # y\nb: 2\n"),
        ("at the end of a mapping", "a:\n  b: 1\n  # x\n# y\nc: 2\n", "a:\n  b: 1\n  # x\n# y\nc: 2\n"),
        ("below an empty key", "a:\n    # x\nb: 2\n", "a:\n  # x\nb: 2\n"),
        ("behind a key", "a: # x\n  b: 1\nc: # y\n  2\n", "a:  # x\n  b: 1\nc:  # y\n  2\n"),
        ("above a value", "a:\n  # x\n  1\n", "a:\n  # x\n  1\n"),
        ("behind a dash", "- # x\n  a: 1\n-\n  # y\n  b: 2\n", "-  # x\n  a: 1\n-\n  # y\n  b: 2\n"),
        ("below a list without indent", "a:\n- 1\n  # x\n# y\nb: 2\n", "a:\n  - 1\n  # x\n# y\nb: 2\n"),
        ("behind a closing bracket", "a: [1, # x\n  2] # y\n", "a:\n  - 1  # x\n  - 2\n  # y\n"),
        ("with blank lines", "a: 1\n\n# x\n\n# y\nb: 2\n\n# z\n", "a: 1\n\n# x\n\n# y\nb: 2\n\n# z\n"),
        ("that are no comments", "a: b#c\nd: \"# e\"\n", "a: b#c\nd: \"# e\"\n"),
    ]

    @Test(arguments: comments) func `comments stay with what they are about`(
        name: String, before: String, after: String
    ) {
        #expect(formatted(before) == after, "\(name)")
        #expect(formatted(after) == after, "\(name): again")
    }

    @Test func `a flow that does not fit becomes a block`() {
        let long = (1...30).map { "name\($0): {x: 1}" }.joined(separator: ", ")
        let expected = "a:\n  b:  # c\n" + (1...30).map { "    name\($0): {x: 1}\n" }.joined()
        #expect(
            formatted("a: {b: {\(long)}} # c\n")
                == expected.replacingOccurrences(of: "a:\n  b:  # c", with: "a:  # c\n  b:"))
        let fits = "a: {" + String(repeating: "x", count: 112) + ": 1}\n"
        #expect(fits.count == 121)
        #expect(formatted(fits) == fits)
        #expect(formatted(fits.replacingOccurrences(of: "1}", with: "12}")).hasPrefix("a:\n  xxx"))
    }

    @Test func `line breaks, marks and odd characters survive`() {
        #expect(formatted("\u{FEFF}a:   1\r\nb: |\r\n   x\r\n   y\r\n") == "\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\n")
        #expect(formatted("é:   '😀 ñ'   # ü\nb: 2 # x\n") == "é: \"😀 ñ\"  # ü\nb: 2      # x\n")
        #expect(formatted("a: 'x\u{2028}y'\nb: 'x\u{85} y'\n") == "a: \"x\\u2028y\"\nb: 'x\n  y'\n")
        let long = String(repeating: "word ", count: 5000)
        #expect(formatted("a:   \"\(long)\"\n") == "a: \"\(long)\"\n")
    }

    @Test func `nesting as deep as the reader allows is no trouble`() {
        let depth = 198
        let flow = String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
        #expect(formatted("a: " + flow).hasPrefix("a:\n  - - - -"))
        let pairs = String(repeating: "{a: ", count: depth) + "1" + String(repeating: "}", count: depth) + "\n"
        #expect(formatted(pairs).hasPrefix("a:\n  a:\n    a:"))
        let block = (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(formatted(block).split(separator: "\n").count == depth)
        let dashes = String(repeating: "- ", count: depth) + "x\n"
        #expect(formatted(dashes) == dashes)
    }

    @Test func `what cannot be read is refused with its diagnostics`() {
        #expect(formatted("a: [1\nb: 2\n").hasPrefix("refused: L001"))
        #expect(formatted("a: 1\na: 2\n").hasPrefix("refused: L002"))
        #expect(formatted("a: *b\n").hasPrefix("refused: L006"))
    }

    @Test func `shipped stacks keep their meaning and their comments`() throws {
        let root = Fixtures.packageRoot
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { !$0.hasPrefix(".") && $0.hasSuffix(".yaml") && !$0.contains("/.") }
        #expect(files.contains("stacks/aks-platform/stack.yaml"))
        for name in files {
            let before = try String(contentsOf: root.appending(path: name), encoding: .utf8)
            let after = formatted(before)
            #expect(!after.hasPrefix("refused"), "\(name): \(after)")
            #expect(formatted(after) == after, "\(name)")
            #expect(placedComments(of: before) == placedComments(of: after), "\(name)")
            let changed = zip(before.split(separator: "\n"), after.split(separator: "\n")).filter { $0 != $1 }.map(\.0)
            if name.hasPrefix("stacks/") { #expect(changed.isEmpty, "\(name) is not formatted") }
        }
    }
}
