import Foundation
import Testing

/// `state mv --to-stack` and `--to-environment`: records and objects go to another stack's care.
struct MoveBetweenStatesTests {
    private static func stack(_ name: String, _ resources: String) -> String {
        """
        martlet: 1
        name: \(name)
        resources:
        \(resources)
        """
    }

    private static let password = "  password: {type: core.password, body: {length: 20}}\n"
    private static let note = "  note: {type: core.data, body: {input: \"${resource.password.result}\"}}\n"

    @Test func `a record goes to another stack with its secret`() async throws {
        let martlet = try CommandHarness(files: [
            "one/stack.yaml": Self.stack("one", Self.password + Self.note),
            "two/stack.yaml": Self.stack("two", "  other: {type: core.data, body: {input: 1}}\n"),
        ])
        for folder in ["one", "two"] { #expect(await martlet("apply", "--auto-approve", folder).status == 0) }
        let secret = await martlet("state", "show", "password", "--reveal", "--stack", "one").output
        let move = await martlet("state", "mv", "password", "--stack", "one", "--to-stack", "two")
        #expect(move.status == 0 && move.messages.contains("revision 2 here, 2 there"), "\(move.text)")
        #expect(move.messages.contains("no longer recorded: note"), "\(move.text)")

        try martlet.write(
            Self.stack("two", "  other: {type: core.data, body: {input: 1}}\n" + Self.password), to: "two/stack.yaml")
        let plan = await martlet("plan", "--detailed-exitcode", "two")
        #expect(plan.status == 0, "\(plan.text)")
        #expect(await martlet("state", "show", "password", "--reveal", "--stack", "two").output == secret)
        #expect(await martlet("state", "list", "--stack", "one").output.hasPrefix("note "))
        #expect(await martlet("history", "one").output.contains("moved password to"))
        #expect(await martlet("history", "two").output.contains("took password from"))
        let again = await martlet("state", "mv", "password", "--stack", "one", "--to-stack", "two")
        #expect(again.status == 1 && again.messages.contains("C002"), "\(again.text)")
        let itself = await martlet("state", "mv", "note", "--stack", "one", "--to-stack", "one")
        #expect(itself.status == 1 && itself.messages.contains("C047"), "\(itself.text)")
    }

    @Test func `an object gets the marker of the environment that it moved to`() async throws {
        let group = """
              group: {type: azure.resource_group, body: {name: moving, location: westeurope}}
            """
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack("mover", group)])
        #expect(await martlet("apply", "--auto-approve", "--sandbox").status == 0)
        let move = await martlet("state", "mv", "group", "--sandbox", "--to-environment", "blue")
        #expect(move.status == 0, "\(move.text)")
        let blue = ["--sandbox", "--environment", "blue"]
        let plan = await martlet.run(["plan", "--detailed-exitcode"] + blue)
        #expect(plan.status == 2 && plan.output.contains("1 to update"), "\(plan.text)")
        #expect(await martlet.run(["apply", "--auto-approve"] + blue).status == 0)
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + blue).status == 0)
        #expect(await martlet("sandbox", "status", "--dump").output.contains("blue"))
        // The first environment would have to make it, and must not touch what is there.
        let first = await martlet("plan", "--sandbox")
        #expect(first.status == 1 && first.messages.contains("environment `blue`"), "\(first.text)")
        #expect(await martlet.run(["destroy", "--auto-approve"] + blue).status == 0)
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
    }
}
