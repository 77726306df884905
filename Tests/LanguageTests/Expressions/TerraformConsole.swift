import Foundation
import MartletLanguage
import MartletModel

/// `terraform console`, asked many expressions at once. It answers one line a process, and that in 50 ms; a tuple of
/// expressions is one line too.
struct TerraformConsole: Sendable {
    /// The place of the program; nil where there is none.
    static let program: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/terraform" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// The folder whose configuration gives names their meaning.
    let folder: URL
    let arguments: [String]

    init(in folder: URL = FileManager.default.temporaryDirectory, _ arguments: [String] = []) {
        self.folder = folder
        self.arguments = ["console"] + arguments
    }

    /// Runs `body` with a copy of a configuration that is ready to be planned.
    static func withConfiguration(_ source: URL, _ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-oracle-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source, to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try TerraformConsole(in: folder).run(["init"], input: "")
        try body(folder)
    }

    /// What Terraform prints for an expression; nil when it reports a fault.
    func answer(to expression: String) throws -> String? { try run(arguments, input: expression) }

    private func run(_ arguments: [String], input text: String) throws -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program ?? "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["TF_CLI_CONFIG_FILE"] = "/dev/null"
        environment["CHECKPOINT_DISABLE"] = "1"
        process.environment = environment
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("\(text)\n".utf8))
        try input.fileHandleForWriting.close()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
