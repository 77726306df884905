import Foundation
import MartletLanguage
import MartletModel

/// `terraform console`, asked many expressions at once: it takes a second to start and stops at the first fault.
enum TerraformConsole {
    /// The place of the program; nil where there is none.
    static let program: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/terraform" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// The answers as JSON or `!ERR`; nil where a fault in one expression is not caught by `try`, or all are not known.
    static func answers(to expressions: [String]) throws -> [String]? {
        guard let program else { return nil }
        let parts = expressions.map { "try(jsonencode(\($0)), \"!ERR\")" }.joined(separator: ", ")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["console"]
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("jsonencode([\(parts)])\n".utf8))
        try input.fileHandleForWriting.close()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n")
        guard let line = lines.last(where: { $0.hasPrefix("\"[") }) else { return nil }
        // The console shows the string as the language writes it.
        guard let text = evaluate(String(line)).value.stringValue, let value = try? Value(json: text) else {
            return nil
        }
        return value.elements?.compactMap(\.stringValue)
    }
}
