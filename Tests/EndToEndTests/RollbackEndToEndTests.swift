import Testing

/// A step fails, and cloud and state are what they were before.
struct RollbackEndToEndTests {
    /// What the sandbox is told to do.
    struct Failure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rule: String
        /// The step that is reported as the first failure.
        let culprit: String
    }

    static let failures = [
        Failure(
            testDescription: "the first step",
            rule:
                #"{"match":{"method":"PUT","path":"*/resourceGroups/*"},"action":"error","status":403,"code":"AuthorizationFailed"}"#,
            culprit: "create group"
        ),
        Failure(
            testDescription: "the cluster, half-way through its creation",
            rule:
                #"{"match":{"method":"PUT","path":"*/managedClusters/*"},"action":"fail_operation","code":"SkuNotAvailable"}"#,
            culprit: "create cluster"
        ),
        Failure(
            testDescription: "an object in the middle of the cluster",
            rule:
                #"{"match":{"method":"PATCH","path":"*/deployments/cert-manager-webhook*"},"every":1,"action":"error","status":422,"code":"Invalid"}"#,
            culprit: "create cert_manager/Deployment/cert-manager/cert-manager-webhook"
        ),
        Failure(
            testDescription: "the last step",
            rule:
                #"{"match":{"method":"PATCH","path":"*/certificates/neo4j*"},"every":1,"action":"error","status":422,"code":"Invalid"}"#,
            culprit: "create certificate"
        ),
    ]

    private let small = ["--sandbox", "--scenario", "small"]

    @Test(arguments: failures) func `a first apply that fails leaves nothing`(failure: Failure) async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        _ = await martlet("sandbox", "faults", "--add", failure.rule)
        let apply = await martlet.run(["apply", "--auto-approve"] + small)
        #expect(apply.status == 3, "\(apply.text)")
        #expect(apply.messages.contains("The first failure: \(failure.culprit)\n"))
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
        #expect(await martlet.run(["show"] + small).output.hasPrefix("No resources"))
        #expect(await martlet.run(["status"] + small).status == 0)
    }

    @Test func `a later apply that fails restores what was there, byte for byte`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        let cloud = await martlet("sandbox", "status", "--dump").output
        let state = await martlet.run(["show", "--json"] + small).output

        // The pool grows, the retention changes, the namespace policies change; the last of them fails.
        let rule =
            #"{"match":{"method":"PUT","path":"*/agentPools/*"},"action":"fail_operation","code":"QuotaExceeded"}"#
        _ = await martlet("sandbox", "faults", "--add", rule)
        let changes = ["--var", "nodes=2", "--var", "backup_days=30"] + small
        let apply = await martlet.run(["apply", "--auto-approve"] + changes)
        #expect(apply.status == 3, "\(apply.text)")
        #expect(await martlet("sandbox", "status", "--dump").output == cloud)
        #expect(masked(await martlet.run(["show", "--json"] + small).output) == masked(state))
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + small).status == 0)
    }

    /// The text without what the server makes up anew with every write.
    private func masked(_ state: String) -> String {
        let made = /"(eTag|etag|lastModified[A-Za-z]*|resourceVersion|generation)":("(\\.|[^"\\])*"|[0-9]+)/
        return state.replacing(made) { match in "\"\(match.1)\":_" }
    }

    @Test func `--on-failure=keep leaves what was done, and resume goes on`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        let rule =
            #"{"match":{"method":"PUT","path":"*/agentPools/*"},"action":"fail_operation","code":"QuotaExceeded"}"#
        _ = await martlet("sandbox", "faults", "--add", rule)
        let apply = await martlet.run(["apply", "--auto-approve", "--on-failure", "keep"] + small)
        #expect(apply.status == 7, "\(apply.text)")
        #expect(await martlet.run(["status"] + small).status == 7)
        let resume = await martlet.run(["resume"] + small)
        #expect(resume.status == 0, "\(resume.text)")
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + small).status == 0)
    }
}
