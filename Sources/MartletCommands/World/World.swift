import Foundation
package import MartletHTTP

/// Everything that a command takes from outside: so that tests run commands in process, and nothing is looked up.
package struct World: Sendable {
    package var environment: [String: String]
    /// The working folder, absolute.
    package var folder: String
    /// Where data goes.
    package var output: @Sendable (String) -> Void
    /// Where everything else goes: progress, diagnostics, questions.
    package var messages: @Sendable (String) -> Void
    /// The next line of standard input without its line break; nil at the end.
    package var readLine: @Sendable () -> String?
    /// All of standard input from here on.
    package var readInput: @Sendable () -> [UInt8]
    /// The keys of the terminal, where one can be talked with: both its keys and its screen are there.
    package var keyboard: (any Keyboard)?
    package var terminal: Terminal
    /// What time it is, as seconds since 1970.
    package var now: @Sendable () -> Double
    /// SIGINT and SIGTERM, one element each, from when the stream is asked for.
    package var signals: @Sendable () -> AsyncStream<Void>
    /// Ends the process at once, as a third signal asks for.
    package var abort: @Sendable () -> Void
    /// What leads to other machines.
    package var network: any TransportSource
    let leftovers = Leftovers()

    /// What is known of the terminal.
    package struct Terminal: Sendable, Hashable {
        package var inputIsTerminal: Bool
        package var outputIsTerminal: Bool
        package var messagesAreTerminal: Bool
        package var width: Int
        package var height: Int

        package init(
            inputIsTerminal: Bool = false, outputIsTerminal: Bool = false, messagesAreTerminal: Bool = false,
            width: Int = 80, height: Int = 24
        ) {
            self.inputIsTerminal = inputIsTerminal
            self.outputIsTerminal = outputIsTerminal
            self.messagesAreTerminal = messagesAreTerminal
            self.width = width
            self.height = height
        }
    }

    package init(
        environment: [String: String] = [:], folder: String, output: @escaping @Sendable (String) -> Void,
        messages: @escaping @Sendable (String) -> Void, readLine: @escaping @Sendable () -> String? = { nil },
        readInput: @escaping @Sendable () -> [UInt8] = { [] },
        keyboard: (any Keyboard)? = nil, terminal: Terminal = Terminal(), now: @escaping @Sendable () -> Double,
        signals: @escaping @Sendable () -> AsyncStream<Void> = { AsyncStream { $0.finish() } },
        abort: @escaping @Sendable () -> Void = {}, network: any TransportSource = NetworkTransportSource()
    ) {
        self.environment = environment
        self.folder = folder
        self.output = output
        self.messages = messages
        self.readLine = readLine
        self.readInput = readInput
        self.keyboard = keyboard
        self.terminal = terminal
        self.now = now
        self.signals = signals
        self.abort = abort
        self.network = network
    }

    /// `path` as seen from the working folder.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : path == "." ? folder : "\(folder)/\(path)"
    }

    /// Whether `path` is a folder.
    func hasFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: absolute(path), isDirectory: &isFolder) && isFolder.boolValue
    }
}
