import ArgumentParser
import Logging
import MartletRendering

/// How a command shows what it has to say.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document (or one object a line) instead of text.")
    var json = false

    @Flag(name: .customLong("no-color"), help: "No colours, whatever the terminal can do.")
    var noColor = false

    @Option(
        name: .customLong("log-level"),
        help: ArgumentHelp("Log to standard error: trace, debug, info, notice, warning, error.", valueName: "level")
    )
    var logLevel = LogLevel.error

    /// The style of what goes to standard output.
    func outputStyle(in world: World) -> TextStyle { style(world, isTerminal: world.terminal.outputIsTerminal) }

    /// The style of what goes to standard error.
    func messageStyle(in world: World) -> TextStyle { style(world, isTerminal: world.terminal.messagesAreTerminal) }

    /// Colour only on a terminal, and never against `NO_COLOR` (https://no-color.org) or `TERM=dumb`.
    private func style(_ world: World, isTerminal: Bool) -> TextStyle {
        let refused = noColor || !(world.environment["NO_COLOR"] ?? "").isEmpty || world.environment["TERM"] == "dumb"
        return TextStyle(usesColor: isTerminal && !refused, width: isTerminal ? world.terminal.width : 100)
    }
}

/// How much is logged: swift-log's levels by their names.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace
    case debug
    case info
    case notice
    case warning
    case error

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .error }
}
