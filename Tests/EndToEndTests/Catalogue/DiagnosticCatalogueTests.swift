import Foundation
import MartletCommands
import MartletExecutor
import MartletLanguage
import MartletPlanner
import MartletState
import TestSupport
import Testing

/// docs/diagnostics.md has an entry for every code, each with an example that shows that code and nothing else.
///
/// `RECORD_SNAPSHOTS=1` writes the page anew. The examples stand in `Tests/EndToEndTests/Catalogue/Examples`; a code without one
/// may stand in `Examples/missing.txt` for a while.
struct DiagnosticCatalogueTests {
    private typealias Entry = (code: String, summary: String)

    private static let rooms: [(title: String, entries: [Entry])] = [
        ("The stack language", LanguageFault.allCases.map { ($0.rawValue, $0.summary) }),
        ("Expressions", ExpressionFault.allCases.map { ($0.rawValue, $0.summary) }),
        ("The planner", PlannerFault.allCases.map { ($0.rawValue, $0.summary) }),
        ("The state", StateCode.allCases.map { ($0.rawValue, $0.summary) }),
        ("Applying", ExecutorCode.allCases.map { ($0.rawValue, $0.summary) }),
        ("The commands", CommandFault.allCases.map { ($0.rawValue, $0.summary) }),
    ]

    private static let page = Fixtures.packageRoot.appending(path: "docs/diagnostics.md")

    @Test func `the page is what the code and the examples say`() async throws {
        let text = try await Self.text()
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        let isSame = try String(contentsOf: Self.page, encoding: .utf8) == text
        #expect(isSame, "docs/diagnostics.md: RECORD_SNAPSHOTS=1 writes it anew; read the difference")
    }

    @Test func `every code has an example`() throws {
        let missing = try Self.missing()
        for code in Self.rooms.flatMap(\.entries).map(\.code) {
            let hasExample = try CatalogueExample(code) != nil
            #expect(
                hasExample != missing.contains(code),
                """
                \(code): write Tests/EndToEndTests/Catalogue/Examples/\(code).yaml (CatalogueExample.swift says how), \
                and take the code out of missing.txt
                """)
        }
        #expect(
            missing.isSubset(of: Self.rooms.flatMap(\.entries).map(\.code)), "missing.txt names codes that are gone")
    }

    private static func missing() throws -> Set<String> {
        let file = CatalogueExample.folder.appending(path: "missing.txt")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return Set(try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace).map(String.init))
    }

    // MARK: The page

    private static func text() async throws -> String {
        var lines = [
            "# Diagnostics", "",
            "Every diagnostic has a code that stays, a summary, the place where there is one, what happened, and how to fix it.",
            "Each entry has an example; a test runs them all (`RECORD_SNAPSHOTS=1 swift test --filter DiagnosticCatalogueTests`",
            "writes this page anew).", "",
            "With `--json` a command prints `{\"format\": \"martlet.diagnostics/1\", \"diagnostics\": […]}`: `severity`, `code`, `summary`,",
            "`detail`, and where there are any `hint`, `address`, `range` and `related`. A range has a `file`, a `start` and an `end`,",
            "each with `line` and `column`; both count from 1, columns count characters, and the end is the first position behind",
            "the range. Annotations for GitHub's checks are made of it by", "",
            "```sh",
            "martlet validate --json | jq -r '.diagnostics[] | select(.range) | \"::\\(.severity) file=\\(.range.file),line=\\(.range.start.line),col=\\(.range.start.column),endLine=\\(.range.end.line),endColumn=\\(.range.end.column),title=\\(.code) \\(.summary)::\\(.detail | gsub(\"%\"; \"%25\") | gsub(\"\\n\"; \"%0A\"))\"'",
            "```",
        ]
        for room in rooms {
            lines += ["", "## \(room.title)"]
            let entries = room.entries.sorted { $0.code < $1.code }
            for (entry, text) in zip(entries, try await texts(of: entries)) {
                lines += ["", "### \(entry.code): \(entry.summary)", ""] + text
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The texts of entries, a few examples at once.
    private static func texts(of entries: [Entry]) async throws -> [[String]] {
        try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
            var texts: [[String]] = Array(repeating: [], count: entries.count)
            for (index, entry) in entries.enumerated() {
                if index >= 4, let (done, text) = try await group.next() { texts[done] = text }
                group.addTask { (index, try await text(of: entry.code)) }
            }
            for try await (done, text) in group { texts[done] = text }
            return texts
        }
    }

    private static func text(of code: String) async throws -> [String] {
        guard let example = try CatalogueExample(code) else { return ["No example yet."] }
        let heading = [example.means, "", "*To fix it:* \(example.fix)", ""]
        if let never = example.never { return heading + ["There is no example: \(never)."] }
        let run = try await CatalogueRun(example)
        #expect(run.codes == [code], "\(code).yaml must show \(code) and nothing else:\n\(run.text)")
        return heading + [run.text.trimmingCharacters(in: .newlines)]
    }
}
