import GRDB
import TestSupport
import Testing

@testable import MartletState

/// What a commit reads does not grow with the revisions before it.
struct HistoryCostTests {
    private let scratch = Scratch()

    @Test(arguments: [JournalWriter.counting, JournalWriter.closing, JournalWriter.opening])
    func `a commit reaches the rows that it closes at once`(sql: String) throws {
        try scratch.store().lease().release(now: later)
        let steps = try DatabaseQueue(path: scratch.statePath).read { database in
            let arguments: StatementArguments = sql.contains("?") ? [1] : []
            return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                .map { $0["detail"] as String }
        }
        let history = steps.filter { step in ["resource_rev", " v "].contains { step.contains($0) } }
        #expect(history.allSatisfy { $0.contains("INDEX resource_rev_open") }, "\(steps)")
        #expect(!history.isEmpty || sql == JournalWriter.opening)
    }
}
