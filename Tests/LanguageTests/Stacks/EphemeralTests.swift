import MartletLanguage
import MartletModel
import Testing

/// Ephemeral values go into connections, locals, conditions and what says that it takes them; nowhere else.
@Suite struct EphemeralTests {
    private static let variable = "variables: {token: {type: string, default: t0p, ephemeral: true}}\n"

    private func codes(_ entries: String, module: String = "martlet: 1\n") -> [String] {
        MemoryStack.of(Self.variable + entries, ["m/module.yaml": module]).faults().map(\.code.text)
    }

    @Test(
        "an ephemeral value may not stand where it would be stored",
        arguments: [
            (#"resources: {a: {type: core.data, body: {input: {list: [1, "${var.token}"]}}}}"#, "`input.list[1]`"),
            (#"resources: {a: {type: core.data, body: "${{x = var.token}}"}}"#, "`x`"),
            (#"resources: {a: {type: core.data, for_each: ["${var.token}"]}}"#, "`for_each`"),
            (#"resources: {a: {type: core.data, for_each: "${toset([var.token])}"}}"#, "`for_each`"),
            (#"resources: {a: {type: core.data, when: "${var.token == "x"}"}}"#, "`when`"),
            (#"resources: {a: {type: core.data, timeouts: {create: "${var.token}"}}}"#, "This setting"),
            (#"data: {a: {type: core.data, body: {path: "${var.token}"}}}"#, "`path`"),
            (#"outputs: {o: {value: "${var.token}"}}"#, "output `o`"),
            (#"outputs: {o: {value: {deep: ["${upper(var.token)}"]}}}"#, "`deep[0]`"),
        ])
    func refused(entry: String, phrase: String) {
        let text = entry.replacing(#"== "x""#, with: "== null")
        let faults = MemoryStack.of(Self.variable + text + "\n").faults()
        #expect(faults.map(\.code.text) == ["L063"])
        #expect(faults.first?.detail.contains(phrase) == true, "\(faults.first?.detail ?? "")")
        #expect(faults.allSatisfy { !$0.detail.contains("t0p") })
    }

    @Test func `the fault names where the value comes from`() {
        let faults = MemoryStack.of(
            Self.variable + """
                locals: {header: "Bearer ${var.token}"}
                resources: {a: {type: core.data, body: {input: "${local.header}"}}}

                """
        ).faults()
        #expect(faults.first?.detail.contains("from `local.header`") == true)
        #expect(faults.first?.address?.description == "a")
    }

    @Test func `connections, locals, conditions and ephemeralasnull take ephemeral values`() throws {
        let run = try MemoryStack.of(
            Self.variable + """
                locals: {header: "Bearer ${var.token}"}
                providers: {core: {header: "${local.header}", plain: x}}
                resources:
                  a:
                    type: core.data
                    precondition: {condition: "${length(var.token) == 3}", message: short}
                    body: {input: "${ephemeralasnull(var.token)}"}

                """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty)
        #expect(run.body("a") == ["input": .null])
        let configuration = try #require(run.evaluation.connections.first?.configuration)
        #expect(configuration.containsEphemeral)
        #expect(configuration.withoutEphemeral == ["plain": "x"])
    }

    @Test func `what a module does not expect to be ephemeral is refused`() {
        let plain = "martlet: 1\nvariables: {v: {}}\n"
        let call = #"modules: {m: {source: m, inputs: {v: "${var.token}"}}}"# + "\n"
        #expect(codes(call, module: plain) == ["L063"])
        let honest = #"martlet: 1\#nvariables: {v: {ephemeral: true}}\#noutputs: {o: {value: "${var.v}"}}\#n"#
        #expect(codes(call, module: honest) == ["L063"])
        let whole = honest.replacing(#"value: "${var.v}""#, with: #"value: "${var.v}", ephemeral: true"#)
        #expect(codes(call, module: whole).isEmpty)
        #expect(
            codes(call + #"resources: {a: {type: core.data, body: {x: "${module.m.o}"}}}"# + "\n", module: whole)
                == ["L063"])
    }

    @Test func `an output of the stack cannot be ephemeral`() {
        #expect(codes("outputs: {o: {value: 1, ephemeral: true}}\n") == ["L029"])
    }

    @Test func `an ephemeral value may differ between plan and apply`() throws {
        let stack = MemoryStack.of(Self.variable)
        let first = try stack.load()
        let second = try stack.load(StackInputs(variables: [("token", "other")]))
        #expect(first.variablesDigest == second.variablesDigest)
        #expect(first.ephemeralVariables == ["token"])
    }

    @Test func `the stored form of a connection has no ephemeral part`() throws {
        let stack = try MemoryStack.of(Self.variable + #"providers: {core: {a: {token: "${var.token}"}, b: 1}}"# + "\n")
            .load()
        let record = try #require(stack.ephemeralConnections["core"])
        #expect(record.configuration.revealed == ["a": ["token": "t0p"], "b": 1])
        #expect(record.stored.configuration == ["a": [:], "b": 1])
    }
}
