import MartletModel
import Testing

@testable import MartletCommands

@Suite struct KeyDecoderTests {
    static let sequences: [(String, [Key])] = [
        ("ab", [.character("a"), .character("b")]), ("é😀", [.character("é"), .character("😀")]),
        ("\u{1}\u{3}\u{4}", [.control("a"), .control("c"), .control("d")]), ("\r\n\t", [.enter, .enter, .tab]),
        ("\u{7F}\u{8}", [.backspace, .backspace]),
        ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
        ("\u{1B}OA\u{1B}OH\u{1B}OF", [.up, .home, .end]), ("\u{1B}[1~\u{1B}[4~\u{1B}[3~", [.home, .end, .delete]),
        ("\u{1B}[1;5C\u{1B}[1;3D", [.wordRight, .wordLeft]), ("\u{1B}b\u{1B}\u{7F}", [.alt("b"), .alt("\u{7F}")]),
        ("\u{1B}[200~a\nb\u{1B}[201~c", [.paste("a\nb"), .character("c")]), ("\u{1B}[99;1Zx", [.character("x")]),
    ]

    @Test(arguments: sequences) func `bytes become keys, also in pieces`(text: String, keys: [Key]) {
        var whole = KeyDecoder()
        #expect(whole.keys(from: Array(text.utf8)) == keys)
        var pieces = KeyDecoder()
        #expect(text.utf8.flatMap { pieces.keys(from: [$0]) } == keys)
    }

    @Test func `bytes that are no text are no keys`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0xFF, 0x61, 0xC3, 0x28]) == [.character("a"), .character("(")])
    }
}

@Suite struct LineEditorTests {
    /// The text with `|` at the cursor after these keys.
    private func edit(_ keys: [Key], history: [String] = []) -> String {
        var editor = LineEditor(history: history) { $0.hasSuffix("[") }
        for key in keys { _ = editor.handle(key) }
        return String(editor.text[..<editor.cursor]) + "|" + String(editor.text[editor.cursor...])
    }

    private func typing(_ text: String) -> [Key] { text.map(Key.character) }

    @Test func `characters go in at the cursor`() {
        #expect(edit(typing("ac") + [.left] + typing("b")) == "ab|c")
        #expect(edit(typing("abc") + [.home, .delete, .end, .backspace]) == "b|")
        #expect(edit([.backspace, .left, .delete]) == "|")
    }

    @Test func `words and lines are killed and come back`() {
        let words = typing("one two.three")
        #expect(edit(words + [.control("w")]) == "one |")
        #expect(edit(words + [.alt("\u{7F}")]) == "one two.|")
        #expect(edit(words + [.control("a"), .alt("d")]) == "| two.three")
        #expect(edit(words + [.control("u"), .control("y"), .control("y")]) == "one two.threeone two.three|")
        #expect(edit(words + [.home, .wordRight, .control("k")]) == "one|")
        #expect(edit(words + [.wordLeft, .wordLeft]) == "one |two.three")
    }

    @Test func `the history is walked and the draft comes back`() {
        let history = ["first", "second"]
        #expect(edit(typing("x") + [.up], history: history) == "second|")
        #expect(edit(typing("x") + [.up, .up, .up], history: history) == "first|")
        #expect(edit(typing("x") + [.up, .up, .down, .down], history: history) == "x|")
        #expect(edit([.up] + typing("!") + [.down, .up], history: history) == "second|")
    }

    @Test func `enter goes on while something is open`() {
        var editor = LineEditor { $0.hasSuffix("[") }
        for key in typing("[") { _ = editor.handle(key) }
        #expect(editor.handle(.enter) == .redraw)
        for key in typing("1]") { _ = editor.handle(key) }
        #expect(editor.handle(.enter) == .accept("[\n1]"))
        #expect(edit(typing("ab[") + [.enter] + typing("c") + [.up]) == "a|b[\nc")
        #expect(edit(typing("ab[") + [.enter] + typing("c") + [.up, .up, .down, .down]) == "ab[\nc|")
    }

