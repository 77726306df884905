import MartletLanguage
import MartletModel
import Testing

/// Time and size of large stacks. Unoptimised builds only show that the work is linear; the numbers that count are those
/// of `swift test -c release --filter StackSpeedTests`. The limits leave room for a machine that does other work too.
@Suite(.serialized) struct StackSpeedTests {
    #if DEBUG
    private static let isOptimised = false
    #else
    private static let isOptimised = true
    #endif

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

    private func measure(_ name: String, _ limit: Duration, _ work: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        let duration = try (0..<3).map { _ in try clock.measure(work) }.min() ?? .zero
        print("\(name): \(duration)")
        if Self.isOptimised { #expect(duration < limit, "\(name) took \(duration)") }
    }

    @Test func `ten thousand resources are read and evaluated in a quarter of a second`() throws {
        let stack = Self.resources(Self.isOptimised ? 10_000 : 500)
        let file = SourceFile(name: "stack.yaml", bytes: stack.files["stack.yaml"] ?? [])
        try measure("YAML alone, \(file.bytes.count) bytes", .milliseconds(500)) { _ = try YAMLReader.document(file) }
        try measure("load", .milliseconds(1000)) { _ = try stack.load() }
        let loaded = try stack.load()
        try measure("evaluate", .milliseconds(400)) {
            let run = loaded.run()
            try #require(run.evaluation.diagnostics.isEmpty)
        }
        let resources = loaded.run().evaluation.resources
        try measure("refill each", .milliseconds(600)) {
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
        let count = Self.isOptimised ? 1000 : 50
        let keys = (0..<count).map { "k\($0)" }.joined(separator: ", ")
        let stack = MemoryStack.of(
            "modules: {m: {source: m, for_each: [\(keys)], inputs: {name: \"${each.key}\"}}}\n",
            ["m/module.yaml": module])
        try measure("modules", .milliseconds(600)) {
            let run = try stack.load().run()
            #expect(
                run.evaluation.resources.count == count * 10, "\(run.evaluation.diagnostics.sorted.first?.detail ?? "")"
            )
        }
    }
}
