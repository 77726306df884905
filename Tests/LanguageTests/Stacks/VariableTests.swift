import MartletLanguage
import MartletModel
import Testing

@Suite struct VariableTests {
    private let stack = MemoryStack.of(
        """
        variables:
          a: {type: string, default: default}
          n: {type: number, default: 1}
          l: {type: list(string), default: []}
          o: {type: "object({x = string, y = optional(number, 3)})", default: {x: q}}
          s: {type: set(string), default: [b, a, b]}
        outputs:
          all: {value: "${[var.a, var.n, var.l, var.o, var.s]}"}
        """,
        [
            "scenarios.yaml": "martlet: 1\nscenarios: {big: {variables: {a: scenario, n: 10}}}\n",
            "one.auto.vars.yaml": "a: auto\n",
            "given.yaml": "a: file\n",
        ])

    private func value(_ name: String, _ inputs: StackInputs) throws -> Value? {
        try stack.load(inputs).variableValues.first { $0.name == name }?.value
    }

    @Test func `the highest source wins`() throws {
        var inputs = StackInputs()
        var bare = stack
        bare.files["one.auto.vars.yaml"] = nil
        #expect(try bare.load(inputs).variableValues.first?.value == "default")
        inputs.scenario = "big"
        #expect(try bare.load(inputs).variableValues.first?.value == "scenario")
        inputs.processEnvironment = ["MARTLET_VAR_a": "environment", "MARTLET_VAR_unknown": "x"]
        #expect(try bare.load(inputs).variableValues.first?.value == "environment")
        #expect(try value("a", inputs) == "auto")
        inputs.variableFiles = ["given.yaml"]
        #expect(try value("a", inputs) == "file")
        inputs.variables = [("a", "line"), ("a", "1")]
        #expect(try value("a", inputs) == "1")
        #expect(try value("n", inputs) == 10)
    }

    @Test func `text is an expression unless the type is string`() throws {
        let inputs = StackInputs(variables: [("l", #"["x", "y"]"#), ("n", "2 + 3"), ("o", #"{x = "1"}"#)])
        #expect(try value("n", inputs) == 5)
        #expect(try value("l", inputs)?.plain == ["x", "y"])
        #expect(try value("o", inputs)?.plain == ["x": "1", "y": 3])
    }

    @Test func `values are brought to their types`() throws {
        let output = try stack.load(StackInputs(variables: [("n", "\"7\"")])).run().output("all")
        #expect(output == ["auto", 7, [], ["x": "q", "y": 3], ["a", "b"]])
    }

    @Test func `for validation alone, variables without a value are unknown`() throws {
        let stack = MemoryStack.of(
            "variables: {x: {type: string}}\nresources: {a: {type: core.data, body: {n: \"${var.x}\"}}}\n")
        #expect(stack.faults().map(\.code.text) == ["L042"])
        #expect(stack.faults(StackInputs(purpose: .validate)).isEmpty)
    }

    @Test func `a deprecated variable that is given warns`() throws {
        let stack = try MemoryStack.of("variables: {x: {default: 1, deprecated: Use y.}}\n")
            .load(StackInputs(variables: [("x", "2")]))
        #expect(stack.warnings.sorted.map(\.code.text) == ["L045"])
        #expect(!stack.warnings.hasErrors)
    }

    @Test func `a refused value of a sensitive variable is not shown`() throws {
        let faults = MemoryStack.of("variables: {x: {type: number, sensitive: true}}\n")
            .faults(StackInputs(variables: [("x", "\"hunter2\"")]))
        #expect(faults.map(\.code.text) == ["L043"])
        #expect(faults.allSatisfy { !$0.detail.contains("hunter2") })
    }

    @Test(
        "types are read as they are written",
        arguments: [
            ("string", "string"), ("list(map(number))", "list(map(number))"),
            ("tuple([string, bool])", "tuple([string, bool])"),
            ("object({b = number, a = string})", "object({a = string, b = number})"),
            ("object({a=optional(string,\"x\"), b: set(any),})", "object({a = optional(string), b = set(any)})"),
            ("list", "list(any)"), ("object({\n  a = string\n  b = bool\n})", "object({a = string, b = bool})"),
        ])
    func type(text: String, expected: String) throws {
        let stack = try MemoryStack.of("variables: {x: {type: \(quoted(text)), nullable: true}}\n")
            .load(StackInputs(purpose: .validate))
        guard case .unknown(let unknown)? = stack.variableValues.first?.value else { return #expect(Bool(false)) }
        #expect(unknown.type.description == expected)
    }
}