    @Test func `control keys end, cancel and ask`() {
        var editor = LineEditor()
        #expect(editor.handle(.control("d")) == .end)
        #expect(editor.handle(.control("c")) == .cancel)
        #expect(editor.handle(.tab) == .complete)
        #expect(editor.handle(.control("l")) == .clearScreen)
        #expect(editor.handle(.control("x")) == .refuse)
        _ = editor.handle(.character("a"))
        #expect(editor.handle(.control("d")) == .refuse)
    }

    @Test func `pasted text loses its control characters and its last line break`() {
        #expect(edit([.paste("a\tb\r\nc\u{7}\n\n")]) == "a  b\nc|")
    }

    @Test func `a completion takes the place of what it completes`() {
        var editor = LineEditor()
        for key in typing("1 + va") { _ = editor.handle(key) }
        editor.complete(2, with: "values(")
        #expect(String(editor.text) == "1 + values(")
        #expect(editor.beforeCursor == "1 + values(")
    }
}

@Suite struct LineViewTests {
    @Test func `a line is drawn over the one before`() {
        var view = LineView(width: 80)
        #expect(view.draw(Array("ab"), cursor: 1) == "\r\u{1B}[J> ab\r\u{1B}[3C")
        #expect(view.draw(Array("a\nb"), cursor: 3) == "\r\u{1B}[J> a\r\n… b\r\u{1B}[3C")
        #expect(view.draw([], cursor: 0) == "\u{1B}[1A\r\u{1B}[J> \r\u{1B}[2C")
    }

    @Test func `long lines wrap, wide characters count twice`() {
        var view = LineView(width: 8)
        #expect(view.draw(Array("abcdefgh"), cursor: 8) == "\r\u{1B}[J> abcdef\r\ngh\r\u{1B}[2C")
        #expect(view.draw(Array("日本語x"), cursor: 4) == "\u{1B}[1A\r\u{1B}[J> 日本語\r\nx\r\u{1B}[1C")
        #expect(view.draw(Array("abcdef"), cursor: 6) == "\u{1B}[1A\r\u{1B}[J> abcdef\r\n\r")
    }

    @Test func `a terminal that was made narrower has broken what was drawn`() {
        var view = LineView(width: 20)
        _ = view.draw(Array("abcdefghijklmnopqr"), cursor: 18)
        view.width = 8
        // The row of twenty columns is three by now.
        #expect(view.draw(Array("ab"), cursor: 2) == "\u{1B}[3A\r\u{1B}[J> ab\r\u{1B}[4C")
        view.width = 20
        #expect(view.draw(Array("ab"), cursor: 2) == "\r\u{1B}[J> ab\r\u{1B}[4C")
    }

    @Test func `candidates stand in columns`() {
        #expect(LineView.columns(["a", "bb", "ccc"], width: 12) == "a    ccc\r\nbb\r\n")
        #expect(LineView.columns(["a", "b"], width: 80) == "a  b\r\n")
    }
}

@Suite struct ConsoleHistoryTests {
    @Test func `secrets, repetitions and lines behind a space are not kept`() {
        var history = ConsoleHistory(path: "/dev/null/history")
        #expect(history.accepts("1 + 1", isSecret: false))
        #expect(!history.accepts("var.password", isSecret: true))
        #expect(!history.accepts(" 1 + 1", isSecret: false))
        #expect(!history.accepts("sensitive(\"x\")", isSecret: false))
        #expect(!history.accepts("", isSecret: false))
        #expect(throws: CommandFailure.self) { try history.add("x") }
        #expect(!history.accepts("x", isSecret: false))
    }

    @Test func `the file's place follows the environment`() {
        #expect(ConsoleHistory.path(environment: ["HOME": "/h"]) == "/h/.local/state/martlet/console_history")
        #expect(ConsoleHistory.path(environment: ["XDG_STATE_HOME": "/s"]) == "/s/martlet/console_history")
        #expect(ConsoleHistory.path(environment: ["XDG_STATE_HOME": "s", "HOME": ""]) == nil)
    }
}
