import Testing

/// What others did: seen by `drift`, recorded by `refresh`.
struct DriftEndToEndTests {
    private static let stack = """
        martlet: 1
        name: drifting
        providers: {azure: {subscription_id: 00000000-0000-0000-0000-000000000000}}
        resources:
          group: {type: azure.resource_group, body: {name: drifting-rg, location: westeurope, tags: {team: a}}}
          robot:
            type: azure.user_assigned_identity
            body: {parent: "${resource.group.id}", name: robot, location: westeurope}
        """
    private let group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drifting-rg"

    private func applied() async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let apply = await martlet("apply", "--auto-approve", "--sandbox")
        #expect(apply.status == 0, "\(apply.text)")
        return martlet
    }

    @Test func `there is none after an apply`() async throws {
        let martlet = try await applied()
        let drift = await martlet("drift", "--sandbox", "--detailed-exitcode")
        #expect(drift.status == 0, "\(drift.text)")
        #expect(drift.output.contains("No changes."))
    }

    @Test func `a changed field is drift, a new one of somebody else's is not`() async throws {
        let martlet = try await applied()
        let body = #"{"tags":{"team":"a","owner":"eve","martlet-stack":"drifting","martlet-environment":"default"}}"#
        _ = await martlet("sandbox", "request", "PATCH", group + "?api-version=2024-07-01", body)
        #expect(await martlet("drift", "--sandbox", "--detailed-exitcode").status == 0)
        let other = #"{"tags":{"team":"b","martlet-stack":"drifting","martlet-environment":"default"}}"#
        _ = await martlet("sandbox", "request", "PATCH", group + "?api-version=2024-07-01", other)
        let drift = await martlet("drift", "--sandbox", "--detailed-exitcode")
        #expect(drift.status == 2, "\(drift.text)")
        #expect(drift.output.contains(#"tags.team is "b", was "a""#))
        #expect(drift.output.contains("Drift: 1 resource changed or deleted outside."))
        #expect(await martlet("plan", "--refresh-only", "--sandbox", "--detailed-exitcode").status == 2)
    }

    @Test func `refresh records what is there and sends nothing`() async throws {
        let martlet = try await applied()
        let id = "\(group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/robot?api-version=2024-11-30"
        _ = await martlet("sandbox", "request", "DELETE", id)
        let cloud = await martlet("sandbox", "status", "--dump").output
        let refused = await martlet("refresh", "--sandbox", input: ["no"])
        #expect(refused.status == 1, "\(refused.text)")
        let refresh = await martlet("refresh", "--sandbox", "--auto-approve")
        #expect(refresh.status == 0, "\(refresh.text)")
        #expect(await martlet("sandbox", "status", "--dump").output == cloud)
        #expect(await !martlet("show", "--sandbox").output.contains("robot"))
        #expect(await martlet("drift", "--sandbox", "--detailed-exitcode").status == 0)
        #expect(await martlet("history", "--sandbox").output.contains("refresh"))
        let plan = await martlet("plan", "--sandbox")
        #expect(plan.output.contains("1 to create, 1 unchanged"), "\(plan.text)")
    }
}
