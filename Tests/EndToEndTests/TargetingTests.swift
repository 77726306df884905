import Foundation
import Testing

/// A part of a stack is changed, and the rest is left bit for bit (engine.md I17).
struct TargetingTests {
    private static let stack = """
        martlet: 1
        name: parts
        variables: {size: {type: number, default: 1}}
        resources:
          a: {type: core.data, body: {input: "${var.size}"}}
          b: {type: core.data, body: {input: {of: "${resource.a.output}", size: "${var.size}"}}}
          c: {type: core.data, body: {input: "${var.size}"}}
          fresh: {type: core.data, when: "${var.size > 1}", body: {input: 1}}
        outputs:
          a: {value: "${resource.a.output}"}
          c: {value: "${resource.c.output}"}
          fresh: {value: "${var.size > 1 ? resource.fresh.id : \\"none\\"}"}
        """

    /// Every record as the state has it, by address.
    private func records(_ martlet: CommandHarness) async throws -> [String: Data] {
        let shown = try JSONSerialization.jsonObject(with: Data(await martlet("show", "--json").output.utf8))
        let resources = try #require((shown as? [String: Any])?["resources"] as? [[String: Any]])
        var found: [String: Data] = [:]
        for resource in resources {
            let address = try #require(resource["address"] as? String)
            found[address] = try JSONSerialization.data(withJSONObject: resource, options: .sortedKeys)
        }
        return found
    }

    @Test(arguments: [
        (["--target", "a"], ["a"]), (["--target", "b"], ["a", "b"]), (["--target", "c"], ["c"]),
        (["--exclude", "a"], ["c", "fresh"]), (["--exclude", "c"], ["a", "b", "fresh"]),
        (["--target", "fresh"], ["fresh"]),
    ])
    func `what is not meant is not touched`(options: [String], changed: [String]) async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        #expect(await martlet("apply", "--auto-approve").status == 0)
        let before = try await records(martlet)
        let apply = await martlet.run(["apply", "--auto-approve", "--var", "size=2"] + options)
        #expect(apply.status == 0, "\(apply.text)")
        let after = try await records(martlet)
        let touched = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(touched.sorted() == changed)
        // The rest follows, and then everything is as asked.
        #expect(await martlet("apply", "--auto-approve", "--var", "size=2").status == 0)
        #expect(await martlet("plan", "--detailed-exitcode", "--var", "size=2").status == 0)
    }
}
