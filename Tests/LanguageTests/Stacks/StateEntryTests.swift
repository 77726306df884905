import MartletLanguage
import MartletModel
import Testing

/// `moved`, `removed` and `imports`: what they mean, and which of them contradict the rest of the stack.
@Suite struct StateEntryTests {
    private func moves(_ entries: String, _ files: [String: String] = [:]) throws -> [String] {
        let run = try MemoryStack.of(entries, files).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        return run.evaluation.moves.map { "\($0.from) -> \($0.to)" }
    }

    @Test func `moves come in the order in which they follow from one another`() throws {
        #expect(
            try moves("moved: [{from: c, to: d}, {from: b, to: c}, {from: a, to: b}]\n") == [
                "a -> b", "b -> c", "c -> d",
            ])
        #expect(
            try moves("moved: [{from: module.x, to: module.y}, {from: a, to: module.x.a}]\n") == [
                "a -> module.x.a", "module.x -> module.y",
            ])
    }

    @Test func `a module's moves are those of each of its instances`() throws {
        #expect(
            try moves(
                "modules: {m: {source: m, for_each: [x, y]}}\n",
                ["m/module.yaml": "martlet: 1\nmoved: [{from: a, to: module.n.b}]\n"]) == [
                    #"module.m["x"].a -> module.m["x"].module.n.b"#, #"module.m["y"].a -> module.m["y"].module.n.b"#,
                ])
    }

    static let destinations: [(from: String, to: String, address: String, expected: String?)] = [
        ("a", "b", "a", "b"),
        ("a", "b", #"a["k"]"#, #"b["k"]"#),
        ("a", #"a["k"]"#, "a", #"a["k"]"#),
        ("a", #"a["k"]"#, #"a["j"]"#, nil),
        (#"a["k"]"#, "a", #"a["k"]"#, "a"),
        (#"a["k"]"#, "a", #"a["j"]"#, nil),
        (#"a["k"]"#, #"b["j"]"#, #"a["k"]"#, #"b["j"]"#),
        ("a[0]", #"a["first"]"#, "a[0]", #"a["first"]"#),
        ("a", "module.m.a", "a", "module.m.a"),
        ("module.m.a", "a", "module.m.a", "a"),
        ("module.m", "module.n", #"module.m.a["k"]"#, #"module.n.a["k"]"#),
        ("module.m", "module.n", #"module.m["e"].a"#, #"module.n["e"].a"#),
        ("module.m", #"module.m["e"]"#, "module.m.a", #"module.m["e"].a"#),
        (#"module.m["e"]"#, "module.m", #"module.m["e"].module.x.a"#, "module.m.module.x.a"),
        (#"module.m["e"]"#, "module.m", #"module.m["f"].a"#, nil),
        ("module.m", "module.n.module.m", "module.m.a", "module.n.module.m.a"),
        ("module.m", "module.n", "module.mm.a", nil),
        ("data.a", "data.b", "data.a", "data.b"),
        ("a", "b", "data.a", nil),
        ("a", "b", "a/Deployment/x/y", "b/Deployment/x/y"),
    ]

    @Test("a move takes an address where Terraform's does", arguments: destinations)
    func destination(row: (from: String, to: String, address: String, expected: String?)) throws {
        let move = Move(from: try #require(MoveEndpoint(row.from)), to: try #require(MoveEndpoint(row.to)))
        let address = try #require(Address(row.address))
        #expect(move.destination(of: address)?.description == row.expected)
    }

    static let contradictions: [(entries: String, code: String, phrase: String)] = [
        ("resources: {a: {type: core.data}}\nmoved: [{from: a, to: b}]\n", "L066", "still declared"),
        (
            "resources: {a: {type: core.data, for_each: [x]}}\nmoved: [{from: 'a[\"x\"]', to: 'a[\"y\"]'}]\n", "L066",
            "`a[\"x\"]` is said to have moved"
        ),
        ("resources: {a: {type: core.data}}\nmoved: [{from: a, to: 'a[\"x\"]'}]\n", "L066", "still declared"),
        ("moved: [{from: a, to: b}, {from: a, to: c}]\n", "L066", "`a` moves to two places"),
        ("moved: [{from: a, to: c}, {from: b, to: c}]\n", "L066", "move to `c`"),
        ("moved: [{from: a, to: b}, {from: b, to: a}]\n", "L066", "in a circle"),
        ("moved: [{from: a, to: module.b}]\n", "L066", "one is a module"),
        ("modules: {m: {source: m}}\nmoved: [{from: module.m, to: module.n}]\n", "L066", "`module.m` is said"),
        ("modules: {m: {source: m}}\nmoved: [{from: module.m.r, to: r}]\n", "L066", "`module.m.r` is said"),
        ("resources: {a: {type: core.data}}\nremoved: [{from: a, destroy: false}]\n", "L067", "still declared"),
        ("modules: {m: {source: m}}\nremoved: [{from: module.m}]\n", "L067", "`module.m` is under `removed`"),
        ("removed: [{from: \"a b\"}]\n", "L026", "is not the address"),
    ]

    @Test("an entry that contradicts the stack is refused", arguments: contradictions)
    func contradiction(row: (entries: String, code: String, phrase: String)) {
        let module = "martlet: 1\nresources: {r: {type: core.data}}\n"
        let faults = MemoryStack.of(row.entries, ["m/module.yaml": module]).faults()
        #expect(faults.map(\.code.text) == [row.code])
        #expect(faults.first?.detail.contains(row.phrase) == true, "\(faults.first?.detail ?? "")")
    }

    @Test func `entries that the stack has followed are in order`() throws {
        let entries = """
            resources: {b: {type: core.data}, c: {type: core.data, for_each: [x]}}
            moved: [{from: a, to: b}, {from: c, to: 'c["x"]'}]
            removed: [{from: gone, destroy: false}, {from: module.gone}]

            """
        #expect(try moves(entries).count == 2)
    }

    @Test func `imports with for_each take their keys from expressions`() throws {
        let run = try MemoryStack.of(
            """
            resources: {x: {type: core.data, for_each: {a: 1, b: 2}}, y: {type: core.data, for_each: [0]}}
            modules: {m: {source: m, for_each: [e]}}
            imports:
              - {to: "resource.x[each.key]", id: "id-${each.value}", for_each: {a: 1, b: 2}}
              - {to: 'y[0]', id: zero}
              - {to: 'module.m["${each.key}"].r', id: "in ${each.key}", for_each: [e]}
              - {to: 'module.m[each.key].r', id: "also ${each.key}", for_each: [e]}
            """, ["m/module.yaml": "martlet: 1\nresources: {r: {type: core.data}}\n"]
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(
            run.evaluation.imports.map { "\($0.to) = \($0.identity)" } == [
                #"x["a"] = id-1"#, #"x["b"] = id-2"#, "y[0] = zero", #"module.m["e"].r = in e"#,
                #"module.m["e"].r = also e"#,
            ])
    }

    @Test func `an import into nothing says so`() {
        let faults = MemoryStack.of(
            "resources: {x: {type: core.data, for_each: [a]}}\n"
                + "imports: [{to: \"resource.x[each.key]\", id: i, for_each: [b]}]\n"
        ).faults()
        #expect(faults.map(\.code.text) == ["L030"])
        #expect(faults.first?.detail.contains(#"`x["b"]`"#) == true)
    }
}
