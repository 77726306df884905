import Foundation
import MartletCommands
import MartletHTTP
import Synchronization
import TestSupport

/// Runs commands in process, each in a ``World`` of its own, on one folder that is removed at the end.
///
/// ```swift
/// let harness = try CommandHarness(stack: "stacks/aks-platform")
/// let run = await harness("plan", "--sandbox", "--scenario", "small")
/// #expect(run.status == 0)
/// ```
final class CommandHarness: Sendable {
    /// What one command did.
    struct Run: Sendable {
        let status: Int32
        /// Standard output.
        let output: String
        /// Standard error.
        let messages: String

        /// The messages on one line: where lines are broken depends on the length of temporary paths.
        var sentences: String { messages.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        /// Both, for failure messages.
        var text: String { "exit \(status)\n\(output)\(messages)" }
    }

    let folder: URL

    /// A folder with a copy of a stack of this package, or with `files` by name.
    init(
        stack: String? = nil, files: [String: String] = [:], in parent: URL = FileManager.default.temporaryDirectory
    ) throws {
        folder = parent.appending(path: "martlet-\(UUID().uuidString)")
        if let stack {
            try FileManager.default.copyItem(at: Fixtures.packageRoot.appending(path: stack), to: folder)
        } else {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        for (name, text) in files { try write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to name: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Runs `martlet` with `arguments`, its input and environment given.
    func callAsFunction(
        _ arguments: String..., input: [String] = [], environment: [String: String] = [:]
    ) async -> Run {
        await run(arguments, input: input, environment: environment)
    }

    func run(
        _ arguments: [String], input: [String] = [], environment: [String: String] = [:],
        network: any TransportSource = NetworkTransportSource()
    ) async -> Run {
        let output = Mutex("")
        let messages = Mutex("")
        let lines = Mutex(input[...])
        let world = World(
            environment: environment, folder: folder.path,
            output: { text in output.withLock { $0 += text } },
            messages: { text in messages.withLock { $0 += text } },
            readLine: { lines.withLock { $0.popFirst() } },
            readInput: { lines.withLock { lines in Array(lines.map { $0 + "\n" }.joined().utf8) } },
            now: { Date().timeIntervalSince1970 }, network: network
        )
        let status = await runMartlet(arguments, in: world)
        return Run(status: status, output: output.withLock { $0 }, messages: messages.withLock { $0 })
    }

    /// Every file below `.martlet` with its bytes, by path.
    func localFiles() throws -> [String: Data] {
        let root = folder.appending(path: ".martlet")
        guard let names = FileManager.default.enumerator(atPath: root.path) else { return [:] }
        var files: [String: Data] = [:]
        for case let name as String in names {
            if let data = FileManager.default.contents(atPath: root.appending(path: name).path) { files[name] = data }
        }
        return files
    }
}
