import MartletLanguage
import MartletModel
import Testing

@Suite struct EvaluationTests {
    @Test func `a body is evaluated with variables, locals and resources, and keeps unknown parts`() throws {
        let run = try MemoryStack.of(
            """
            variables: {nodes: {type: number, default: 3}}
            locals: {prefix: "p${var.nodes}", tags: {team: x}}
            resources:
              b: {type: core.data, body: {input: "${resource.a.id}", name: "${resource.a.name}/b", tags: "${local.tags}"}}
              a: {type: core.data, body: {name: "${local.prefix}-a", size: "${var.nodes * 2}", on: true, list: [1, "${var.nodes}"]}}
            outputs: {id: {value: "${resource.b.name}"}}
            """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty)
        #expect(run.addresses == ["a", "b"])
        #expect(run.body("a") == ["name": "p3-a", "size": 6, "on": true, "list": [1, 3]])
        #expect(run.body("b")?["name"] == "p3-a/b")
        #expect(run.body("b")?["tags"] == ["team": "x"])
        #expect(run.body("b")?["input"]?.isWhollyKnown == false)
        #expect(run.dependencies("b") == ["a"])
        #expect(run.output("id") == "p3-a/b")
    }

    @Test func `for_each makes an instance a key, and references depend on the one they choose`() throws {
        let run = try MemoryStack.of(
            """
            resources:
              net: {type: core.data, for_each: {a: 1, b: 2}, body: {name: "net-${each.key}-${each.value}"}}
              one: {type: core.data, body: {net: '${resource.net["a"].name}'}}
              each: {type: core.data, for_each: [b, a], body: {net: "${resource.net[each.key].name}"}}
              all: {type: core.data, body: {names: "${[for k, n in resource.net : n.name]}"}}
              numbers: {type: core.data, for_each: "${[for n in [1, 2] : n * 10]}", body: {n: "${each.value}"}}
            """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(run.body(#"net["b"]"#) == ["name": "net-b-2"])
        #expect(run.dependencies("one") == [#"net["a"]"#])
        #expect(run.body(#"each["b"]"#) == ["net": "net-b-2"])
        #expect(run.dependencies(#"each["b"]"#) == [#"net["b"]"#])
        #expect(run.body("all") == ["names": ["net-a-1", "net-b-2"]])
        #expect(run.dependencies("all") == [#"net["a"]"#, #"net["b"]"#])
        #expect(run.body("numbers[20]") == ["n": 20])
    }

    @Test func `when decides whether there is one, or which of many`() throws {
        let run = try MemoryStack.of(
            """
            variables: {on: {type: bool, default: false}}
            resources:
              none: {type: core.data, when: "${var.on}", body: {}}
              some: {type: core.data, for_each: {a: true, b: false}, when: "${each.value}", body: {}}
              user: {type: core.data, body: {id: '${try(resource.none.id, "absent")}', null: "${resource.none == null}"}}
            """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(run.addresses == [#"some["a"]"#, "user"])
        #expect(run.body("user") == ["id": "absent", "null": true])
    }

    @Test func `locals and conditions carry dependencies to those who use them`() throws {
        let run = try MemoryStack.of(
            """
            locals: {one: "${resource.a.id}", two: "${[local.one, resource.b.id]}"}
            resources:
              a: {type: core.data}
              b: {type: core.data}
              c: {type: core.data, body: {x: "${local.two}"}}
              d: {type: core.data, depends_on: [resource.c, "${resource.a}"], body: {y: "${true ? 1 : resource.b.id}"}}
            """
        ).load().run()
        #expect(run.dependencies("c") == ["a", "b"])
        #expect(run.dependencies("d") == ["a", "b", "c"])
    }

    @Test func `meta keys are evaluated`() throws {
        let run = try MemoryStack.of(
            """
            variables: {production: {type: bool, default: true}}
            resources:
              a: {type: core.data, for_each: [x, y]}
              b:
                type: core.data
                for_each: [x]
                lifecycle:
                  prevent_destroy: "${var.production}"
                  create_before_destroy: true
                  ignore_changes: [tags, "properties.pools[0].count", 'metadata.annotations["a.b/c"]']
                  replace_triggered_by: ["resource.a[each.key].input"]
                  retain_on_destroy: "${!var.production}"
                timeouts: {create: 1h30m, delete: '${"90"}s'}
                wait: {condition: Ready}
                rollback: {retain: true, undo: {name: "undo-${each.key}", of: "${resource.d.id}"}}
              d: {type: core.data}
              c: {type: core.data, lifecycle: {ignore_changes: all}}
            """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        let b = try #require(run.resource(#"b["x"]"#))
        #expect(b.settings.preventDestroy && b.settings.retainOnRollback && !b.settings.retainOnDestroy)
        #expect(b.settings.createTimeout == .seconds(5400) && b.settings.deleteTimeout == .seconds(90))
        #expect(b.settings.wait == ["condition": "Ready"])
        #expect(b.settings.undo?["name"] == "undo-x" && b.settings.undo?["of"]?.isWhollyKnown == false)
        #expect(b.lifecycle.createBeforeDestroy == true)
        guard case .paths(let paths) = b.lifecycle.ignoredChanges else { return #expect(Bool(false)) }
        #expect(paths.map(\.description) == [#"metadata.annotations["a.b/c"]"#, "properties.pools[0].count", "tags"])
        #expect(b.lifecycle.replaceTriggers.map(\.address.description) == [#"a["x"]"#])
        #expect(b.lifecycle.replaceTriggers.map(\.path.description) == ["input"])
        #expect(run.resource("c")?.lifecycle.ignoredChanges == .all)
        #expect(b.dependencies.map(\.description) == [#"a["x"]"#, "d"])
        #expect(run.resource("c")?.settings.undo == nil)
    }

    @Test func `a connection's parallelism is Martlet's own and no part of the provider's configuration`() throws {
        let stack = try MemoryStack.of(
            """
            providers: {azure: {parallelism: 4, subscription_id: s}, west: {provider: azure}, core: {parallelism: ~}}
            resources: {a: {type: core.data}}
            """
        ).load()
        #expect(stack.parallelism == ["azure": 4])
        let azure = stack.run().evaluation.connections.first { $0.name == "azure" }
        #expect(azure?.configuration == ["subscription_id": "s"])
    }

    @Test func `connections are evaluated, unknown while their cluster is`() throws {
        let run = try MemoryStack.of(
            """
            providers:
              kubernetes: {kubeconfig: "${resource.cluster.id}"}
              west: {provider: azure, location: westus}
            resources:
              cluster: {type: azure.managed_cluster, provider: west, body: {name: c}}
              object: {type: kubernetes.object, body: {kind: Namespace}}
              free: {type: core.data}
            """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty)
        let object = try #require(run.resource("object"))
        #expect(object.connection.name.text == "kubernetes")
        #expect(!object.connection.configuration.isWhollyKnown)
        #expect(object.dependencies.map(\.description) == ["cluster"])
        #expect(run.resource("cluster")?.connection.provider.text == "azure")
        #expect(run.resource("cluster")?.connection.configuration == ["location": "westus"])
        #expect(run.evaluation.connections.map(\.name.text) == ["core", "kubernetes", "west"])
    }

    @Test func `sensitive variables stay secret wherever they go`() throws {
        let run = try MemoryStack.of(
            """
            variables: {password: {type: string, default: hunter2, sensitive: true}}
            resources: {a: {type: core.data, body: {input: "user:${var.password}"}}}
            outputs: {p: {value: "${resource.a.input}", sensitive: true}}
            """
        ).load().run()
        #expect(run.body("a")?["input"] == .secret("user:hunter2"))
        #expect(run.output("p") == .secret("user:hunter2"))
    }

    @Test func `a second look fills in what apply has learned, for that instance only`() throws {
        let stack = try MemoryStack.of(
            """
            locals: {ids: "${[for k, a in resource.a : a.id]}"}
            providers: {kubernetes: {kubeconfig: '${resource.a["x"].id}'}}
            resources:
              a: {type: core.data, for_each: [x, y]}
              b: {type: core.data, body: {first: '${resource.a["x"].id}', all: "${local.ids}"}}
              c: {type: kubernetes.object, body: {name: "${local.ids[1]}"}}
            outputs: {ids: {value: "${local.ids}"}}
            """
        ).load()
        let run = stack.run()
        #expect(run.body("b")?.isWhollyKnown == false)
        let known: (Address) -> Value? = { ["id": .string("id:\($0)")] }
        let x: Value = #"id:a["x"]"#
        let y: Value = #"id:a["y"]"#
        let b = try stack.refill(try #require(Address("b")), attributes: known)
        #expect(b.body == ["first": x, "all": [x, y]])
        let c = try stack.refill(try #require(Address("c")), attributes: known)
        #expect(c.body == ["name": y])
        #expect(c.connection.configuration == ["kubeconfig": x])
        #expect(stack.outputs(attributes: known).first?.value == [x, y])
        let half = try stack.refill(try #require(Address("b"))) { $0.description == #"a["x"]"# ? ["id": x] : nil }
        #expect(half.body["first"] == x)
        #expect(half.body["all"]?.isWhollyKnown == false)
    }

    @Test func `a second look works without a first one`() throws {
        let stack = try MemoryStack.of(
            "resources: {a: {type: core.data}, b: {type: core.data, body: {x: \"${resource.a.id}\"}}}\n"
        ).load()
        let b = try stack.refill(try #require(Address("b"))) { _ in ["id": "7"] }
        #expect(b.body == ["x": "7"])
        #expect(throws: Diagnostics.self) { try stack.refill(try #require(Address("nobody"))) { _ in nil } }
    }

    @Test func `state entries carry addresses and identities`() throws {
        let run = try MemoryStack.of(
            """
            resources: {a: {type: core.data, for_each: {x: one, y: two}}}
            moved: [{from: old, to: "a[\\"x\\"]"}]
            removed: [{from: gone, destroy: false}]
            imports: [{for_each: {x: one}, to: "a[\\"${each.key}\\"]", id: "id-${each.value}"}]
            """
        ).load().run()
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        #expect(run.evaluation.moves.map { "\($0.from) \($0.to)" } == [#"old a["x"]"#])
        #expect(run.evaluation.removals.map { "\($0.from) \($0.destroysObject)" } == ["gone false"])
        #expect(run.evaluation.imports.map { "\($0.to) \($0.identity)" } == [#"a["x"] id-one"#])
    }

    @Test func `the place of a field in a body is found`() throws {
        let stack = try MemoryStack.of("resources:\n  a:\n    type: core.data\n    body:\n      x: {y: [1, 2]}\n")
            .load()
        let ranges = try #require(stack.run().resource("a")).bodyRanges
        let path = ValuePath([.key("x"), .key("y"), .index(1)])
        #expect(ranges[path].map(\.description) == "stack.yaml:7:18")
        #expect(ranges[ValuePath([.key("x"), .key("z")])].map(\.description) == "stack.yaml:7:10")
    }

    @Test func `ten thousand locals in a chain are no trouble`() throws {
        let locals = (1..<10_000).map { "  l\($0): \"${local.l\($0 - 1)}\"\n" }.joined()
        let run = try MemoryStack.of("locals:\n  l0: x\n\(locals)outputs: {o: {value: \"${local.l9999}\"}}\n").load()
            .run()
        #expect(run.output("o") == "x")
    }
}
