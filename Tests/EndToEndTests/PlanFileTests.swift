import Foundation
import Testing

/// `plan --out`, then `apply FILE`: what was shown is what is done, or nothing.
struct PlanFileTests {
    private let small = ["--sandbox", "--scenario", "small"]
    private let file = "saved.plan"

    private static let stack = """
        martlet: 1
        name: saved
        variables:
          token: {type: string, sensitive: true}
          size: {type: number, default: 1}
        resources:
          note: {type: core.data, body: {input: {token: "prefix-${var.token}", size: "${var.size}"}}}
          copy: {type: core.data, body: {input: "${resource.note.output}"}}
        outputs:
          size: {value: "${var.size}"}
        """

    private func text(_ martlet: CommandHarness) throws -> String {
        try String(contentsOf: martlet.folder.appending(path: file), encoding: .utf8)
    }

    @Test func `a saved plan of the whole platform is applied without a question`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        let plan = await martlet.run(["plan", "--out", file] + small)
        #expect(plan.status == 0, "\(plan.text)")
        let mode = try FileManager.default.attributesOfItem(atPath: martlet.folder.appending(path: file).path)[
            .posixPermissions]
        #expect(mode as? Int == 0o600)

        let apply = await martlet("apply", file)
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + small).status == 0)

        let destroy = await martlet.run(["plan", "--destroy", "--out", file] + small)
        #expect(destroy.status == 0, "\(destroy.text)")
        #expect(await martlet("apply", file, "--json").status == 0)
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
    }

    @Test func `a plan is stale after another apply, and again after an edit`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let values = ["--sandbox", "--var", "token=abc"]
        #expect(await martlet.run(["plan", "--out", file] + values).status == 0)
        #expect(await martlet.run(["apply", "--auto-approve"] + values).status == 0)
        let stale = await martlet("apply", file)
        #expect(stale.status == 1, "\(stale.text)")
        #expect(
            stale.messages.contains("the state is at revision 1, and the plan starts from revision 0"), "\(stale.text)")
        let words = stale.messages.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Since then came revision 1 (`apply` by "), "\(stale.text)")
        #expect(words.contains("`copy` was added, `note` was added."), "\(stale.text)")

        #expect(await martlet.run(["plan", "--out", file, "--var", "size=2"] + values).status == 0)
        try martlet.write(Self.stack.replacing("prefix-", with: "before-"), to: "stack.yaml")
        let edited = await martlet("apply", file)
        #expect(edited.status == 1 && edited.messages.contains("the stack files have changed"), "\(edited.text)")
        #expect(await martlet("history", "--sandbox").output.split(separator: "\n").count { $0.contains("apply") } <= 1)

        try martlet.write(Self.stack, to: "stack.yaml")
        let apply = await martlet("apply", file)
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await martlet("output", "--sandbox", "--name", "size").output == "2\n")
        #expect(await martlet("apply", file).status == 1)
    }

    @Test func `a file that is cut off, changed, foreign, newer or keyless is refused, and nothing changes`()
        async throws
    {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        #expect(await martlet.run(["plan", "--out", file, "--sandbox", "--var", "token=abc"]).status == 0)
        let whole = try text(martlet)
        #expect(whole.contains("plan-file/1"))
        let broken = [
            (String(whole.prefix(whole.count / 2)), "C024"), (String(whole.prefix(30)), "C024"),
            (whole.replacing("\"core.data\"", with: "\"core.file\""), "C024"), ("", "C022"), ("{}", "C022"),
            ("hello", "C022"),
            (whole.replacing("plan-file/1", with: "plan-file/2"), "C023"),
        ]
        for (text, code) in broken {
            try martlet.write(text, to: file)
            let apply = await martlet("apply", file)
            #expect(apply.status == 1 && apply.messages.contains(code), "\(code): \(apply.text)")
        }
        try martlet.write(whole, to: file)
        try FileManager.default.removeItem(at: martlet.folder.appending(path: ".martlet/sandbox/state.key"))
        #expect(await martlet("apply", file).status == 1)
        #expect(try martlet.localFiles().keys.filter { $0.hasSuffix("state.key") || $0.hasSuffix(".state") }.isEmpty)
    }

    @Test func `options that say otherwise are refused, the same ones are not`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        #expect(await martlet.run(["plan", "--out", file, "--sandbox", "--var", "token=abc"]).status == 0)
        for (options, name) in [
            (["--var", "token=canary-other"], "--var token"), (["--scenario", "x"], "--scenario"),
            (["--target", "note"], "--target"),
            (["--state", "other.state"], "--state"), (["--refresh-only"], "--refresh-only"),
        ] {
            let apply = await martlet.run(["apply", file] + options)
            #expect(apply.status == 64 && apply.messages.contains("differs: \(name)."), "\(options) \(apply.text)")
            #expect(!apply.text.contains("canary-other"))
        }
        let apply = await martlet.run(["apply", file, "--sandbox", "--var", "token=abc"])
        #expect(apply.status == 0, "\(apply.text)")
    }

    @Test func `a folder can move with its plan file, and environment variables are kept`() async throws {
        let martlet = try CommandHarness(files: ["a/stacks/one/stack.yaml": Self.stack])
        let folder = martlet.folder
        let inside = try CommandHarness()
        try FileManager.default.copyItem(
            at: folder.appending(path: "a"), to: inside.folder.appending(path: "stacks-root"))
        let plan = await inside.run(
            ["plan", "stacks-root/stacks/one", "--sandbox", "--out", "stacks-root/\(file)"],
            environment: ["MARTLET_VAR_token": "abc"]
        )
        #expect(plan.status == 0, "\(plan.text)")
        let moved = martlet.folder.appending(path: "moved")
        try FileManager.default.copyItem(at: inside.folder, to: moved)
        let other = await martlet.run(
            ["apply", "moved/stacks-root/\(file)"], environment: ["MARTLET_VAR_token": "other"])
        #expect(other.status == 64 && other.messages.contains("MARTLET_VAR_token"), "\(other.text)")
        let apply = await martlet("apply", "moved/stacks-root/\(file)")
        #expect(apply.status == 0, "\(apply.text)")
        #expect(
            FileManager.default.fileExists(
                atPath: moved.appending(path: "stacks-root/stacks/one/.martlet/sandbox/default.state").path))
    }

    @Test func `no secret is in a plan file or a page`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let token = "canary-77c1e0"
        for values in [["--var", "token=\(token)"], []] {
            let plan = await martlet.run(
                ["plan", "--out", file, "--html", "plan.html", "--sandbox"] + values,
                environment: ["MARTLET_VAR_token": token]
            )
            #expect(plan.status == 0, "\(plan.text)")
            let page = try String(contentsOf: martlet.folder.appending(path: "plan.html"), encoding: .utf8)
            #expect(page.contains("&lt;redacted&gt;") && !page.contains("://"))
            for form in [
                token, Data("prefix-\(token)".utf8).base64EncodedString(), Data(token.utf8).base64EncodedString(),
            ] {
                #expect(try !text(martlet).contains(form) && !page.contains(form))
            }
        }
    }

    @Test func `instances that hang on planned values are applied as planned`() async throws {
        let stack = """
            martlet: 1
            name: each
            resources:
              names: {type: core.data, body: {input: [a, b]}}
              item:
                type: core.data
                for_each: "${toset(resource.names.output)}"
                body: {input: "${each.key}-${resource.names.id}"}
            """
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        #expect(await martlet("plan", "--sandbox", "--out", file).status == 0)
        let apply = await martlet("apply", file)
        #expect(apply.status == 0, "\(apply.text)")
        let plan = await martlet("plan", "--sandbox", "--detailed-exitcode")
        #expect(plan.status == 0 && plan.output.contains("agree on 3 resources"), "\(plan.text)")
    }

    @Test func `steps that cannot be undone need consent, when the plan is made or when it is applied`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        let replace = ["plan", "--replace", "pool"] + small
        #expect(
            await martlet.run(replace + ["--allow-irreversible", "pool"]).status == 64, "consent without a file is lost"
        )

        #expect(await martlet.run(replace + ["--out", file]).status == 0)
        let refused = await martlet("apply", file)
        #expect(
            refused.status == 1 && refused.messages.contains("`pool` has a step that cannot be undone"),
            "\(refused.text)")
        #expect(await martlet("apply", file, "--allow-irreversible", "pool").status == 0)

        #expect(await martlet.run(replace + ["--out", file, "--allow-irreversible", "pool"]).status == 0)
        let apply = await martlet("apply", file)
        #expect(apply.status == 0, "\(apply.text)")
    }
}
