import Testing

/// `moved`, `removed` and `imports` against a state: what the commands make of them.
struct MoveTests {
    private static func stack(_ entries: String) -> String { "martlet: 1\nname: moves\n\(entries)\n" }

    private static let module = """
        martlet: 1
        resources: {note: {type: core.data, body: {input: n}}}

        """

    /// Applies `before`, then shows what `after` would do.
    private func plan(_ before: String, _ after: String) async throws -> CommandHarness.Run {
        let martlet = try CommandHarness(files: [
            "stack.yaml": Self.stack(before), "m/module.yaml": Self.module,
        ])
        let applied = await martlet("apply", "--auto-approve")
        #expect(applied.status == 0, "\(applied.text)")
        try martlet.write(Self.stack(after), to: "stack.yaml")
        let plan = await martlet("plan", "--full")
        let moved = await martlet("apply", "--auto-approve")
        #expect(moved.status == plan.status, "\(moved.text)")
        if plan.status == 0 {
            let again = await martlet("plan", "--detailed-exitcode")
            #expect(again.status == 0, "\(again.text)")
        }
        return plan
    }

    private static let one = "resources: {a: {type: core.data, body: {input: n}}}"

    static let moves: [(before: String, after: String, moved: [String])] = [
        (
            one, "resources: {c: {type: core.data, body: {input: n}}}\nmoved: [{from: b, to: c}, {from: a, to: b}]",
            ["a"]
        ),
        (
            one,
            "resources: {a: {type: core.data, for_each: [k], body: {input: n}}}\nmoved: [{from: a, to: 'a[\"k\"]'}]",
            ["a"]
        ),
        (
            "resources: {a: {type: core.data, for_each: [k], body: {input: n}}}",
            one + "\nmoved: [{from: 'a[\"k\"]', to: a}]", [#"a["k"]"#]
        ),
        (one, "modules: {m: {source: m}}\nmoved: [{from: a, to: module.m.note}]", ["a"]),
        ("modules: {m: {source: m}}", one + "\nmoved: [{from: module.m.note, to: a}]", ["module.m.note"]),
        (
            "modules: {m: {source: m, for_each: [x, y]}}",
            "modules: {n: {source: m, for_each: [x, y]}}\nmoved: [{from: module.m, to: module.n}]",
            [#"module.m["x"].note"#, #"module.m["y"].note"#]
        ),
        (
            "modules: {m: {source: m}}",
            "modules: {m: {source: m, for_each: [x]}}\nmoved: [{from: module.m, to: 'module.m[\"x\"]'}]",
            ["module.m.note"]
        ),
    ]

    @Test("what moves keeps its object", arguments: moves)
    func keeps(row: (before: String, after: String, moved: [String])) async throws {
        let plan = try await plan(row.before, row.after)
        #expect(plan.status == 0, "\(plan.text)")
        for address in row.moved { #expect(plan.output.contains("from \(address)"), "\(plan.text)") }
        #expect(!plan.output.contains("1 to add") && !plan.output.contains("delete"), "\(plan.text)")
    }

    @Test func `what is removed without destroy is forgotten, a module with all in it`() async throws {
        let forgotten = try await plan(one, "removed: [{from: a, destroy: false}]")
        #expect(forgotten.status == 0 && forgotten.output.contains("forget"), "\(forgotten.text)")
        let module = try await plan("modules: {m: {source: m}}", "removed: [{from: module.m, destroy: false}]")
        #expect(module.status == 0 && module.output.contains("forget"), "\(module.text)")
    }

    private var one: String { Self.one }

    @Test func `a move from what is still there is refused`() async throws {
        let plan = try await plan(one, one + "\nmoved: [{from: a, to: b}]")
        #expect(plan.status == 1 && plan.messages.contains("L066"), "\(plan.text)")
    }
}
