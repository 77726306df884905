import Foundation
import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// What is said of a value before it is known must be true of every value that it may become.
///
/// `MARTLET_FORESIGHT_COUNT` and `MARTLET_FORESIGHT_SEED` change how many expressions are tried and which.
@Suite struct ForesightTests {
    /// What the names of ``UnknownScope`` may become.
    static let outcomes: [String: [Value]] = [
        "any": ["text", 3, true, .null, ["a", 1], ["k": "v"], .list(.init(["a"], of: .string))],
        "string": ["", "a", "hello", "10", "ab-1", .null(.string), "\u{301}x"],
        "number": [0, 1, 2, -3, 100, .number(Number(decimal: "2.5") ?? 0), .null(.number)],
        "bool": [true, false, .null(.bool)],
        "list": [
            .list(.init([], of: .string)), .list(.init(["a"], of: .string)),
            .list(.init(["b", "a", "b"], of: .string)),
            .null(.list(.string)),
        ],
        "numbers": [.list(.init([], of: .number)), .list(.init([2, 1], of: .number))],
        "set": [.set(.init([], of: .string)), .set(.init(["a", "b"], of: .string))],
        "map": [.map(.init([:], of: .string)), .map(.init(["a": "x", "b": "y"], of: .string))],
        "object": [["a": "x", "b": 1], ["a": .null(.string), "b": .null(.number)]],
        "tuple": [["x", 1], [.null(.string), 0]],
        "id": ["", "abc", "10"], "prefixed": ["ab-", "ab-x"],
        "unknownsecret": [.secret("pw"), .secret("")],
        "half": [["a", "x", "b"], ["a", "a", "b"]], "halfobject": [["a": 1, "b": "x"], ["a": -1, "b": "x"]],
    ]

    @Test func `foresight comes true`() {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["MARTLET_FORESIGHT_COUNT"].flatMap(Int.init) ?? 3000
        let seed = environment["MARTLET_FORESIGHT_SEED"].flatMap(UInt64.init) ?? 1
        var random = RandomExpression(
            OracleRandomTests.unknownGrammar, functions: OracleRandomTests.functions, seed: seed)
        var generator = SeededGenerator(seed: seed)
        var found: [String] = []
        for _ in 0..<count {
            if let broken = Self.brokenPromise(of: random.next(), 4, &generator) { found.append(broken) }
        }
        if let report = environment["MARTLET_FORESIGHT_REPORT"] {
            try? found.joined(separator: "\n").write(toFile: report, atomically: true, encoding: .utf8)
        }
        #expect(found.isEmpty, "seed \(seed)\n\(found.prefix(10).joined(separator: "\n"))")
    }

    // Each promised something once that did not come true.
    @Test(arguments: [
        "flatten([[], [toset([local.prefixed, local.id])]])",
        "tomap({a = local.any, b = {a = 1, b = \"x\"}})", "tolist([local.any, toset([1, 2])])",
        "tolist([local.numbers, distinct([for x in local.tuple : x if local.bool])])",
        "zipmap([\"a\", \"b\"], tolist([[0, 2], chunklist(local.any, 2)[0]]))",
        "issensitive(coalesce(local.unknownsecret, local.prefixed))",
        "try(merge({a = 5}, {c = index([], local.list)}), [])", "try(local.list[3], local.secret)",
        "can(setsubtract(toset([]), local.bool ? local.set : local.set))",
        "sort(tolist([lookup(local.map, \"k\", local.unknownsecret), \"z\"]))", "coalesce(local.string, local.secret)",
        "coalesce({\"1\" = 1}, try(local.halfobject, 1))", "formatlist(\"%v\", toset(local.half))",
        "{for s in local.list : s => [1, local.secretnumber]...} == null",
        "toset([{for k, v in {a = local.secret} : k => v if local.bool}])",
        "concat(tolist(local.any), tolist([true]))",
        "setunion([5], setsubtract(fileset(\"/nowhere\", \"*\"), local.any))", "distinct(local.tuple)[*][*]",
    ])
    func `no promise is made too early`(_ expression: String) {
        var generator = SeededGenerator(seed: 1)
        let broken = Self.brokenPromise(of: expression, 100, &generator)
        #expect(broken == nil, "\(broken ?? "")")
    }

    /// What an expression promised and did not keep in one of `tries` outcomes; nil when it kept all.
    private static func brokenPromise(
        of expression: String, _ tries: Int, _ generator: inout SeededGenerator
    ) -> String? {
        let foreseen = evaluate(expression, in: UnknownScope.scope)
        for _ in 0..<tries {
            let actual = evaluate(expression, in: FixedScope(names: [.local: .object(outcome(&generator))]))
            guard !actual.diagnostics.hasErrors else { continue }
            let fault =
                foreseen.diagnostics.sorted.first.map { "a fault: \($0.detail)" }
                ?? Admission.fault(foreseen.value, actual.value)
            guard let fault, !isMeasuredByBranch(foreseen) else { continue }
            // The type of a branch that is not known, or at fault and not taken, may yet change that of the other, as in
            // Terraform.
            if expression.contains("?"), Admission.fault(foreseen.value.loosened, actual.value.loosened) == nil {
                continue
            }
            return "\(expression)\n  \(fault)\n  foreseen \(foreseen.value)\n  came \(actual.value)"
        }
        return nil
    }

    @Test func `lists that cannot be of one length promise nothing`() {
        let expression = "matchkeys(tolist([]), tolist([local.bool, local.bool]), [true, local.bool])"
        #expect(!evaluate(expression, in: UnknownScope.scope).value.isWhollyKnown)
    }

    /// A branch that is not taken, and at fault, has no type that the other could be measured by.
    private static func isMeasuredByBranch(_ foreseen: Evaluated) -> Bool {
        foreseen.diagnostics.sorted.contains { $0.code == ExpressionFault.inconsistentBranches.code }
    }

    private static func outcome(_ generator: inout SeededGenerator) -> Fields {
        var fields = UnknownScope.values
        for (name, values) in outcomes.sorted(by: { $0.key < $1.key }) {
            fields[name] = values.randomElement(using: &generator)
        }
        return fields
    }
}
