import MartletLanguage
import MartletModel
import Testing

/// Deprecated variables warn where they are given a value, deprecated outputs where they are used.
@Suite struct DeprecationTests {
    private let module = """
        martlet: 1
        variables: {size: {default: 1, deprecated: Use nodes.}, nodes: {default: 1}}
        outputs: {old: {value: 1, deprecated: Use new.}, new: {value: 2}}
        """

    private func warnings(_ entries: String) throws -> [String] {
        let run = try MemoryStack.of(entries, ["m/module.yaml": module]).load().run()
        return run.evaluation.diagnostics.sorted.map { warning in
            #expect(warning.severity == .warning)
            return "\(warning.code.text) \(warning.range?.description ?? "") \(warning.detail)"
        }
    }

    @Test func `a module's deprecated variable warns its caller`() throws {
        #expect(
            try warnings("modules: {m: {source: m, inputs: {size: 2}}}\n") == [
                "L045 stack.yaml:3:35 Variable `size` is deprecated: Use nodes."
            ])
        #expect(try warnings("modules: {m: {source: m, inputs: {nodes: 2}}}\n").isEmpty)
    }

    @Test func `a deprecated output warns at every use`() throws {
        #expect(
            try warnings("modules: {m: {source: m}}\nlocals: {a: \"${module.m.old}\", b: \"${module.m.new}\"}\n") == [
                "L064 stack.yaml:4:16 `module.m.old` is deprecated: Use new."
            ])
        #expect(
            try warnings(
                "modules: {m: {source: m, for_each: [x]}}\noutputs: {a: {value: '${module.m[\"x\"].old}'}}\n"
            ).count == 1)
    }
}
