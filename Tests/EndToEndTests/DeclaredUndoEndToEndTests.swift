import Testing

/// `rollback: {undo:}` through the program.
struct DeclaredUndoEndToEndTests {
    private static let stack = """
        martlet: 1
        name: undone
        variables: {secret: {type: string, sensitive: true, default: canary-51c9}}
        resources:
          group:
            type: azure.resource_group
            body: {name: made, location: westeurope}
            rollback:
              undo: {name: undo-made, location: westeurope, tags: {key: "${var.secret}"}}
          net:
            type: azure.virtual_network
            body:
              parent: "${resource.group.id}"
              name: net
              location: westeurope
              properties: {addressSpace: {addressPrefixes: [10.0.0.0/16]}}
        """
    private static let rule =
        #"{"match":{"method":"PUT","path":"*/virtualNetworks/net"},"every":1,"action":"error","status":400,"code":"Invalid"}"#

    @Test func `a plan says that there is one`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let plan = await martlet("plan", "--sandbox")
        #expect(plan.output.contains("a rollback also makes what `rollback.undo` declares"), "\(plan.text)")
        let json = await martlet("plan", "--sandbox", "--json")
        #expect(json.output.contains(#""undo":{"location":"westeurope","name":"undo-made""#), "\(json.text)")
        #expect(!json.output.contains("canary-51c9"))
    }

    @Test func `a rollback makes it, deletes it, and leaves nothing of it, nor of its secrets`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        _ = await martlet("sandbox", "faults", "--add", Self.rule)
        let apply = await martlet("apply", "--sandbox", "--auto-approve")
        #expect(apply.status == 3, "\(apply.text)")
        #expect(apply.messages.contains("undo delete group: undo: /subscriptions/"), "\(apply.text)")
        #expect(apply.messages.contains("/resourcegroups/undo-made"), "\(apply.text)")
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
        for (name, data) in try martlet.localFiles() where name.hasSuffix(".state") {
            #expect(data.firstRange(of: Array("canary-51c9".utf8)) == nil, "\(name)")
        }
    }
}
