import MartletLanguage
import MartletModel
import Testing

/// How functions of providers are called: as built-in ones are.
@Suite struct ProviderFunctionTests {
    private static let twice = ProviderFunction(
        "twice", [.init("text", .string)], result: .string, "The text two times."
    ) { arguments throws(ProviderFunction.Fault) in
        let text = arguments[0].stringValue ?? ""
        guard !text.isEmpty else { throw ProviderFunction.Fault("there is nothing to repeat", argument: 0) }
        return .string(text + text)
    }

    private func run(_ expression: String) throws -> (value: Value?, faults: [Diagnostic]) {
        let stack = MemoryStack.of(
            "variables: {s: {default: hush, sensitive: true}}\nlocals: {a: '${\(expression)}'}\n"
                + "outputs: {a: {value: '${local.a}', sensitive: true}}\nresources: {r: {type: core.data}}\n")
        var inputs = StackInputs()
        inputs.surroundings.providerFunctions = ProviderFunctionTable([("test", [Self.twice])])
        let run = try stack.load(inputs).run()
        return (run.output("a")?.revealed, run.evaluation.diagnostics.sorted)
    }

    @Test func `arguments are converted, and marks and unknowns go through`() throws {
        #expect(try run(#"provider::test::twice("ab")"#).value == "abab")
        #expect(try run("provider::test::twice(12)").value == "1212")
        #expect(try run("provider::test::twice(var.s)").value == "hushhush")
        #expect(try run("issensitive(provider::test::twice(var.s))").value == true)
        #expect(try run("provider::test::twice(resource.r.id)").value?.isKnown == false)
        #expect(try run(#"provider::test::twice(["x"]...)"#).value == "xx")
        #expect(try run(#"try(provider::test::twice(""), "none")"#).value == "none")
    }

    @Test(
        "a wrong call says what is wrong",
        arguments: [
            (#"provider::test::twice("")"#, "L105", "nothing to repeat"),
            ("provider::test::twice()", "L106", "takes 1"),
            ("provider::test::twice([])", "L106", "a string is required"),
            ("provider::test::twice(null)", "L106", "is null"),
            ("provider::test::twise(1)", "L104", "Did you mean `provider::test::twice`?"),
            ("provider::tset::twice(1)", "L104", "Did you mean `provider::test::twice`?"),
            ("provider::other::f(1)", "L104", "Providers with functions: `test`"),
        ])
    func wrong(call: String, code: String, phrase: String) throws {
        let faults = try run(call).faults
        let texts = faults.map { "\($0.detail) \($0.hint ?? "")" }
        #expect(faults.count == 1 && texts.first?.contains(phrase) == true, "\(faults.map(\.code.text)) \(texts)")
    }
}
