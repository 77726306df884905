import MartletLanguage
import MartletModel
import Testing

@Suite struct ScopeTests {
    @Test func `references are listed with the steps that are known`() throws {
        let text = "${[for s in resource.a[each.key].id: s + var.x]} ${resource.b[\"k\"].c[*].d} ${local.y[0]}"
        let origin = TextOrigin(SourceFile(name: "t", text: text))
        let expression = try ExpressionParser.parseTemplate(text, origin: origin).get()
        #expect(
            expression.references.map(\.description) == [
                "resource.a", "each.key", "var.x", "resource.b[\"k\"].c", "local.y[0]",
            ])
        #expect(expression.references.map(\.isOpen) == [true, false, false, false, false])
    }

    @Test func `the scope is asked for an instance, not for all of them`() {
        let scope = NotedScope([.resource: ["a": ["x": ["id": 7]]], .each: ["key": "x"]], depth: 2)
        #expect(outcome(evaluate("resource.a[each.key].id", in: scope)) == "7")
        #expect(outcome(evaluate("resource.a.y", in: scope)) == "!L122")
        #expect(outcome(evaluate("data.a", in: scope)) == "!T001")
    }

    static let unknownCases: [(String, Value)] = [
        ("var.u + 1", .unknown(Unknown(.number, .init(isNotNull: true)))),
        ("var.u == 1", .unknown(Unknown(.bool, .init(isNotNull: true)))),
        ("false && var.u", false), ("var.u && false", false), ("true || var.u", true), ("var.u || true", true),
        ("\"ab-${var.s}\"", .unknown(Unknown(.string, .init(isNotNull: true, prefix: "ab-")))),
        ("var.u[0].b", .unknown(Unknown())),
        ("var.u ? 1 : 2", .unknown(Unknown(.number, .init(isNotNull: true, lowest: 1, highest: 2)))),
        ("(var.u ? 1 : 2) + 1 < 4", true), ("(var.u ? 1 : 2) == 3", false), ("-(var.u ? 1 : 2) >= -2", true),
        ("(var.u ? 1 : 2) * 10 > 9", true), ("length(var.l) >= 0", true), ("length(var.l) + 1 > 0", true),
        ("length(cidrsubnets(var.s, 1, 2))", 2), ("length(var.u ? tolist([1]) : tolist([2, 3])) <= 2", true),
        ("startswith(\"ab-${var.s}\", \"ab\")", true), ("startswith(\"ab-${var.s}\", \"x\")", false),
        ("strcontains(\"ab-${var.s}\", \"b-\")", true), ("\"ab-${var.s}\" == \"x\"", false),
        ("\"ab-${var.s}\" == \"x-${var.s}\"", false), ("format(\"a/%s\", var.s) == \"b\"", false),
        ("var.u ? \"a\" : \"a\"", "a"), ("jsonencode([var.s]) == \"{}\"", false), ("max(var.n, 3) > 2", true),
        ("var.u && [1]", .unknown(Unknown(.bool, .init(isNotNull: true)))),
        ("var.u || null.x", .unknown(Unknown(.bool, .init(isNotNull: true)))),
        ("[for x in var.l: x] == null", false), ("keys(var.o)", ["a"]),
        ("[var.u][0]", .unknown(Unknown())),
        ("[1, 2][var.u]", .unknown(Unknown())),
        ("[for x in var.u: x]", .unknown(Unknown(.any, .init(isNotNull: true)))),
        ("\"${var.s}x\" == null", false),
        ("var.u ? null : null", .null), ("try(var.u.a, 1)", .unknown(Unknown())),
        ("can(var.u.a)", .unknown(Unknown(.bool, .init(isNotNull: true)))),
    ]

    @Test(arguments: unknownCases) func `unknown values go through everything`(text: String, expected: Value) {
        let scope = NotedScope([
            .variable: [
                "u": .unknown(Unknown()), "s": .unknown(Unknown(.string)), "n": .unknown(Unknown(.number)),
                "l": .unknown(Unknown(.list(.string))), "o": .unknown(Unknown(.object([.init("a", .number)]))),
            ]
        ])
        let evaluated = evaluate(text, in: scope)
        #expect(evaluated.value == expected && evaluated.diagnostics.isEmpty)
    }

    @Test(arguments: [
        "var.p", "\"x${var.p}\"", "var.p == \"a\"", "!(var.p == \"a\")", "[1, 2][var.n]", "var.n + 1",
        "var.n > 0 ? 1 : 2", "{(var.p) = 1}",
        "[for x in [1]: x if var.n > 0]", "abs(var.n)", "var.o.a", "var.o[*].a", "[for x in var.o: x]",
        "\"%{if var.n > 1}a%{endif}\"",
        "-var.n", "true && var.n > 1", "try(var.p, 1)", "var.n == 5 || true",
    ])
    func `secret marks go through everything`(text: String) {
        let scope = NotedScope([.variable: ["p": .secret("pw"), "n": .secret(1), "o": .secret(["a": 1])]])
        let evaluated = evaluate(text, in: scope)
        #expect(evaluated.value.unmarked.marks == .secret, "\(evaluated)")
    }

    @Test func `what a function says of a secret is not told`() {
        let scope = NotedScope([.variable: ["p": .secret("pw")]])
        let fault = evaluate("parseint(var.p, 10)", in: scope).diagnostics.all.first
        #expect(fault?.detail.contains("pw") == false)
    }
}
