import Foundation
import MartletModel
import TestSupport
import Testing

/// The schema with a validator that others wrote: PyPI's `check-jsonschema`, from `MARTLET_JSONSCHEMA` or the path.
@Suite struct SchemaValidatorTests {
    static let validator: String? = {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["MARTLET_JSONSCHEMA"].map { [$0] } ?? []
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/check-jsonschema" }
        return (named + folders).first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Which of `files` the schema of `kind` does not accept.
    private func rejected(_ files: [URL], kind: String, _ harness: CommandHarness) async throws -> Set<String> {
        #expect(await harness("schema", kind, "--out", "\(kind).json").status == 0)
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.validator))
        let schema = harness.folder.appending(path: "\(kind).json").path
        process.arguments = ["--schemafile", schema, "--output-format", "json"] + files.map(\.path)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = try Value(json: String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
        process.waitUntilExit()
        #expect(answer["parse_errors"]?.elements?.isEmpty ?? true, "\(answer)")
        let names = (answer["errors"]?.elements ?? []).compactMap { $0["filename"]?.stringValue }
        return Set(names.map { URL(filePath: $0).deletingPathExtension().lastPathComponent })
    }

    @Test(.enabled(if: validator != nil, "set MARTLET_JSONSCHEMA to PyPI's check-jsonschema"))
    func `every shipped file is accepted`() async throws {
        let harness = try CommandHarness()
        let root = Fixtures.packageRoot.appending(path: "stacks")
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        for kind in ["stack", "module", "scenarios"] {
            let files = names.filter { $0.hasSuffix("/\(kind).yaml") }.map { root.appending(path: $0) }
            #expect(!files.isEmpty || kind == "module")
            if !files.isEmpty { #expect(try await rejected(files, kind: kind, harness) == []) }
        }
    }

    private static let head = "martlet: 1\nname: x\n"
    private static let group = "body: {name: g, location: westeurope}"

    static let good: [String: String] = [
        "nothing": head,
        "expressions": head + """
            resources:
              g:
                type: azure.resource_group
                when: "${var.x}"
                for_each: "${var.y}"
                lifecycle: {prevent_destroy: "${var.x}", ignore_changes: [tags]}
                timeouts: {create: 1h30m, delete: "${var.t}"}
                body: {name: "${var.n}", location: "${var.l}", tags: {"${var.k}": v}}
              h: {type: azure.subnet, body: "${var.body}"}
              p: {type: azure.agent_pool, body: {parent: "${var.p}", name: p, properties: {count: "${var.c}", availabilityZones: "${var.z}"}}}
            """,
        "full_names": head + "resources: {v: {type: Microsoft.Network/virtualNetworks@2025-05-01, body: {any: 1}}}",
        "connections": head + """
            providers: {azure: {subscription_id: "${var.s}"}, west: {provider: azure, parallelism: 4, tenant_id: t}, kubernetes: {path: k, parallelism: 1}}
            """,
        "kubernetes": head
            + "resources: {n: {type: kubernetes.object, body: {apiVersion: v1, kind: X, metadata: {}, spec: 1}}}",
        "merges": head + "locals: {a: &a {type: string}}\nvariables: {b: {<<: *a, default: x}}",
        "lists": head + """
            moved: [{from: a, to: b}]
            removed: [{from: c, destroy: false}]
            imports: [{to: d, id: "${var.i}"}]
            checks: {q: {type: neo4j.query, body: {statement: RETURN 1}, assert: {condition: "${true}", message: m}, timeout: 5m}}
            outputs: {o: {value: 1, sensitive: true}}
            modules: {m: {source: ../m, inputs: {a: 1}, providers: {azure: west}}}
            """,
    ]

    static let broken: [String: String] = [
        "no_name": "martlet: 1\n", "other_version": "martlet: 2\nname: x\n",
        "bad_name": "martlet: 1\nname: Not A Name\n",
        "unknown_section": head + "resource: {}", "unknown_backend": head + "state: {backend: floppy}",
        "unknown_resource_key": head + "resources: {g: {type: azure.resource_group, count: 2, \(group)}}",
        "unknown_type": head + "resources: {g: {type: azure.resource_grup, \(group)}}",
        "no_type": head + "resources: {g: {\(group)}}",
        "no_body": head + "resources: {g: {type: azure.resource_group}}",
        "missing_field": head + "resources: {g: {type: azure.subnet, body: {name: x}}}",
        "unknown_field": head + "resources: {g: {type: azure.resource_group, body: {name: g, location: l, tag: {}}}}",
        "read_only_field": head + """
            resources: {c: {type: azure.managed_cluster, body: {parent: p, name: c, location: l, properties: {provisioningState: x}}}}
            """,
        "wrong_kind": head + """
            resources: {p: {type: azure.agent_pool, body: {parent: p, name: p, properties: {count: three}}}}
            """,
        "wrong_truth": head + "resources: {g: {type: azure.resource_group, when: maybe, \(group)}}",
        "bad_instance_name": head + "resources: {1g: {type: azure.resource_group, \(group)}}",
        "bad_duration": head + "resources: {g: {type: azure.resource_group, timeouts: {create: soon}, \(group)}}",
        "unknown_lifecycle": head + "resources: {g: {type: azure.resource_group, lifecycle: {keep: true}, \(group)}}",
        "data_lifecycle": head
            + "data: {g: {type: azure.resource_group, lifecycle: {prevent_destroy: true}, \(group)}}",
        "data_as_resource": head + "resources: {q: {type: neo4j.query, body: {statement: x}}}",
        "unknown_connection_key": head + "providers: {azure: {subscription: x}}",
        "no_parallelism": head + "providers: {azure: {parallelism: 0}}",
        "expression_in_parallelism": head + "providers: {azure: {parallelism: \"${var.p}\"}}",
        "nameless_provider": head + "providers: {west: {tenant_id: x}}",
        "unknown_provider": head + "providers: {west: {provider: aws}}",
        "expression_in_source": head + "modules: {m: {source: \"${var.s}\"}}",
        "half_condition": head + "variables: {v: {validation: [{condition: \"${true}\"}]}}",
        "half_move": head + "moved: [{from: a}]", "output_scalar": head + "outputs: {o: 1}",
        "unknown_output_key": head + "outputs: {o: {value: 1, secret: true}}",
    ]

    @Test(.enabled(if: validator != nil, "set MARTLET_JSONSCHEMA to PyPI's check-jsonschema"))
    func `good stacks are accepted and every broken one is rejected`() async throws {
        let harness = try CommandHarness()
        for (name, text) in Self.good.merging(Self.broken, uniquingKeysWith: { first, _ in first }) {
            try harness.write(text + "\n", to: "\(name).yaml")
        }
        let names = (Array(Self.good.keys) + Self.broken.keys).sorted()
        let files = names.map { harness.folder.appending(path: "\($0).yaml") }
        let found = try await rejected(files, kind: "stack", harness)
        #expect(found.subtracting(Self.broken.keys).sorted() == [])
        #expect(Set(Self.broken.keys).subtracting(found).sorted() == [])
    }

    @Test(.enabled(if: validator != nil, "set MARTLET_JSONSCHEMA to PyPI's check-jsonschema"))
    func `the variables of a stack are checked in scenarios and files of variables`() async throws {
        let stack = "martlet: 1\nname: x\nvariables: {n: {type: number}, o: {type: \"object({a = string})\"}}\n"
        let harness = try CommandHarness(files: [
            "stack.yaml": stack, "good.yaml": "n: 3\no: {a: x}\n", "unknown.yaml": "m: 1\n", "wrong.yaml": "n: three\n",
            "missing.yaml": "o: {}\n",
        ])
        #expect(await harness("schema", "vars", "--stack", ".", "--out", "typed.json").status == 0)
        for name in ["good", "unknown", "wrong", "missing"] {
            let process = Process()
            process.executableURL = URL(filePath: try #require(Self.validator))
            process.arguments = ["--schemafile", "typed.json", "\(name).yaml"]
            process.currentDirectoryURL = harness.folder
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect((process.terminationStatus == 0) == (name == "good"), "\(name)")
        }
    }
}
