import Foundation
import Testing

/// A holder that stands still for so long that another takes its place, and then wakes: it writes nothing, neither to the state
/// nor to the cloud.
@Suite(.enabled(if: MartletProcess.binary != nil, "the binary is not built"))
struct ZombieTests {
    private let common = ["--sandbox"]

    /// What the other does meanwhile, and how that ends.
    struct Other: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        let objects: [String]

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let others = [
        Other(arguments: ["resume"], status: 3, objects: []),
        Other(arguments: ["resume", "--forward"], status: 0, objects: ["a", "b", "c", "z"]),
    ]

    @Test(arguments: others) func `a holder that was given up writes nothing when it wakes`(other: Other) throws {
        let (harness, martlet, zombie) = try givenUp(other)
        // The folder lives as long as the harness.
        defer { withExtendedLifetime(harness) {} }
        let run = try martlet.run(other.arguments + common)
        #expect(run.status == other.status, "\(run.text)")
        #expect(try martlet.demoObjects() == other.objects)
        let before = try traces(martlet)

        kill(zombie.processIdentifier, SIGCONT)
        zombie.waitUntilExit()
        let said = try martlet.text(of: "log.txt")
        #expect(zombie.terminationStatus == 6 && said.contains("Lease lost"), "\(zombie.terminationStatus): \(said)")
        #expect(try traces(martlet) == before)
        try martlet.expectRecovery(common, "after \(other.testDescription)")
    }

    /// A holder that stands still, and whose lease was taken away after it had refused the other.
    private func givenUp(_ other: Other) throws -> (CommandHarness, MartletProcess, Process) {
        for _ in 0..<10 {
            let (harness, martlet, zombie) = try CommandHarness.stoppedAtB(["a", "b", "c", "z"])
            let refused = try martlet.run(other.arguments + common)
            #expect(refused.status == 6, "\(refused.text)")
            #expect(refused.text.contains("process \(zombie.processIdentifier)"), "\(refused.text)")
            let unlock = try martlet.run(["unlock", "--auto-approve"] + common)
            if unlock.status == 0 { return (harness, martlet, zombie) }
            // It was stopped inside a transaction, which nobody can take from it as long as it lives.
            #expect(unlock.text.contains("error[S005]"), "\(unlock.text)")
            kill(zombie.processIdentifier, SIGKILL)
            zombie.waitUntilExit()
        }
        throw CocoaError(.userCancelled)
    }

    /// Everything that can be seen of state and cloud.
    private func traces(_ martlet: MartletProcess) throws -> [String] {
        let commands = [
            ["sandbox", "status", "--dump"], ["show", "--json"] + common, ["status", "--json"] + common,
            ["history", "--json"] + common,
        ]
        return try commands.map { try martlet.run($0).text }
    }
}
