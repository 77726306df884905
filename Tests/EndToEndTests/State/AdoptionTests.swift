import Foundation
import Testing

/// `import` and `adopt`: objects that others made come into a stack's care, and go out of it as they were.
struct AdoptionTests {
    private static let group =
        "  group: {type: azure.resource_group, body: {name: theirs, location: westeurope, tags: {team: a}}}\n"
    private static let site = """
          identity:
            type: azure.user_assigned_identity
            body: {parent: "${resource.group.id}", name: site, location: westeurope}

        """
    private static let path = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/theirs"

    private func martlet(_ resources: String = group) async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": "martlet: 1\nname: taker\nresources:\n" + resources])
        let made = await martlet(
            "sandbox", "request", "PUT", Self.path + "?api-version=2024-07-01",
            #"{"location":"westeurope","tags":{"owner":"them"}}"#)
        #expect(made.status == 0, "\(made.text)")
        return martlet
    }

    @Test func `an apply does not touch it, an adopt does`() async throws {
        let martlet = try await martlet()
        let before = await martlet("sandbox", "status", "--dump").output
        let apply = await martlet("apply", "--auto-approve", "--sandbox")
        #expect(apply.status == 1 && apply.messages.contains("martlet adopt group"), "\(apply.text)")
        #expect(await martlet("sandbox", "status", "--dump").output == before)
        let asked = await martlet("adopt", "group", "--sandbox")
        #expect(
            asked.status == 1 && asked.output.contains("1 to adopt") && asked.messages.contains("C006"), "\(asked.text)"
        )
        #expect(await martlet("sandbox", "status", "--dump").output == before)
        let adopt = await martlet("adopt", "group", "--sandbox", "--auto-approve")
        #expect(adopt.status == 0, "\(adopt.text)")
        #expect(await martlet("plan", "--detailed-exitcode", "--sandbox").status == 0)
        #expect(await martlet("history", "--sandbox").output.contains("apply \"adopt group\""))
        let again = await martlet("adopt", "group", "--sandbox", "--auto-approve")
        #expect(again.status == 1 && again.messages.contains("C048"), "\(again.text)")
    }

    @Test func `an import takes an id in any case`() async throws {
        let martlet = try await martlet()
        let run = await martlet("import", "group", Self.path.uppercased(), "--sandbox", "--auto-approve")
        #expect(run.status == 0, "\(run.text)")
        #expect(await martlet("plan", "--detailed-exitcode", "--sandbox").status == 0)
    }

    @Test func `what is not there is not adopted`() async throws {
        let martlet = try await martlet(Self.group.replacing("theirs", with: "nobodys"))
        let adopt = await martlet("adopt", "group", "--sandbox", "--auto-approve")
        #expect(adopt.status == 1 && adopt.messages.contains("C048"), "\(adopt.text)")
        let unknown = await martlet("adopt", "grup", "--sandbox", "--auto-approve")
        #expect(unknown.status == 1, "\(unknown.text)")
        let missing = await martlet("import", "group", Self.path + "x", "--sandbox", "--auto-approve")
        #expect(missing.status == 1, "\(missing.text)")
        #expect(await martlet("status", "--sandbox").output.contains("No revision yet"))
    }

    @Test func `a rollback gives an adopted object back as it was`() async throws {
        let martlet = try await martlet(Self.group + Self.site)
        let before = await martlet("sandbox", "status", "--dump").output
        let rule =
            #"{"match":{"method":"PUT","path":"*/userAssignedIdentities/site*"},"every":1,"action":"error","status":400,"code":"Invalid"}"#
        #expect(await martlet("sandbox", "faults", "--add", rule).status == 0)
        // The identity is targeted along with what it depends on: the group is adopted first, then the identity fails.
        try martlet.write(
            "martlet: 1\nname: taker\nimports: [{to: group, id: \(Self.path)}]\nresources:\n" + Self.group + Self.site,
            to: "stack.yaml")
        let apply = await martlet("apply", "--auto-approve", "--sandbox")
        #expect(apply.status == 3, "\(apply.text)")
        #expect(await martlet("sandbox", "status", "--dump").output == before)
        #expect(await martlet("show", "--sandbox").output.hasPrefix("No resources"))
        let history = await martlet("history", "--sandbox").output
        #expect(history.contains("failed at `identity`") && history.contains("rolled back"), "\(history)")
    }
}
