import MartletModel
import MartletRendering
import Testing

struct DiagnosticTextTests {
    private let file = SourceFile(name: "stack.yaml", text: "name: demo\nparent: \"${resource.grup.id}\"\n")

    @Test func `a diagnostic shows the place, the line, a caret, what happened and how to fix it`() {
        let diagnostic = Diagnostic(
            "L012", "Unknown resource", detail: "There is no resource `grup` in this stack.",
            hint: "Did you mean `group`?", at: SourceRange(file, 22, 35)
        )
        let text = DiagnosticText(style: TextStyle())(Diagnostics([diagnostic]))
        #expect(
            text == """
                error[L012]: Unknown resource
                  --> stack.yaml:2:12
                  |
                2 | parent: "${resource.grup.id}"
                  |            ^^^^^^^^^^^^^
                  There is no resource `grup` in this stack.

                hint: Did you mean `group`?

                """
        )
    }

    @Test func `what no text asks for has a name and no line`() {
        let revision = SourceFile(name: "revision 3", text: "")
        let diagnostic = Diagnostic("P006", "Prevented", detail: "It stays.", at: SourceRange(revision, 0, 0))
        #expect(
            DiagnosticText(style: TextStyle())(Diagnostics([diagnostic])) == """
                error[P006]: Prevented
                  --> revision 3
                  It stays.

                """
        )
    }

    @Test func `several are in order of their places and counted`() {
        let later = Diagnostic("L002", "B", detail: "b", at: SourceRange(file, 20, 21))
        let earlier = Diagnostic(.warning, "L001", "A", detail: "a", at: SourceRange(file, 0, 4))
        let text = DiagnosticText(style: TextStyle())(Diagnostics([later, earlier]))
        #expect(text.firstRange(of: "warning[L001]")!.lowerBound < text.firstRange(of: "error[L002]")!.lowerBound)
        #expect(text.hasSuffix("1 error, 1 warning.\n"))
    }

    @Test func `a long line is cut around the caret`() {
        let long = SourceFile(
            name: "long.yaml", text: String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500))
        let text = DiagnosticText(style: TextStyle())(
            Diagnostics([Diagnostic("L001", "A", detail: "a", at: SourceRange(long, 500, 501))])
        )
        let lines = text.split(separator: "\n")
        let shown = lines.first { $0.contains("X") }
        let caret = lines.first { $0.contains("^") }
        #expect(shown?.count ?? 999 <= 84)
        #expect(
            shown?.firstIndex(of: "X").map { shown!.distance(from: shown!.startIndex, to: $0) }
                == caret?.firstIndex(of: "^").map { caret!.distance(from: caret!.startIndex, to: $0) })
    }

    @Test func `control characters cannot reach the terminal`() {
        let text = DiagnosticText(style: TextStyle())(Diagnostics([Diagnostic("L001", "A", detail: "x\u{1B}[31my")]))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("\\u{1b}"))
    }
}
