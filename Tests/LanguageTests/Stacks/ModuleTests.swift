import MartletLanguage
import MartletModel
import Testing

@Suite struct ModuleTests {
    private let net = """
        martlet: 1
        variables:
          name: {type: string}
          size: {type: number, default: 2}
        locals: {full: "${var.name}-net"}
        resources:
          vnet: {type: core.data, body: {name: "${local.full}", size: "${var.size}"}}
          subnet: {type: core.data, for_each: [a, b], body: {of: "${resource.vnet.id}", name: "${each.key}"}}
        outputs:
          id: {value: "${resource.vnet.id}"}
          name: {value: "${local.full}"}
        """

    @Test func `a module is evaluated with its inputs and gives outputs`() throws {
        let run = try MemoryStack.of(
            """
            resources:
              group: {type: core.data, body: {name: g}}
              user: {type: core.data, body: {id: "${module.net.id}", name: "${module.net.name}"}}
            modules: {net: {source: modules/net, inputs: {name: "${resource.group.name}"}}}
            """, ["modules/net/module.yaml": net]
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(run.body("module.net.vnet") == ["name": "g-net", "size": 2])
        #expect(run.dependencies("module.net.vnet") == ["group"])
        #expect(run.dependencies(#"module.net.subnet["a"]"#) == ["module.net.vnet"])
        #expect(run.body("user")?["name"] == "g-net")
        #expect(run.dependencies("user") == ["group", "module.net.vnet"])
    }

    @Test func `a module with for_each has an instance a key, nested ones too`() throws {
        let region = """
            martlet: 1
            variables: {region: {}}
            modules: {net: {source: ../net, for_each: [x, y], inputs: {name: "${var.region}-${each.key}", size: "7"}}}
            outputs: {names: {value: "${[for n in module.net : n.name]}"}, x: {value: '${module.net["x"].id}'}}
            """
        let run = try MemoryStack.of(
            """
            modules: {region: {source: ./modules/region, for_each: {eu: 1, us: 2}, inputs: {region: "${each.key}"}}}
            resources: {user: {type: core.data, body: {x: '${module.region["eu"].x}'}}}
            outputs: {names: {value: "${{for k, r in module.region : k => r.names}}"}}
            """, ["modules/net/module.yaml": net, "modules/region/module.yaml": region]
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(run.evaluation.resources.count == 13)
        #expect(run.body(#"module.region["us"].module.net["y"].vnet"#) == ["name": "us-y-net", "size": 7])
        #expect(run.output("names") == ["eu": ["eu-x-net", "eu-y-net"], "us": ["us-x-net", "us-y-net"]])
        #expect(run.dependencies("user") == [#"module.region["eu"].module.net["x"].vnet"#])
    }

    @Test func `when and depends_on hold for everything inside a module`() throws {
        let run = try MemoryStack.of(
            """
            resources: {first: {type: core.data}, last: {type: core.data, depends_on: [module.on]}}
            modules:
              off: {source: net, when: false, inputs: {name: x}}
              on: {source: net, when: true, depends_on: [resource.first], inputs: {name: x}}
            outputs: {off: {value: "${module.off == null}"}}
            """, ["net/module.yaml": net]
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(run.addresses.filter { $0.contains("module.off") }.isEmpty)
        #expect(run.dependencies("module.on.vnet") == ["first"])
        #expect(run.dependencies("last")?.contains(#"module.on.subnet["b"]"#) == true)
        #expect(run.output("off") == true)
    }

    @Test func `a module's resources use the connections that its caller passes`() throws {
        let run = try MemoryStack.of(
            """
            providers: {azure: {x: 1}, west: {provider: azure, x: 2}}
            modules: {m: {source: m, providers: {azure: west}}, n: {source: m}}
            """, ["m/module.yaml": "martlet: 1\nresources: {g: {type: azure.resource_group}}\n"]
        ).load().run()
        #expect(run.resource("module.m.g")?.connection.name.text == "west")
        #expect(run.resource("module.n.g")?.connection.name.text == "azure")
    }

    @Test func `a second look reaches into modules`() throws {
        let stack = try MemoryStack.of(
            """
            resources: {g: {type: core.data}}
            modules: {net: {source: net, for_each: [k], inputs: {name: "${resource.g.id}"}}}
            """, ["net/module.yaml": net]
        ).load()
        let first = stack.run()
        #expect(first.body(#"module.net["k"].vnet"#)?.isWhollyKnown == false)
        let again = try stack.refill(try #require(Address(#"module.net["k"].vnet"#))) { _ in ["id": "G"] }
        #expect(again.body == ["name": "G-net", "size": 2])
    }

    @Test func `what paths and the stack are called does not depend on where it lies`() throws {
        let run = try MemoryStack.of(
            """
            modules: {m: {source: ../m}}
            outputs: {root: {value: "${path.module}"}, m: {value: "${module.m.path}"}, name: {value: "${stack.name}/${stack.environment}"}}
            """, ["../m/module.yaml": "martlet: 1\noutputs: {path: {value: \"${path.module}\"}}\n"]
        ).load(StackInputs(environment: "test")).run()
        #expect(run.output("root") == ".")
        #expect(run.output("m") == "../m")
        #expect(run.output("name") == "demo/test")
    }

    @Test func `equal text and variables give equal digests, other ones do not`() throws {
        let stack = MemoryStack.of(
            "variables: {a: {default: 1}}\nmodules: {m: {source: m}}\n", ["m/module.yaml": "martlet: 1\n"])
        var other = stack
        other.files["m/module.yaml"] = Array("martlet: 1 # changed\n".utf8)
        let one = try stack.load()
        #expect(try stack.load().configurationDigest == one.configurationDigest)
        #expect(try other.load().configurationDigest != one.configurationDigest)
        #expect(try stack.load(StackInputs(variables: [("a", "2")])).variablesDigest != one.variablesDigest)
        #expect(try stack.load(StackInputs(variables: [("a", "1")])).variablesDigest == one.variablesDigest)
    }
}
