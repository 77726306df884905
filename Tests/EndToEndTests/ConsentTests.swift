import Testing

/// Steps that cannot be undone are marked, and need consent (engine.md §4.4).
struct ConsentTests {
    private let small = ["--sandbox", "--scenario", "small"]
    private let upgrade = ["--var", "kubernetes_version=1.34"]

    @Test func `an upgrade of the control plane is one-way`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        let plan = await martlet.run(["plan"] + small + upgrade)
        #expect(plan.output.contains("! cannot be undone: a control plane cannot be downgraded"), "\(plan.text)")

        let cloud = await martlet("sandbox", "status", "--dump").output
        let refused = await martlet.run(["apply", "--auto-approve"] + small + upgrade)
        #expect(refused.status == 1 && refused.messages.contains("P002"), "\(refused.text)")
        let elsewhere = await martlet.run(
            ["apply", "--auto-approve", "--allow-irreversible", "group"] + small + upgrade)
        #expect(elsewhere.status == 1, "\(elsewhere.text)")
        #expect(await martlet("sandbox", "status", "--dump").output == cloud)

        let apply = await martlet.run(["apply", "--auto-approve", "--allow-irreversible", "cluster"] + small + upgrade)
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + small + upgrade).status == 0)
    }

    @Test func `what fails beside an upgrade fails before it`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        let cloud = await martlet("sandbox", "status", "--dump").output
        // The backups' policy is no part of the cluster: without holding back both would be written at once.
        let rule =
            #"{"match":{"method":"PUT","path":"*/managementPolicies/*"},"every":1,"action":"error","status":400,"code":"Invalid"}"#
        _ = await martlet("sandbox", "faults", "--add", rule)
        let options = small + upgrade + ["--var", "backup_days=30", "--allow-irreversible", "all"]
        let apply = await martlet.run(["apply", "--auto-approve"] + options)
        #expect(apply.status == 3, "\(apply.text)")
        #expect(await martlet("sandbox", "status", "--dump").output == cloud)
    }
}
