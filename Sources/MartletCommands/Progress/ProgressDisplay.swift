import MartletExecutor
import MartletRendering
import Synchronization

/// Shows the events of an apply on standard error while they come: redrawn in place on a terminal, plain lines elsewhere,
/// JSON lines on standard output with `--json`.
final class ProgressDisplay: Sendable {
    private enum Mode: Sendable {
        case live(LiveDisplay)
        case lines(EventLines)
        case json
    }

    private struct State: Sendable {
        var mode: Mode
        /// Lines of the frame that stands at the bottom of the terminal now.
        var drawn = 0
    }

    private let world: World
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    init(output: OutputOptions, world: World) {
        self.world = world
        let style = output.messageStyle(in: world)
        let mode: Mode =
            if output.json {
                .json
            } else if world.terminal.messagesAreTerminal, world.environment["TERM"] != "dumb" {
                .live(LiveDisplay(style: style))
            } else {
                .lines(EventLines(style: style))
            }
        state = Mutex(State(mode: mode))
    }

    /// Whether the frame has to be redrawn as time passes.
    var isLive: Bool {
        state.withLock { state in if case .live = state.mode { true } else { false } }
    }

    func take(_ event: ApplyEvent) {
        state.withLock { state in
            switch state.mode {
            case .json: world.output(event.json.jsonLine)
            case .lines(var lines):
                if let line = lines.line(for: event) { world.messages(line + "\n") }
                state.mode = .lines(lines)
            case .live(var display):
                let line = display.take(event, at: start.duration(to: .now))
                state.mode = .live(display)
                redraw(&state, above: line)
            }
        }
    }

    /// Says something that is no event, above what is redrawn.
    func say(_ line: String) {
        state.withLock { state in
            switch state.mode {
            case .json, .lines: world.messages(line + "\n")
            case .live: redraw(&state, above: line)
            }
        }
    }

    /// Shows how long what is in flight has been running.
    func tick() { state.withLock { redraw(&$0, above: nil) } }

    /// Takes the frame away, so that the report has a clean place.
    func end() {
        state.withLock { state in
            if state.drawn > 0 { world.messages(erasure(state.drawn)) }
            state.drawn = 0
        }
    }

    private func redraw(_ state: inout State, above line: String?) {
        guard case .live(let display) = state.mode else { return }
        let frame = display.frame(at: start.duration(to: .now), height: min(12, world.terminal.height / 2))
        var text = state.drawn > 0 ? erasure(state.drawn) : ""
        if let line { text += line + "\n" }
        text += frame.map { $0 + "\n" }.joined()
        state.drawn = frame.count
        if !text.isEmpty { world.messages(text) }
    }

    /// Up `lines` lines, and clear to the end of the screen (ECMA-48 CPL and ED).
    private func erasure(_ lines: Int) -> String { "\u{1B}[\(lines)F\u{1B}[J" }
}

/// Runs `body`, which tells its events to the display that it gets, and shows them meanwhile.
func showingProgress<Result: Sendable>(
    output: OutputOptions, world: World,
    _ body: @Sendable (ProgressDisplay) async throws -> Result
) async throws -> Result {
    let display = ProgressDisplay(output: output, world: world)
    defer { display.end() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        if display.isLive {
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(200))
                    display.tick()
                }
            }
        }
        defer { group.cancelAll() }
        return try await body(display)
    }
}
