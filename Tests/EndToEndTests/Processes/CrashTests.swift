import Foundation
import TestSupport
import Testing

/// `kill -9` at random moments of apply, rollback and destroy: `resume` always ends with cloud and state agreeing, and
/// nothing of ours is left unowned.
///
/// `MARTLET_CRASHES=200` sets how many; `MARTLET_SEED` repeats a run.
@Suite(.enabled(if: MartletProcess.binary != nil, "the binary is not built"))
struct CrashTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let rounds = environment["MARTLET_CRASHES"].flatMap { Int($0) } ?? 9
    private static let seed = environment["MARTLET_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1 << 32)

    /// What is under way when the process dies.
    private enum Scene: CaseIterable {
        case apply
        case rollback
        case destroy
    }

    private let common = ["--sandbox", "--scenario", "small"]

    @Test func `resume after kill -9 loses nothing`() throws {
        var generator = SeededGenerator(seed: Self.seed)
        print("CrashTests: seed \(Self.seed), \(Self.rounds) rounds")
        for round in 0..<Self.rounds {
            let scene = Scene.allCases[round % Scene.allCases.count]
            let moment = Double.random(in: 0...1, using: &generator)
            try crash(scene, at: moment, "seed \(Self.seed), round \(round), \(scene) at \(moment)")
        }
    }

    private func crash(_ scene: Scene, at moment: Double, _ context: String) throws {
        let harness = try CommandHarness(stack: "stacks/aks-platform")
        let martlet = MartletProcess(binary: try #require(MartletProcess.binary), folder: harness.folder)
        let arguments = try prepare(scene, martlet)
        let clock = ContinuousClock()

        // How long it takes undisturbed is learnt from a copy, so that the moment falls into the run on any machine.
        let copy = try martlet.onCopy()
        defer { try? FileManager.default.removeItem(at: copy.folder) }
        let whole = try clock.measure { _ = try copy.run(arguments) }

        let process = try martlet.start(arguments)
        let deadline = clock.now.advanced(by: whole * moment)
        while clock.now < deadline, process.isRunning { usleep(500) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try martlet.expectRecovery(common, context)
    }

    /// The stack as it is before the run that dies, and that run's arguments.
    private func prepare(_ scene: Scene, _ martlet: MartletProcess) throws -> [String] {
        switch scene {
        case .apply: return ["apply", "--auto-approve"] + common
        case .rollback:
            let rule =
                #"{"match":{"method":"PATCH","path":"*/certificates/neo4j*"},"nth":1,"action":"error","status":422,"code":"Invalid"}"#
            #expect(try martlet.run(["sandbox", "faults", "--add", rule]).status == 0)
            return ["apply", "--auto-approve"] + common
        case .destroy:
            let apply = try martlet.run(["apply", "--auto-approve"] + common)
            #expect(apply.status == 0, "\(apply.text)")
            return ["destroy", "--auto-approve"] + common
        }
    }
}
