import Foundation
import MartletLanguage
import TestSupport
import Testing

/// Random expressions, answered by Martlet and by `terraform console` where there is one.
///
/// `MARTLET_ORACLE_COUNT` and `MARTLET_ORACLE_SEED` change how many and which; `MARTLET_ORACLE_REPORT` names a file for
/// the disagreements.
@Suite struct OracleRandomTests {
    static let grammar = ExpressionGrammar(OracleTests.text("grammar.txt"))
    /// With names for what is not known or secret, often; without what the two consoles write differently.
    static let unknownGrammar = ExpressionGrammar(
        OracleTests.text("grammar.txt") + String(repeating: OracleTests.text("unknown.txt"), count: 4)
    ) { line in
        !["\\n", "👨", "$${", "%%", "yamlencode", "<yaml>", "<csv>", "<base64>", "u0301"].contains { line.contains($0) }
    }
    /// Functions with one answer to a question.
    static let functions = OracleTests.terraformFunctions.filter {
        !["bcrypt", "timestamp", "plantimestamp", "uuid", "base64gzip", "file", "yamlencode"].contains($0)
    }

    private let environment = ProcessInfo.processInfo.environment
    private var seed: UInt64 { environment["MARTLET_ORACLE_SEED"].flatMap(UInt64.init) ?? 1 }

    @Test(.enabled(if: TerraformConsole.program != nil, "terraform is not installed"))
    func `random expressions give what Terraform gives`() throws {
        let comparison = ConsoleComparison(terraform: TerraformConsole(), scope: OracleTests.scope)
        try compare(Self.grammar, comparison, count: 3_000)
    }

    @Test(.enabled(if: TerraformConsole.program != nil, "terraform is not installed"))
    func `what is not known yet is as certain as Terraform says, or more`() throws {
        try TerraformConsole.withConfiguration(OracleTests.folder.appending(path: "unknown")) { folder in
            let terraform = TerraformConsole(in: folder, ["-plan"])
            let comparison = ConsoleComparison(terraform: terraform, scope: UnknownScope.scope, mayKnowMore: true)
            try compare(Self.unknownGrammar, comparison, count: 1_500)
        }
    }

    private func compare(_ grammar: ExpressionGrammar, _ comparison: ConsoleComparison, count: Int) throws {
        let count = environment["MARTLET_ORACLE_COUNT"].flatMap(Int.init) ?? count
        var random = RandomExpression(grammar, functions: Self.functions, seed: seed)
        var comparison = comparison
        var found: [String] = []
        for start in stride(from: 0, to: count, by: 100) {
            let expressions = (start..<min(count, start + 100)).map { _ in random.next() }
            found += try comparison.disagreements(expressions).map(\.description)
        }
        if let report = environment["MARTLET_ORACLE_REPORT"] {
            let name = comparison.mayKnowMore ? "\(report).unknown" : report
            try found.joined(separator: "\n").write(toFile: name, atomically: true, encoding: .utf8)
        }
        let excused = comparison.excused.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        print(
            "oracle: seed \(seed), \(count) expressions, \(comparison.values) with a value;",
            "different on purpose: \(excused.joined(separator: "; "))")
        #expect(comparison.values * 10 >= count * 7, "most expressions must be valid")
        #expect(found.isEmpty, "seed \(seed)\n\(found.prefix(20).joined(separator: "\n"))")
    }

    @Test func `the grammar knows every function`() {
        let lines = Self.grammar.all.map(\.production.text)
        let missing = Self.functions.filter { name in !lines.contains { $0.contains("\(name)(") } }
        #expect(missing == [])
        #expect(OracleTests.terraformFunctions.count == 118)
    }
}
