import Foundation
import MartletLanguage
import MartletModel
import Testing

/// What carries no mark tells nothing of a secret: with other secrets it is the same.
///
/// `MARTLET_FORESIGHT_COUNT` and `MARTLET_FORESIGHT_SEED` change how many expressions are tried and which.
@Suite struct SecretIndependenceTests {
    /// Other secrets for the names of ``UnknownScope``.
    private static let others: Fields = {
        var fields = UnknownScope.values
        fields["secret"] = .secret("another")
        fields["secretnumber"] = .secret(-2)
        fields["secretlist"] = .secret(["c"])
        fields["partsecret"] = [.secret("b"), "b"]
        fields["secretobject"] = ["a": .secret(0), "b": "x"]
        return fields
    }()

    /// They take marks off, look at them, or tell whether something failed.
    private static let exceptions = ["sensitive(", "can(", "try("]

    @Test func `what carries no mark does not depend on a secret`() {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["MARTLET_FORESIGHT_COUNT"].flatMap(Int.init) ?? 3000
        let seed = environment["MARTLET_FORESIGHT_SEED"].flatMap(UInt64.init) ?? 1
        var random = RandomExpression(
            OracleRandomTests.unknownGrammar, functions: OracleRandomTests.functions, seed: seed)
        let scope = FixedScope(names: [.local: .object(Self.others)])
        var found: [String] = []
        for _ in 0..<count {
            let expression = random.next()
            guard !Self.exceptions.contains(where: { expression.contains($0) }) else { continue }
            let (one, other) = (evaluate(expression, in: UnknownScope.scope), evaluate(expression, in: scope))
            guard !one.diagnostics.hasErrors, !other.diagnostics.hasErrors else { continue }
            if Self.tells(one.value, other.value) {
                found.append("\(expression)\n  \(one.value)\n  \(other.value)")
            }
        }
        #expect(found.isEmpty, "seed \(seed)\n\(found.prefix(10).joined(separator: "\n"))")
    }

    /// Whether parts without marks differ.
    private static func tells(_ one: Value, _ other: Value) -> Bool {
        guard one.unmarked.marks.isEmpty, other.unmarked.marks.isEmpty else { return false }
        if let first = one.fields, let second = other.fields {
            return first.keys != second.keys || zip(first, second).contains { tells($0.value, $1.value) }
        }
        if let first = one.elements, let second = other.elements {
            return first.count != second.count || zip(first, second).contains { tells($0, $1) }
        }
        // Nulls are equal whatever they might have been.
        return one != other && !(one.isNull && other.isNull)
    }
}
