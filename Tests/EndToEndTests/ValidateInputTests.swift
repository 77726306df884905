import Testing

@Suite struct ValidateInputTests {
    @Test func `a stack from standard input is checked with every fault and its range`() async throws {
        let harness = try CommandHarness(files: ["modules/m/module.yaml": "martlet: 1\n"])
        let good = await harness.run(
            ["validate", "-"],
            input: ["martlet: 1", "name: x", "modules: {m: {source: ./modules/m}}", "locals: {a: \"${path.root}\"}"])
        #expect(good.status == 0, "\(good.text)")
        let bad = await harness.run(
            ["validate", "-", "--json"],
            input: ["martlet: 1", "name: x", "locals: {a: \"${local.b}\", c: \"${1 +}\"}", "resource: {}"])
        #expect(bad.status == 1)
        #expect(bad.output.contains(#""code":"L030""#) && bad.output.contains(#""code":"L101""#))
        #expect(bad.output.contains(#""code":"L020""#) && bad.output.contains(#""file":"stack.yaml""#))
        #expect(await harness("plan", "-").status == 1)
    }
}
