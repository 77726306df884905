import Foundation
import Testing

/// What happens to Terraform and to Martlet on stacks of the same shape; the rows of docs/comparison.md.
enum Situation: String, CaseIterable, CustomTestStringConvertible {
    case failure = "`b` fails half-way, `c` needs it, `z` does not"
    case death = "`kill -9` while `b` is being created"
    case oldPlan = "An old plan after another apply"
    case nothing = "Nothing to do"

    var testDescription: String { rawValue }

    /// What each of the two left behind, as found.
    func facts(of program: any ComparedProgram) throws -> String {
        switch self {
        case .failure: try program.failure()
        case .death: try program.death()
        case .oldPlan: try program.oldPlan()
        case .nothing: try program.nothing()
        }
    }
}

/// A program in all four situations; what it leaves is told in clauses, each made of what was measured.
protocol ComparedProgram {
    func failure() throws -> String
    func death() throws -> String
    func oldPlan() throws -> String
    func nothing() throws -> String
}

/// A table cell's clauses.
func clauses(_ parts: String...) -> String { parts.joined(separator: "; ") }

/// Names in a clause.
func listed(_ names: [String]) -> String {
    names.isEmpty ? "nothing" : names.map { "`\($0)`" }.joined(separator: ", ")
}

/// What a plan's last line says of its changes; "no changes" when it has none.
func summary(of plan: String) -> String {
    plan.firstMatch(of: /Plan: ([^\n]*)\./).map { String($0.1) } ?? "no changes"
}
