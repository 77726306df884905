import Foundation
import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// What Terraform 1.11.4 answers to a table of expressions. The table was recorded from `terraform console`; where Martlet
/// differs on purpose, `differences.txt` says so with what Martlet answers and why.
@Suite struct OracleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let expression: String
        let answer: String

        var testDescription: String { expression }
    }

    /// What expressions of the tables see.
    static let scope = EmptyScope(
        Surroundings(planTime: "2025-01-31T23:59:59Z", folder: "/stack", home: "/home/me"))

    /// The functions of Terraform, as `terraform metadata functions` lists them.
    static let terraformFunctions = FunctionTable.functions.keys.filter { !extraFunctions.contains($0) }.sorted()

    /// Functions that Terraform does not have.
    static let extraFunctions: Set<String> = [
        "base64gunzip", "cidrcontains", "deepmerge", "semvercmp", "semverparse", "type", "urldecode", "yamldecodeall",
    ]

    static let folder = Fixtures.packageRoot.appending(path: "Tests/LanguageTests/Expressions/Oracle")

    /// The text of a file beside the tables.
    static func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    }

    static func rows(_ name: String) -> [Row] {
        text(name).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            guard let arrow = line.range(of: " => ", options: .backwards) else { return nil }
            return Row(expression: String(line[..<arrow.lowerBound]), answer: String(line[arrow.upperBound...]))
        }
    }

    @Test func `curated expressions give what Terraform gives`() {
        let differences = Dictionary(
            Self.rows("differences.txt").map { ($0.expression, $0.answer) }, uniquingKeysWith: { first, _ in first }
        )
        let rows = Self.rows("curated.txt")
        #expect(rows.count >= 400)
        for row in rows {
            let expected = differences[row.expression] ?? row.answer
            #expect(TerraformAnswer.ours(row.expression) == expected, "\(row.expression)")
        }
        let known = Set(rows.map(\.expression))
        for expression in differences.keys { #expect(known.contains(expression), "not in curated.txt: \(expression)") }
    }
}

/// Answers in the form of the oracle: JSON as `jsonencode` writes it, or `!ERR`.
enum TerraformAnswer {
    static func ours(_ expression: String, in scope: EmptyScope = OracleTests.scope) -> String {
        let evaluated = evaluate("jsonencode(\(expression))", in: scope)
        guard !evaluated.diagnostics.hasErrors else { return "!ERR" }
        return evaluated.value.stringValue ?? "(unknown)"
    }
}
