import Foundation
import Testing

@Suite struct FormatCommandTests {
    private static let untidy = "martlet:   1\nname: x # why\nlocals:\n    a: '${ 1+1 }'\n"
    private static let tidy = "martlet: 1\nname: x  # why\nlocals:\n  a: \"${1 + 1}\"\n"

    private func text(_ harness: CommandHarness, _ name: String) throws -> String {
        try String(contentsOf: harness.folder.appending(path: name), encoding: .utf8)
    }

    @Test func `changed files are named and keep their permissions, others stay untouched`() async throws {
        let harness = try CommandHarness(files: [
            "stack.yaml": Self.untidy, "b/module.yaml": Self.tidy, "b/x.auto.vars.yaml": "a:   1\n",
            "b/other.yaml": "a:   1\n", ".hidden/stack.yaml": Self.untidy,
        ])
        let path = harness.folder.appending(path: "stack.yaml").path
        try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: path)
        let run = await harness("fmt")
        #expect(run.status == 0, "\(run.text)")
        #expect(run.output == "b/x.auto.vars.yaml\nstack.yaml\n")
        #expect(try text(harness, "stack.yaml") == Self.tidy)
        #expect(try text(harness, "b/other.yaml") == "a:   1\n")
        #expect(try text(harness, ".hidden/stack.yaml") == Self.untidy)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o664)
        #expect(try FileManager.default.contentsOfDirectory(atPath: harness.folder.path).count == 3)
        #expect(await harness("fmt").output == "")
    }

    @Test func `check and diff change nothing`() async throws {
        let harness = try CommandHarness(files: ["stack.yaml": Self.untidy])
        let check = await harness("fmt", "--check")
        #expect(check.status == 1)
        #expect(check.output == "stack.yaml\n")
        let diff = await harness("fmt", "--diff", "stack.yaml")
        #expect(diff.status == 0)
        #expect(
            diff.output == """
                --- stack.yaml
                +++ stack.yaml
                @@ -1,4 +1,4 @@
                -martlet:   1
                -name: x # why
                +martlet: 1
                +name: x  # why
                 locals:
                -    a: '${ 1+1 }'
                +  a: "${1 + 1}"

                """)
        #expect(try text(harness, "stack.yaml") == Self.untidy)
        let json = await harness("fmt", "--check", "--json")
        #expect(
            json.output == #"{"changed":[{"file":"stack.yaml"}],"diagnostics":[],"files":1,"format":"martlet.fmt/1"}"#
                + "\n")
    }

    @Test func `a link stays a link`() async throws {
        let harness = try CommandHarness(files: ["real/text.yaml": Self.untidy])
        let link = harness.folder.appending(path: "stack.yaml")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "real/text.yaml")
        #expect(await harness("fmt", "stack.yaml").status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "real/text.yaml")
        #expect(try text(harness, "real/text.yaml") == Self.tidy)
    }

    @Test func `standard input goes to standard output`() async throws {
        let harness = try CommandHarness()
        let input = Self.untidy.split(separator: "\n").map(String.init)
        let run = await harness.run(["fmt", "-"], input: input)
        #expect(run.status == 0)
        #expect(run.output == Self.tidy)
        #expect(await harness.run(["fmt", "-", "--check"], input: input).status == 1)
        let broken = await harness.run(["fmt", "-"], input: ["a: [1"])
        #expect(broken.status == 1)
        #expect(broken.output == "")
        #expect(broken.messages.contains("<stdin>:"))
        #expect(await harness("fmt", "-", "x").status == 64)
    }

    @Test func `a broken file is reported and the others are formatted`() async throws {
        let harness = try CommandHarness(files: ["a/stack.yaml": "a: [1\nb: 2\n", "b/stack.yaml": Self.untidy])
        let run = await harness("fmt", "a", "b", "c")
        #expect(run.status == 1)
        #expect(run.output == "b/stack.yaml\n")
        #expect(run.messages.contains("a/stack.yaml:2"))
        #expect(run.messages.contains("C030"))
        #expect(try text(harness, "a/stack.yaml") == "a: [1\nb: 2\n")
    }
}
