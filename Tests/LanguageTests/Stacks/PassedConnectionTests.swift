import MartletLanguage
import MartletModel
import Testing

/// What modules are passed under `providers`.
@Suite struct PassedConnectionTests {
    private let inner = "martlet: 1\nresources: {g: {type: azure.resource_group, provider: here}}\n"
    private let outer = "martlet: 1\nmodules: {deep: {source: ../inner, providers: {here: there}}}\n"

    private func stack(_ passed: String, providers: String = "west: {provider: azure}") -> MemoryStack {
        .of(
            "providers: {\(providers)}\nmodules: {m: {source: outer, providers: {\(passed)}}}\n",
            ["outer/module.yaml": outer, "inner/module.yaml": inner])
    }

    @Test func `a name is passed on through modules`() throws {
        let run = try stack("there: west").load().run()
        #expect(run.evaluation.diagnostics.isEmpty)
        #expect(run.resource("module.m.module.deep.g")?.connection.name == "west")
    }

    @Test(
        "a name that leads nowhere is told where it is passed",
        arguments: [
            ("there: wset", "L034 4:49 Did you mean `west`?"), ("here: west", "L034 4:42 Did you mean `there`?"),
            ("there: other", "L034 4:49 Declare it in stack.yaml"),
        ])
    func wrong(passed: String, expected: String) {
        let faults = stack(passed).faults()
        let told = faults.map {
            "\($0.code) \($0.range.map { "\($0.startPosition.line):\($0.startPosition.column)" } ?? "") \($0.hint ?? "")"
        }
        #expect(told.count == 1 && told.first?.hasPrefix(expected) == true, "\(told)")
    }

    @Test func `a provider without an entry can be passed by its own name`() {
        #expect(stack("there: azure", providers: "").faults().isEmpty)
    }
}
