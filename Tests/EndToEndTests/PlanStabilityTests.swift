import Foundation
import Testing

/// The same inputs give the same plan, byte for byte, however the questions to the cloud are scheduled.
struct PlanStabilityTests {
    private static func plan(_ martlet: CommandHarness, _ parallelism: Int, _ more: [String]) async -> String {
        let run = await martlet.run(
            ["plan", "--json", "--sandbox", "--parallelism", "\(parallelism)"] + more)
        return "\(run.status)\n\(run.output)"
    }

    @Test(arguments: ["small", "production"])
    func `parallelism does not show`(scenario: String) async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        let options = ["--scenario", scenario]
        let first = await Self.plan(martlet, 1, options)
        #expect(first.hasPrefix("0\n{"))
        for _ in 0..<3 { #expect(await Self.plan(martlet, 64, options) == first) }

        #expect(await martlet.run(["apply", "--auto-approve", "--sandbox"] + options).status == 0)
        let changed = options + ["--var", "nodes=5", "--var", "kubernetes_version=1.34"]
        let second = await Self.plan(martlet, 1, changed)
        #expect(second.contains("kubernetesVersion"))
        for _ in 0..<3 { #expect(await Self.plan(martlet, 64, changed) == second) }
    }

    @Test func `a bare digest of variables is nowhere, and the same values have the same digest`() async throws {
        let stack = """
            martlet: 1
            name: keyed
            variables: {password: {type: string, sensitive: true}}
            resources: {a: {type: core.data, body: {input: "${var.password}"}}}
            """
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let other = try CommandHarness(files: ["stack.yaml": stack])
        for one in [martlet, other] {
            #expect(await one("apply", "--auto-approve", "--var", "password=hunter2").status == 0)
        }
        func digest(_ martlet: CommandHarness, _ password: String) async -> String? {
            await martlet("plan", "--json", "--var", "password=\(password)").output
                .firstMatch(of: /"variables":"(sha256:[0-9a-f]+)"/).map { String($0.1) }
        }
        let first = await digest(martlet, "hunter2")
        #expect(first != nil)
        #expect(await digest(martlet, "hunter2") == first)
        #expect(await digest(martlet, "hunter3") != first)
        #expect(await digest(other, "hunter2") != first)
    }

    @Test func `a plan in a folder without a key makes none`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        #expect(await Self.plan(martlet, 1, ["--scenario", "small"]).hasPrefix("0\n"))
        #expect(try martlet.localFiles().keys.filter { $0.hasSuffix("state.key") } == [])
    }
}
