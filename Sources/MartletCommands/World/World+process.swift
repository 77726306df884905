@preconcurrency import Dispatch
import Foundation

extension World {
    /// The world of this process.
    package static func process() -> World {
        let terminal = Self.terminal()
        let hasKeyboard = terminal.inputIsTerminal && terminal.messagesAreTerminal
        return World(
            environment: ProcessInfo.processInfo.environment,
            folder: FileManager.default.currentDirectoryPath,
            output: { write($0, to: STDOUT_FILENO) },
            messages: { write($0, to: STDERR_FILENO) },
            readLine: { Swift.readLine(strippingNewline: true) },
            readInput: { [UInt8](FileHandle.standardInput.readDataToEndOfFile()) },
            keyboard: hasKeyboard ? TerminalKeyboard() : nil, terminal: terminal,
            now: { Date().timeIntervalSince1970 },
            signals: interrupts,
            abort: { _exit(7) }
        )
    }

    private static func terminal() -> Terminal {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Terminal(
            inputIsTerminal: isatty(STDIN_FILENO) == 1, outputIsTerminal: isatty(STDOUT_FILENO) == 1,
            messagesAreTerminal: isatty(STDERR_FILENO) == 1, width: isKnown ? Int(size.ws_col) : 80,
            height: isKnown ? Int(size.ws_row) : 24
        )
    }

    /// Writes all of `text`; a reader that has gone away ends the process quietly, as other command-line programs do.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EPIPE, descriptor == STDOUT_FILENO {
                _exit(141)
            } else if errno != EINTR, errno != EAGAIN {
                return
            }
        }
    }

    private static func interrupts() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        continuation.onTermination = { _ in sources.forEach { $0.cancel() } }
        return stream
    }
}
