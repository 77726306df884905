import MartletLanguage
import MartletModel
import Testing

private let knownTypes = ResourceTypeCatalog(names: ["core.data", "core.file", "core.password", "azure.resource_group"])
{
    $0.text == "core.dat" ? .unknown : .resource
}

@Suite struct FaultTests {
    @Test("a stack that is wrong is explained", arguments: misshapenStacks + disconnectedStacks + unfitStacks)
    func fault(bad: BadStack) throws {
        let faults = bad.stack.faults(types: knownTypes)
        let fault = try #require(faults.first)
        #expect(fault.code.text == bad.code, "\(faults.map { "\($0.code) \($0.detail)" })")
        let place = try #require(fault.range).startPosition
        #expect("\(place.line):\(place.column)".hasPrefix(bad.place), "at \(place.line):\(place.column)")
        // Expressions explain themselves in their own words.
        #expect(fault.hint != nil || fault.code.text.hasPrefix("L1"))
        #expect(
            (fault.detail + " " + (fault.hint ?? "")).contains(bad.phrase), "\(fault.detail) / \(fault.hint ?? "-")")
        #expect(faults.count == 1, "\(faults.map { "\($0.code) \($0.detail)" })")
    }

    @Test func `the table is as long as it must be`() {
        #expect((misshapenStacks + disconnectedStacks + unfitStacks).count >= 60)
    }

    @Test func `faults of every kind are told at once, in the order of the text`() {
        let faults = MemoryStack.of(
            """
            variables: {a: {typ: string}, b: {type: nmber}}
            locals: {x: "${local.y}", z: "${1 +}"}
            resources:
              r: {type: core.data, count: 1, body: "${resource.q.id}"}
              s: {body: {}}
              t: {type: core.data, body: "${resource.s.id}"}
            nonsense: 1
            """
        ).faults()
        #expect(faults.map(\.code.text) == ["L020", "L109", "L030", "L101", "L020", "L030", "L022", "L020"])
    }

    @Test func `what uses something faulty is not faulted again`() {
        let faults = MemoryStack.of(
            """
            locals: {bad: "${tonumber("x")}", next: "${local.bad + 1}"}
            resources:
              a: {type: core.data, for_each: "${local.next}"}
              b: {type: core.data, body: {x: "${resource.a}", y: "${upper(local.next)}"}}
              c: {type: core.data, body: {x: "${resource.b.id}"}}
            modules: {m: {source: m, inputs: {v: "${resource.c.id}"}}}
            outputs: {o: {value: "${module.m.o}"}}
            """.replacing("\"${tonumber(\"x\")}\"", with: "'${tonumber(\"x\")}'"),
            ["m/module.yaml": "martlet: 1\nvariables: {v: {type: number}}\noutputs: {o: {value: \"${var.v + 1}\"}}\n"]
        ).faults()
        #expect(faults.count == 1, "\(faults.map(\.detail))")
    }

    @Test func `module inputs are checked against the module`() {
        let stack = MemoryStack.of(
            "modules: {m: {source: m, inputs: {sise: 1}}}\noutputs: {o: {value: \"${module.m.nme}\"}}\n",
            ["m/module.yaml": "martlet: 1\nvariables: {size: {type: number}}\noutputs: {name: {value: 1}}\n"])
        let faults = stack.faults()
        #expect(faults.map(\.code.text) == ["L038", "L037", "L030"])
        #expect(
            faults.map(\.hint) == [
                "Add `size:` under `inputs`.", "Did you mean `size`?", "Did you mean `module.m.name`?",
            ])
    }

    @Test func `modules that contain each other are refused`() {
        let faults = MemoryStack.of(
            "modules: {a: {source: a}}\n",
            [
                "a/module.yaml": "martlet: 1\nmodules: {b: {source: ../b}}\n",
                "b/module.yaml": "martlet: 1\nmodules: {a: {source: ../a}}\n",
            ]
        ).faults()
        #expect(faults.map(\.code.text) == ["L036"])
        #expect(faults.first?.detail.contains("`a` → `b` → `a`") == true)
    }

    @Test func `unknown scenarios and variables are named`() {
        let stack = MemoryStack.of(
            "variables: {nodes: {default: 1}}\n", ["scenarios.yaml": "martlet: 1\nscenarios: {small: {}}\n"])
        let faults = stack.faults(StackInputs(scenario: "smal", variables: [("node", "1")]))
        #expect(faults.map(\.code.text).sorted() == ["L040", "L041"])
        #expect(Set(faults.map(\.hint)) == ["Did you mean `small`?", "Did you mean `nodes`?"])
    }

    @Test func `a hundred megabytes are refused without being read`() {
        var limits = YAMLLimits()
        limits.fileSize = 100
        let stack = MemoryStack.of("locals: {x: \(String(repeating: "y", count: 200))}\n")
        let loader = StackLoader(files: stack, limits: limits)
        #expect(throws: Diagnostics.self) { try loader.load(".", inputs: StackInputs()) }
    }

    @Test func `a missing stack is explained`() {
        let stack = MemoryStack("")
        var none = stack
        none.files = [:]
        #expect(none.faults().map(\.code.text) == ["L012"])
        #expect(stack.faults().map(\.code.text) == ["L022", "L022"])
    }

    @Test func `every code is used once and has a summary`() {
        let codes = LanguageFault.allCases.map(\.code.text)
        #expect(Set(codes).count == codes.count)
        #expect(LanguageFault.allCases.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
    }
}
