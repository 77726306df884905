import Testing

/// Slips of the hand: told, and nothing done.
struct WrongInputTests {
    private static let stack = """
        martlet: 1
        name: slips
        resources:
          note: {type: core.data, body: {input: 1}}
        """

    private func applied() async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        #expect(await martlet("apply", "--auto-approve").status == 0)
        return martlet
    }

    @Test(arguments: [
        ["status"], ["history"], ["show"], ["output"], ["unlock"], ["check"], ["plan"], ["apply"], ["destroy"],
    ])
    func `a folder that is not there is no stack without resources`(command: [String]) async throws {
        let martlet = try await applied()
        let run = await martlet.run(command + ["nope"])
        #expect(run.status == 1 && run.messages.contains("nope"), "\(run.text)")
        #expect(run.output.isEmpty, "\(run.text)")
    }

    @Test func `a rollback to something else than a revision is not one to the revision before`() async throws {
        let martlet = try await applied()
        let run = await martlet("rollback", "last", "--auto-approve")
        #expect(run.status == 64 && run.messages.contains("`last` is neither the folder of a stack"), "\(run.text)")
    }

    @Test func `a resource to replace that is not there is told`() async throws {
        let martlet = try await applied()
        let run = await martlet("plan", "--replace", "nota")
        #expect(run.status == 1 && run.messages.contains("P020"), "\(run.text)")
        #expect(run.messages.contains("Did you mean `note`?"), "\(run.text)")
        #expect(await martlet("plan", "--replace", "note", "--detailed-exitcode").status == 2)
    }

    @Test func `a question that nobody can answer is told in its own words`() async throws {
        let martlet = try await applied()
        let destroy = await martlet("destroy")
        #expect(destroy.status == 1 && destroy.messages.contains("C006"), "\(destroy.text)")
        #expect(destroy.sentences.contains("Use --auto-approve, or save the plan with"), "\(destroy.text)")
    }

    @Test func `a number where a text belongs is told with the way to make one`() async throws {
        let body = "{name: g, location: westeurope, tags: {size: 1}}"
        let martlet = try CommandHarness(files: [
            "stack.yaml": "martlet: 1\nname: slips\nresources: {g: {type: azure.resource_group, body: \(body)}}\n"
        ])
        let run = await martlet("plan", "--sandbox")
        #expect(run.messages.contains("`tags.size` must be text, and is a number."), "\(run.text)")
        #expect(run.messages.contains("tostring"), "\(run.text)")
    }
}
