import Foundation
import TestSupport
import Testing

/// The plans of the shipped stacks, word for word: what users read before they approve.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter PlanGoldenTests` writes them anew; a difference is reviewed as text.
struct PlanGoldenTests {
    /// One plan: after the applies before it, with these options.
    struct Golden: Sendable, CustomTestStringConvertible {
        let name: String
        var applied: [String] = []
        var isApplied = false
        let options: [String]

        var testDescription: String { name }
    }

    static let goldens = [
        Golden(name: "small", options: ["--scenario", "small"]),
        Golden(name: "production", options: ["--scenario", "production", "--full"]),
        Golden(
            name: "small-upgrade", applied: ["--scenario", "small"], isApplied: true,
            options: ["--scenario", "small", "--var", "kubernetes_version=1.34", "--var", "backup_days=30"]),
        Golden(
            name: "small-other-region", applied: ["--scenario", "small"], isApplied: true,
            options: ["--scenario", "small", "--var", "location=northeurope"]),
        Golden(
            name: "small-destroy", applied: ["--scenario", "small"], isApplied: true,
            options: ["--scenario", "small", "--destroy"]),
    ]

    @Test(arguments: goldens) func `the plan of the platform`(golden: Golden) async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        if golden.isApplied {
            let apply = await martlet.run(["apply", "--auto-approve", "--sandbox"] + golden.applied)
            #expect(apply.status == 0, "\(apply.text)")
        }
        let plan = await martlet.run(["plan", "--sandbox"] + golden.options)
        #expect(plan.status == 0, "\(plan.text)")
        let file = Fixtures.packageRoot.appending(path: "stacks/aks-platform/plans/\(golden.name).txt")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try masked(plan.output).write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(masked(plan.output) == (try String(contentsOf: file, encoding: .utf8)))
    }

    /// The text without the ids that the sandbox draws.
    private func masked(_ text: String) -> String {
        text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{9,12}/, with: "(id)")
    }
}
