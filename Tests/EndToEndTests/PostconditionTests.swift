import Testing

/// What must hold after a step, before anything is committed.
struct PostconditionTests {
    private let stack = """
        martlet: 1
        name: conditions
        variables:
          wanted: {type: number}
        resources:
          word: {type: core.id, body: {}}
          note:
            type: core.data
            body: {input: {text: "${resource.word.id}"}}
            postcondition:
              - condition: "${length(self.output.text) == var.wanted}"
                message: "the id has ${length(self.output.text)} characters"
        """

    @Test func `a postcondition that only apply can tell takes the run back`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let failed = await martlet("apply", "--auto-approve", "--var", "wanted=3")
        #expect(failed.status == 3, "\(failed.text)")
        #expect(failed.messages.contains("the id has 16 characters"), "\(failed.text)")
        #expect(await martlet("show").output.hasPrefix("No resources"))
        let applied = await martlet("apply", "--auto-approve", "--var", "wanted=16")
        #expect(applied.status == 0, "\(applied.text)")
    }

    @Test func `a commit waits for the time to bake`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let run = await martlet("apply", "--auto-approve", "--var", "wanted=16", "--sandbox", "--bake", "1h30m")
        #expect(run.status == 0 && run.messages.contains("Waiting for 1 h 30 min before the commit."), "\(run.text)")
        #expect(run.messages.contains("in 1 h 3"), "\(run.text)")
        #expect(await martlet("apply", "--bake", "soon").status == 64)
    }

    @Test func `a precondition of an output that only apply can tell takes the run back`() async throws {
        let stack = """
            martlet: 1
            name: outputs
            variables: {wanted: {type: number}}
            resources: {word: {type: core.id, body: {}}}
            outputs:
              word:
                value: fixed
                precondition: {condition: "${length(resource.word.id) == var.wanted}", message: no such word}
            """
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let failed = await martlet("apply", "--auto-approve", "--var", "wanted=3")
        #expect(failed.status == 3 && failed.messages.contains("no such word"), "\(failed.text)")
        #expect(await martlet("show").output.hasPrefix("No resources"))
        let applied = await martlet("apply", "--auto-approve", "--var", "wanted=16")
        #expect(applied.status == 0, "\(applied.text)")
        #expect(await martlet("output", "--name", "word").output == "fixed\n")
    }

    @Test func `a data source that waits for a change is read by apply, and its postcondition counts`() async throws {
        let stack = """
            martlet: 1
            name: reads
            variables: {wanted: {type: string}}
            resources: {note: {type: core.data, body: {input: "${var.wanted}"}}}
            data:
              copy:
                type: core.file
                depends_on: [resource.note]
                body: {path: text.txt}
                postcondition: {condition: "${self.content == var.wanted}", message: "it says ${self.content}"}
            outputs: {copy: {value: "${data.copy.content}"}}
            """
        let martlet = try CommandHarness(files: ["stack.yaml": stack, "text.txt": "read"])
        let failed = await martlet("apply", "--auto-approve", "--var", "wanted=other")
        #expect(failed.status == 3 && failed.messages.contains("it says read"), "\(failed.text)")
        let applied = await martlet("apply", "--auto-approve", "--var", "wanted=read")
        #expect(applied.status == 0, "\(applied.text)")
        #expect(await martlet("output", "--name", "copy").output == "read\n")
    }
}
