import Foundation
import MartletLanguage
import MartletModel
import Testing

/// Prints what large stacks take in one process, for docs/benchmarks.md; it asserts no time: `StackWorkTests` counts work.
///
///     MARTLET_SPEED=1 swift test -c release --filter StackSpeedTests
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["MARTLET_SPEED"] != nil))
struct StackSpeedTests {
    private static func resources(_ count: Int) -> MemoryStack {
        var text =
            "martlet: 1\nname: bench\nvariables: {production: {type: bool, default: false}}\nlocals: {prefix: p}\nresources:\n"
        for number in 0..<count {
            let previous = number == 0 ? "local.prefix" : "resource.r\(number - 1).id"
            text += """
                  r\(number):
                    type: core.data
                    lifecycle:
                      prevent_destroy: "${var.production}"
                    body:
                      input:
                        name: "${local.prefix}-\(number)"
                        size: \(number)
                        description: "a resource with some text that fills the line up to a plausible length, number \(number)"
                        tags:
                          environment: production
                          team: platform
                          previous: "${\(previous)}"
                        ports:
                        - 80
                        - 443

                """
        }
        return MemoryStack(text)
    }

    /// The least of five runs.
    private func measure(_ name: String, _ work: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        let duration = try (0..<5).map { _ in try clock.measure(work) }.min() ?? .zero
        print("\(name): \(duration)")
    }

    @Test func `ten thousand resources are read, evaluated and looked at again`() throws {
        let stack = Self.resources(10_000)
        let file = SourceFile(name: "stack.yaml", bytes: stack.files["stack.yaml"] ?? [])
        try measure("YAML alone, \(file.bytes.count) bytes") { _ = try YAMLReader.document(file) }
        try measure("load") { _ = try stack.load() }
        let loaded = try stack.load()
        try measure("evaluate") {
            let run = loaded.run()
            try #require(run.evaluation.diagnostics.isEmpty)
        }
        let resources = loaded.run().evaluation.resources
        try measure("refill each") {
            for resource in resources {
                _ = try loaded.refill(resource.address) { _ in ["id": "x"] }
            }
        }
    }

    @Test func `a module is instantiated a thousand times with ten resources each`() throws {
        let resources = (0..<10).map { number in
            "  r\(number): {type: core.data, body: {name: \"${local.full}-\(number)\", before: \"${"
                + (number == 0 ? "var.name" : "resource.r\(number - 1).id") + "}\"}}\n"
        }.joined()
        let module = """
            martlet: 1
            variables: {name: {type: string}}
            locals: {full: "${var.name}-x"}
            resources:
            \(resources)outputs: {id: {value: "${resource.r9.id}"}}
            """
        let keys = (0..<1_000).map { "k\($0)" }.joined(separator: ", ")
        let stack = MemoryStack.of(
            "modules: {m: {source: m, for_each: [\(keys)], inputs: {name: \"${each.key}\"}}}\n",
            ["m/module.yaml": module])
        try measure("modules") {
            let run = try stack.load().run()
            #expect(
                run.evaluation.resources.count == 10_000, "\(run.evaluation.diagnostics.sorted.first?.detail ?? "")")
        }
    }
}
