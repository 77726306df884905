import Foundation
import MartletCommands
import MartletExecutor
import MartletLanguage
import MartletPlanner
import MartletState
import TestSupport
import Testing

/// docs/diagnostics.md lists every code with its summary, and nothing else.
struct DiagnosticCatalogueTests {
    private static let rooms: [(title: String, entries: [(code: String, summary: String)])] = [
        ("The stack language", LanguageFault.allCases.map { ($0.rawValue, $0.summary) }),
        ("Expressions", ExpressionFault.allCases.map { ($0.rawValue, $0.summary) }),
        ("The planner", PlannerFault.allCases.map { ($0.rawValue, $0.summary) }),
        ("The state", StateCode.allCases.map { ($0.rawValue, $0.summary) }),
        ("Applying", ExecutorCode.allCases.map { ($0.rawValue, $0.summary) }),
        ("The commands", CommandFault.allCases.map { ($0.rawValue, $0.summary) }),
    ]

    private static var text: String {
        var lines = [
            "# Diagnostics", "",
            "Every diagnostic has a code that stays, a summary, the place where there is one, what happened, and how to fix it.",
            "`RECORD_SNAPSHOTS=1 swift test --filter DiagnosticCatalogueTests` writes this page anew.",
        ]
        for room in rooms {
            lines += ["", "## \(room.title)", "", "| code | summary |", "|---|---|"]
            lines += room.entries.sorted { $0.code < $1.code }.map { "| \($0.code) | \($0.summary) |" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func `the page is what the code says`() throws {
        let page = Fixtures.packageRoot.appending(path: "docs/diagnostics.md")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Self.text.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == Self.text)
    }

    @Test func `no code is used twice`() {
        let codes = Self.rooms.flatMap(\.entries).map(\.code)
        #expect(Set(codes).count == codes.count)
    }
}
