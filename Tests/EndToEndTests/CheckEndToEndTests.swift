import Testing

/// Checks through the program: asked by an apply, by `check`, and told by `status`.
struct CheckEndToEndTests {
    private static let stack = """
        martlet: 1
        name: checked
        variables:
          size: {type: number, default: 1}
          most: {type: number, default: 3}
        resources:
          group:
            type: azure.resource_group
            body: {name: checked, location: westeurope, tags: {size: "${tostring(var.size)}"}}
        checks:
          small:
            type: azure.resource_group
            body: {name: checked}
            blocking: true
            timeout: 3m
            assert: [{condition: "${tonumber(self.tags.size) <= var.most}", message: "${self.tags.size} is too many"}]
          odd:
            type: azure.resource_group
            body: {name: checked}
            timeout: 3m
            assert: [{condition: "${tonumber(self.tags.size) % 2 == 1}", message: "${self.tags.size} is even"}]
        """

    private func applied(_ size: Int) async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let apply = await martlet("apply", "--sandbox", "--auto-approve", "--var", "size=\(size)")
        #expect(apply.status == 0, "\(apply.text)")
        return martlet
    }

    @Test func `status shows what the checks of the last apply said`() async throws {
        let martlet = try await applied(2)
        let status = await martlet("status", "--sandbox")
        #expect(status.status == 0)
        #expect(status.output.contains("Checks, as deployment 1 found them at "), "\(status.text)")
        #expect(status.output.contains(": 1 of 2 checks passed:\n  odd: 2 is even."), "\(status.text)")
        let json = await martlet("status", "--sandbox", "--json").output
        #expect(json.contains(#""name":"odd","passed":false"#) && json.contains(#""name":"small","passed":true"#))
        let history = await martlet("history", "--sandbox", "--json").output
        #expect(history.contains(#""name":"odd","passed":false"#))
    }

    @Test func `a blocking check that took a run back is shown with that run, by its own name`() async throws {
        let martlet = try await applied(1)
        let refused = await martlet("apply", "--sandbox", "--auto-approve", "--var", "size=5")
        #expect(refused.status == 3, "\(refused.text)")
        let status = await martlet("status", "--sandbox").output
        #expect(status.contains("as deployment 2 found them at ") && status.contains(" before it was rolled back: "))
        #expect(status.contains("0 of 1 check passed:\n  small (blocking): 5 is too many."), "\(status)")
        #expect(await martlet("history", "--sandbox").output.contains("failed at check `small` (5 is too many."))
    }

    @Test func `what is gone is not told any more`() async throws {
        let martlet = try await applied(1)
        #expect(await martlet("destroy", "--sandbox", "--auto-approve").status == 0)
        let status = await martlet("status", "--sandbox").output
        #expect(!status.contains("Checks"), "\(status)")
    }

    @Test func `check asks all of them and writes nothing`() async throws {
        let martlet = try await applied(1)
        let before = try martlet.localFiles().filter { $0.key.hasSuffix(".state") }
        let passed = await martlet("check", "--sandbox")
        #expect(passed.status == 0 && passed.output == "2 of 2 checks passed.\n", "\(passed.text)")
        let failed = await martlet("check", "--sandbox", "--var", "most=0")
        #expect(failed.status == 1, "\(failed.text)")
        #expect(failed.output.contains("1 of 2 checks passed:\n  small (blocking): 1 is too many."), "\(failed.text)")
        #expect(try martlet.localFiles().filter { $0.key.hasSuffix(".state") } == before)
    }

    @Test func `a check is told while it is asked, and one that cannot be answered is not asked for long`() async throws
    {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let run = await martlet("check", "--sandbox")
        #expect(run.status == 1, "\(run.text)")
        #expect(run.messages.contains("check small: checking\n") && run.messages.contains("check small: failed after "))
        #expect(run.output.contains("small (blocking): There is no "), "\(run.text)")
        #expect(!run.text.contains("step did not end"), "\(run.text)")
    }

    @Test func `a timeout of a check that turns out to be none is a fault`() async throws {
        let stack = Self.stack.replacing(
            "timeout: 3m", with: "timeout: \"${var.most > 2 ? \\\"soon\\\" : \\\"3m\\\"}\"")
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        #expect(await martlet("apply", "--sandbox", "--auto-approve", "--var", "most=2").status == 0)
        let check = await martlet("check", "--sandbox")
        #expect(check.status == 1 && check.output.contains("must be a duration"), "\(check.text)")
    }
}
