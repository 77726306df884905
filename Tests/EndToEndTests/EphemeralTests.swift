import Foundation
import Testing

/// An ephemeral value reaches its provider and nothing that stays.
struct EphemeralTests {
    private static let stack = """
        martlet: 1
        name: ephemeral
        variables: {token: {type: string, ephemeral: true}}
        providers:
          azure: {subscription_id: 00000000-0000-0000-0000-000000000001, client_secret: "${var.token}"}
        resources: {group: {type: azure.resource_group, body: {name: g-1, location: westeurope}}}

        """
    private static let token = "ephemeral-4be1c07d"

    private func martlet() throws -> CommandHarness { try CommandHarness(files: ["stack.yaml": Self.stack]) }

    @Test func `the value is in no file and in nothing that is printed`() async throws {
        let martlet = try martlet()
        let given = ["--sandbox", "--var", "token=\(Self.token)"]
        var printed = ""
        for command in [
            ["plan", "--full", "--log-level", "trace"], ["apply", "--auto-approve"], ["plan", "--json"],
            ["plan", "--out", "saved.plan"], ["show", "--json"], ["destroy", "--auto-approve"],
        ] {
            let run = await martlet.run(command + given)
            #expect(run.status == 0, "\(command) \(run.text)")
            printed += run.text
        }
        #expect(!printed.contains(Self.token))
        var files = try martlet.localFiles()
        files["saved.plan"] = FileManager.default.contents(atPath: martlet.folder.appending(path: "saved.plan").path)
        for form in [Self.token, Data(Self.token.utf8).base64EncodedString().trimmingCharacters(in: ["="])] {
            for (name, data) in files { #expect(data.firstRange(of: Data(form.utf8)) == nil, "\(name)") }
        }
    }

    @Test func `a saved plan is applied with the value given again, which may be another`() async throws {
        let martlet = try martlet()
        let plan = await martlet("plan", "--sandbox", "--out", "p", "--var", "token=one")
        #expect(plan.status == 0, "\(plan.text)")
        let without = await martlet("apply", "p")
        #expect(without.status == 1 && without.messages.contains("L042"), "\(without.text)")
        let apply = await martlet("apply", "p", "--var", "token=two")
        #expect(apply.status == 0, "\(apply.text)")
        let again = await martlet.run(
            ["plan", "--sandbox", "--detailed-exitcode"], environment: ["MARTLET_VAR_token": "three"])
        #expect(again.status == 0, "\(again.text)")
    }

    @Test func `a rollback reaches the API with the value given again, and says nothing of it`() async throws {
        let martlet = try martlet()
        #expect(await martlet("apply", "--sandbox", "--auto-approve", "--var", "token=one").status == 0)
        #expect(await martlet("destroy", "--sandbox", "--auto-approve", "--var", "token=one").status == 0)
        let back = await martlet("rollback", "1", "--sandbox", "--auto-approve", "--var", "token=\(Self.token)")
        #expect(back.status == 0, "\(back.text)")
        #expect(!back.text.contains(Self.token))
        for (name, data) in try martlet.localFiles() {
            #expect(data.firstRange(of: Data(Self.token.utf8)) == nil, "\(name)")
        }
    }

    @Test func `a body that holds it is refused, and the variable is named`() async throws {
        let martlet = try CommandHarness(files: [
            "stack.yaml": """
            martlet: 1
            name: x
            variables: {token: {default: t0p, ephemeral: true}}
            resources: {a: {type: core.data, body: {input: {key: "${var.token}"}}}}

            """
        ])
        for command in ["validate", "plan"] {
            let run = await martlet(command)
            #expect(run.status == 1 && run.messages.contains("L063"), "\(run.text)")
            #expect(run.messages.contains("`input.key`") && run.messages.contains("`var.token`"), "\(run.text)")
            #expect(!run.text.contains("t0p"))
        }
    }
}
