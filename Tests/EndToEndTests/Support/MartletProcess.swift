import Foundation
import TestSupport

/// The real binary in processes of its own, for what only a process can show: `kill -9`, signals, two at once.
struct MartletProcess: Sendable {
    /// `MARTLET_BINARY`, or what `swift build` made; nil when there is none.
    static var binary: URL? {
        let named = ProcessInfo.processInfo.environment["MARTLET_BINARY"].map { URL(fileURLWithPath: $0) }
        let built = Fixtures.packageRoot.appending(path: ".build/debug/martlet")
        return [named, built].compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    let binary: URL
    let folder: URL

    /// Starts a command; its output goes to `log` in the folder.
    ///
    /// - Parameter environment: Added to this process's own.
    func start(_ arguments: [String], log: String = "log.txt", environment: [String: String] = [:]) throws -> Process {
        let file = folder.appending(path: log)
        if !FileManager.default.fileExists(atPath: file.path) {
            _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        return process
    }

    /// Runs a command to its end; its exit status and all it printed.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (status: Int32, text: String) {
        let log = "run-\(UUID().uuidString).txt"
        let process = try start(arguments, log: log, environment: environment)
        process.waitUntilExit()
        let file = folder.appending(path: log)
        defer { try? FileManager.default.removeItem(at: file) }
        return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
    }
}
