import MartletLanguage
import MartletModel

/// The good files around an input, and the names that an expression may use.
enum FuzzStacks {
    /// Stands in every secret value; must never be seen.
    static let canary = "canary-5d1f0c"

    /// Fewer steps than people have, so that an input which spends them all takes a moment only.
    static var surroundings: Surroundings {
        var surroundings = Surroundings(planTime: "2025-01-31T23:59:59Z")
        surroundings.steps = 200_000
        return surroundings
    }

    static let scope = NotedScope(
        [
            .variable: [
                "text": "hello", "number": 3, "flag": true, "list": ["a", "b", "c"], "map": ["k": "v", "n": 1],
                "nothing": .null, "unknown": .unknown(Unknown()), "unknown_text": .unknown(Unknown(.string)),
                "secret": .marking(.string(canary), .secret),
                "secrets": ["k": .marking(.string(canary), .secret), "list": .marking([.string(canary)], .secret)],
            ],
            .local: ["name": "demo", "deep": ["a": [["b": [1, 2, 3]]]]],
            .each: ["key": "east", "value": ["size": 2]],
        ], surroundings: surroundings)

    private static func files(_ stack: String, _ others: [String: [UInt8]] = [:]) -> MemoryStack {
        var files = MemoryStack(stack)
        for (path, bytes) in others { files.files[path] = bytes }
        return files
    }

    static let module = """
        martlet: 1
        variables: {v: {type: any, default: 1}}
        resources: {inner: {type: core.data, body: {input: "${var.v}"}}}
        outputs: {o: {value: "${resource.inner.id}"}}

        """

    static func withType(_ bytes: [UInt8]) -> MemoryStack {
        let text = String(decoding: bytes, as: UTF8.self)
        let variable: Value = ["type": .string(text), "default": .null]
        return files(YAMLWriter.text(of: ["martlet": 1, "name": "demo", "variables": ["v": variable]]))
    }

    static func withStack(_ bytes: [UInt8]) -> MemoryStack {
        var stack = files("", ["m/module.yaml": Array(module.utf8)])
        stack.files["stack.yaml"] = bytes
        return stack
    }

    static func withModule(_ bytes: [UInt8]) -> MemoryStack {
        files(
            "martlet: 1\nname: demo\nmodules: {m: {source: m, for_each: [a, b]}}\noutputs: {o: {value: \"${module.m}\"}}\n",
            ["m/module.yaml": bytes])
    }

    static func withScenarios(_ bytes: [UInt8]) -> MemoryStack {
        files(
            """
            martlet: 1
            name: demo
            variables: {nodes: {type: number, default: 1}, tags: {default: {}}, s: {type: string, default: x}}
            resources: {a: {type: core.data, body: {input: "${var.nodes}", tags: "${var.tags}"}}}

            """, ["scenarios.yaml": bytes])
    }
}
