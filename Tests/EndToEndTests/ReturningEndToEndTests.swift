import Foundation
import Testing

/// `martlet rollback`: an ordinary plan toward a stored revision.
struct ReturningEndToEndTests {
    private static let stack = """
        martlet: 1
        name: returning
        variables:
          size: {type: number, default: 1}
          extra: {type: bool, default: false}
          secret: {type: string, default: first, sensitive: true}
        resources:
          a: {type: core.data, body: {input: {size: "${var.size}", secret: "${var.secret}"}}}
          b: {type: core.data, when: "${var.extra}", body: {input: "${resource.a.id}"}}
        outputs:
          size: {value: "${resource.a.output.size}"}
          secret: {value: "${resource.a.output.secret}", sensitive: true}
        """

    private func twice() async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        #expect(await martlet("apply", "--auto-approve").status == 0)
        let second = await martlet(
            "apply", "--auto-approve", "--var", "size=2", "--var", "extra=true", "--var", "secret=second")
        #expect(second.status == 0, "\(second.text)")
        return martlet
    }

    private func secret(_ martlet: CommandHarness) async -> String {
        await martlet("output", "--name", "secret", "--reveal").output
    }

    @Test func `the revision before is what it was, secrets and all`() async throws {
        let martlet = try await twice()
        #expect(await secret(martlet) == "second\n")
        let rollback = await martlet("rollback", "--auto-approve")
        #expect(rollback.status == 0, "\(rollback.text)")
        #expect(rollback.output.contains("Plan to return to revision 1 of returning"))
        #expect(rollback.messages.contains("The stack's files still say what they said"))
        #expect(await secret(martlet) == "first\n")
        #expect(await martlet("output", "--name", "size").output == "1\n")
        #expect(await martlet("history").output.contains("rollback to revision 1"))
        #expect(await martlet("plan", "--detailed-exitcode").status == 0)
        #expect(await martlet("plan", "--detailed-exitcode", "--var", "size=2").status == 2)
    }

    @Test func `a rollback can be rolled back`() async throws {
        let martlet = try await twice()
        #expect(await martlet("rollback", "1", "--auto-approve").status == 0)
        #expect(await martlet("rollback", "--auto-approve").status == 0)
        #expect(await secret(martlet) == "second\n")
        let plan = await martlet(
            "plan", "--detailed-exitcode", "--var", "size=2", "--var", "extra=true", "--var", "secret=second")
        #expect(plan.status == 0, "\(plan.text)")
    }

    @Test func `no stack file is needed but its name`() async throws {
        let martlet = try await twice()
        try martlet.write("martlet: 1\nname: returning\nresources: {a: {type: core.nothing}}\n", to: "stack.yaml")
        #expect(await martlet("plan").status == 1)
        let rollback = await martlet("rollback", "1", "--auto-approve")
        #expect(rollback.status == 0, "\(rollback.text)")
        #expect(await secret(martlet) == "first\n")
    }

    @Test func `it asks, it can be saved, and a saved one goes stale`() async throws {
        let martlet = try await twice()
        let refused = await martlet("rollback", ".", "1", input: ["no"])
        #expect(refused.status == 1, "\(refused.text)")
        #expect(await secret(martlet) == "second\n")
        let saved = await martlet("rollback", "1", "--out", "back.plan")
        #expect(saved.status == 0, "\(saved.text)")
        let bytes = try String(contentsOf: martlet.folder.appending(path: "back.plan"), encoding: .utf8)
        #expect(!bytes.contains("first"))
        let apply = await martlet("apply", "back.plan")
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await secret(martlet) == "first\n")
        #expect(await martlet("apply", "back.plan").status == 1)
    }

    @Test(
        arguments: [
            (["rollback", "9"], 1), (["rollback", "x", "y"], 64), (["rollback", "1", "--target", "nothing"], 1),
        ] as [([String], Int32)])
    func `what there is not is said`(arguments: [String], status: Int32) async throws {
        let martlet = try await twice()
        let run = await martlet.run(arguments)
        #expect(run.status == status, "\(run.text)")
        #expect(await secret(martlet) == "second\n")
    }

    @Test func `the first revision has none before it`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        #expect(await martlet("rollback").messages.contains("Nothing was applied yet."))
        #expect(await martlet("apply", "--auto-approve").status == 0)
        #expect(await martlet("rollback").messages.contains("martlet rollback 0"))
        #expect(await martlet("rollback", "0", "--auto-approve").status == 0)
        #expect(await martlet("show").output.hasPrefix("No resources"))
    }

    /// The cluster, what is in it, and every id that Azure chose are made anew from what the state remembers.
    @Test func `a platform that was destroyed comes back`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        let small = ["--sandbox", "--scenario", "small"]
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        #expect(await martlet.run(["destroy", "--auto-approve"] + small).status == 0)
        let rollback = await martlet.run(["rollback", "--auto-approve"] + small)
        #expect(rollback.status == 0, "\(rollback.text)")
        await expectItIsBack(martlet)
    }

    /// What the stack made of the new password with a template is there as well: the next plan has nothing to do.
    private func expectItIsBack(_ martlet: CommandHarness) async {
        let plan = await martlet("plan", "--detailed-exitcode", "--sandbox", "--scenario", "small")
        #expect(plan.status == 0, "\(plan.text)")
    }

    @Test func `a rollback that is interrupted goes on`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        let small = ["--sandbox", "--scenario", "small"]
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        #expect(await martlet.run(["destroy", "--auto-approve"] + small).status == 0)
        let rule =
            #"{"match":{"method":"PUT","path":"*/agentPools/*"},"action":"fail_operation","code":"QuotaExceeded"}"#
        _ = await martlet("sandbox", "faults", "--add", rule)
        let rollback = await martlet.run(["rollback", "--auto-approve", "--on-failure", "keep"] + small)
        #expect(rollback.status == 7, "\(rollback.text)")
        let resume = await martlet.run(["resume"] + small)
        #expect(resume.status == 0, "\(resume.text)")
        await expectItIsBack(martlet)
    }
}
