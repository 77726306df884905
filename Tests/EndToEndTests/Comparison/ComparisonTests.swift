import Foundation
import TestSupport
import Testing

/// What Terraform and Martlet leave behind in the same situations is what docs/comparison.md says (`make compare`).
@Suite(.enabled(if: MartletProcess.binary != nil, "the binary is not built"))
struct ComparisonTests {
    private static let page = Fixtures.packageRoot.appending(path: "docs/comparison.md")

    @Test(arguments: Situation.allCases) func `what Martlet leaves behind is on the page`(_ situation: Situation) throws
    {
        try expect(try situation.facts(of: MartletSide()), in: 3, of: situation)
    }

    @Test(
        .enabled(if: TerraformSide.binary != nil, "Terraform is not installed"),
        .enabled(if: TerraformSide.version == "1.11.4", "the page is about Terraform 1.11.4"),
        arguments: Situation.allCases
    ) func `what Terraform leaves behind is on the page`(_ situation: Situation) throws {
        try expect(try situation.facts(of: TerraformSide()), in: 2, of: situation)
    }

    private func expect(_ facts: String, in column: Int, of situation: Situation) throws {
        print("| \(situation.rawValue) | \(column == 3 ? "Martlet" : "Terraform") | \(facts) |")
        let lines = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
        let row = try #require(lines.first { $0.hasPrefix("| \(situation.rawValue) |") }, "the page has no such row")
        let cells = row.split(separator: "|", omittingEmptySubsequences: false)
        #expect(cells[column].drop { $0 == " " }.hasPrefix(facts) && cells[column].count == facts.count + 2)
    }
}
