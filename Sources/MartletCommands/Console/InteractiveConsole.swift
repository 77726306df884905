import MartletLanguage
import MartletModel
import MartletRendering

/// A console on a terminal: edits lines, answers them, keeps the history.
struct InteractiveConsole<Names: ConsoleNames> {
    private let session: ConsoleSession<Names>
    private let keyboard: any Keyboard
    private let world: World
    private let show: (ConsoleAnswer) -> Void
    private var history: ConsoleHistory?
    private var decoder = KeyDecoder()
    /// Keys that came behind the end of a line.
    private var waiting: [Key] = []

    init(
        _ session: ConsoleSession<Names>, keyboard: any Keyboard, world: World,
        show: @escaping (ConsoleAnswer) -> Void
    ) {
        self.session = session
        self.keyboard = keyboard
        self.world = world
        self.show = show
        history = ConsoleHistory.path(environment: world.environment).map(ConsoleHistory.init)
    }

    /// Answers lines until `:quit` or the end.
    mutating func run() {
        world.messages("Martlet console: `:help` explains, `:quit` ends.\n")
        while let line = readLine() {
            switch ConsoleInput(line) {
            case .expression(""): continue
            case .quit: return
            case .help: world.messages(ConsoleInput.helpText)
            default:
                let answer = session.answer(line)
                show(answer)
                keep(line, isSecret: answer.isSecret)
            }
        }
    }

    private mutating func keep(_ line: String, isSecret: Bool) {
        guard var kept = history, kept.accepts(line, isSecret: isSecret) else { return }
        do throws(CommandFailure) {
            try kept.add(line)
            history = kept
        } catch {
            // Said once; lines are edited as before, and forgotten.
            let warnings = error.diagnostics.all.map { diagnostic in
                var warning = diagnostic
                warning.severity = .warning
                return warning
            }
            world.messages(DiagnosticText(style: TextStyle(width: keyboard.width))(Diagnostics(warnings)))
            history = nil
        }
    }

    // MARK: Editing

    /// The next line; nil at the end.
    private mutating func readLine() -> String? {
        let keyboard = self.keyboard
        var editor = LineEditor(history: history?.lines ?? []) { OpenBrackets($0).wantsLine }
        var view = LineView(width: keyboard.width)
        // Pasted text comes marked, so that its line breaks do not end the line (xterm's bracketed paste mode).
        world.messages("\u{1B}[?2004h" + view.draw([], cursor: 0))
        defer { world.messages("\u{1B}[?2004l") }
        return keyboard.withRawInput { () -> String? in
            while let key = nextKey() {
                view.width = max(keyboard.width, 8)
                switch handle(key, &editor, &view) {
                case .goOn: continue
                case .line(let line): return line
                case .end: return nil
                }
            }
            world.messages("\r\n")
            return nil
        }
    }

    private mutating func nextKey() -> Key? {
        while waiting.isEmpty {
            guard let bytes = keyboard.read() else { return nil }
            waiting = decoder.keys(from: bytes)
        }
        return waiting.removeFirst()
    }

    private enum Outcome {
        case goOn
        case line(String)
        case end
    }

    private func handle(_ key: Key, _ editor: inout LineEditor, _ view: inout LineView) -> Outcome {
        switch editor.handle(key) {
        case .redraw: world.messages(view.draw(editor.text, cursor: editor.cursor))
        case .refuse: world.messages("\u{7}")
        case .clearScreen: world.messages(view.clear() + view.draw(editor.text, cursor: editor.cursor))
        case .complete: complete(&editor, &view)
        case .cancel:
            world.messages(view.leave(editor.text + ["^", "C"]))
            return .line("")
        case .end:
            world.messages(view.leave([]))
            return .end
        case .accept(let line):
            world.messages(view.leave(editor.text))
            return .line(line)
        }
        return .goOn
    }

    /// Puts in what is certain; shows the candidates when nothing is.
    private func complete(_ editor: inout LineEditor, _ view: inout LineView) {
        let completion = ConsoleCompletion(of: editor.beforeCursor, in: session.scope)
        guard let first = completion.candidates.first else {
            world.messages("\u{7}")
            return
        }
        if completion.candidates.count == 1 {
            editor.complete(completion.length, with: first)
        } else if !completion.commonPart.isEmpty {
            editor.insert(Array(completion.commonPart))
        } else {
            let shown = completion.candidates.prefix(200)
            world.messages(view.leave(editor.text) + LineView.columns(Array(shown), width: keyboard.width))
        }
        world.messages(view.draw(editor.text, cursor: editor.cursor))
    }
}
