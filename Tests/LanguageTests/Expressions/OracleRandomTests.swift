import Foundation
import Testing

/// Random expressions, answered by Martlet and by `terraform console` where there is one.
///
/// `MARTLET_ORACLE_COUNT` and `MARTLET_ORACLE_SEED` change how many and which.
@Suite struct OracleRandomTests {
    @Test(.enabled(if: TerraformConsole.program != nil, "terraform is not installed"))
    func `random expressions give what Terraform gives`() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["MARTLET_ORACLE_COUNT"].flatMap(Int.init) ?? 300
        let seed = environment["MARTLET_ORACLE_SEED"].flatMap(UInt64.init) ?? 1
        var random = RandomExpression(seed: seed)
        let expressions = (0..<count).map { _ in random.next() }
        var compared = 0
        for start in stride(from: 0, to: count, by: 100) {
            compared += try compare(Array(expressions[start..<min(count, start + 100)]), seed: seed)
        }
        #expect(compared > count * 9 / 10)
    }

    /// How many could be compared; halves what Terraform cannot answer as a whole.
    private func compare(_ expressions: [String], seed: UInt64) throws -> Int {
        guard let answers = try TerraformConsole.answers(to: expressions), answers.count == expressions.count else {
            guard expressions.count > 1 else { return 0 }
            let middle = expressions.count / 2
            return try compare(Array(expressions[..<middle]), seed: seed)
                + compare(Array(expressions[middle...]), seed: seed)
        }
        for (expression, answer) in zip(expressions, answers) {
            #expect(TerraformAnswer.ours(expression) == answer, "seed \(seed): \(expression)")
        }
        return expressions.count
    }
}
