import Foundation

/// What an example showed.
struct CatalogueRun: Sendable {
    /// The codes of all errors and warnings of its last command.
    let codes: [String]
    /// The example as the page shows it: files and commands, and what the last one said.
    let text: String

    init(_ example: CatalogueExample) async throws {
        // Lines are broken by the length of this path, whatever the machine calls its temporary folder.
        let martlet = try CommandHarness(in: URL(filePath: "/tmp"))
        var lines: [String] = []
        var transcript: [String] = []
        var last = ""
        for step in example.steps {
            switch step {
            case .write(let files):
                Self.close(&transcript, into: &lines)
                for (name, bytes) in files {
                    try Self.write(bytes, to: martlet.folder.appending(path: name))
                    lines += Self.shown(name, bytes)
                }
            case .delete(let name):
                Self.close(&transcript, into: &lines)
                try? FileManager.default.removeItem(at: martlet.folder.appending(path: name))
                lines += ["`\(name)` is deleted.", ""]
            case .run(let command):
                transcript.append("$ \(Self.shownCommand(command))")
                transcript += example.input.map { "> \($0)" }
                last = await Self.run(command, example.input, martlet)
            }
        }
        transcript += last.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        Self.close(&transcript, into: &lines)
        codes = last.matches(of: /(?m)^(?:error|warning)\[([A-Z]\d+)\]/).map { String($0.1) }
        text = lines.joined(separator: "\n")
    }

    private static func close(_ transcript: inout [String], into lines: inout [String]) {
        guard !transcript.isEmpty else { return }
        while transcript.last == "" { transcript.removeLast() }
        lines += ["```text"] + transcript.map(clipped) + ["```", ""]
        transcript = []
    }

    private static func write(_ bytes: [UInt8], to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    private static func shown(_ name: String, _ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let content = text.last == "" ? text.dropLast() : text[...]
        return ["`\(name)`", "", "```yaml"] + content.map { clipped(String($0)) } + ["```", ""]
    }

    private static func clipped(_ line: String) -> String {
        line.count <= 150 ? line : line.prefix(140) + "…"
    }

    private static func shownCommand(_ command: String) -> String {
        let words = command.split(separator: " ")
        let environment = words.prefix { $0.contains("=") && !$0.hasPrefix("-") }
        return (environment + ["martlet"] + words.dropFirst(environment.count)).joined(separator: " ")
    }

    /// Runs one command; what it said about what is wrong, without what differs from run to run.
    private static func run(_ command: String, _ input: [String], _ martlet: CommandHarness) async -> String {
        var words = Self.words(command)
        var environment: [String: String] = [:]
        while let word = words.first, !word.hasPrefix("-"), let sign = word.firstIndex(of: "=") {
            environment[String(word[..<sign])] = String(word[word.index(after: sign)...])
            words.removeFirst()
        }
        return await martlet.run(words, input: input, environment: environment).messages
            .replacingOccurrences(of: martlet.folder.path, with: "FOLDER")
            .replacing(/(?!00000000)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
    }

    /// The words of a command line; single quotes keep blanks.
    private static func words(_ command: String) -> [String] {
        var words: [String] = []
        for (index, piece) in command.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                words.append(String(piece))
            } else {
                words += piece.split(separator: " ").map(String.init)
            }
        }
        return words
    }
}
