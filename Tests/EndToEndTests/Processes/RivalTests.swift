import Foundation
import TestSupport
import Testing

/// Two processes that fight for one stack, one of which may be killed: one holds the state at a time, the other is told who
/// does, and what they leave is sound.
///
/// `MARTLET_RIVALS=100` sets how many fights; `MARTLET_SEED` repeats a run.
@Suite(.enabled(if: MartletProcess.binary != nil, "the binary is not built"))
struct RivalTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let rounds = environment["MARTLET_RIVALS"].flatMap { Int($0) } ?? 6
    private static let seed = environment["MARTLET_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1 << 32)

    private static let commands = [
        ["apply", "--auto-approve"], ["apply", "--auto-approve", "--var", "size=big"], ["destroy", "--auto-approve"],
    ]
    private let common = ["--sandbox"]

    /// One of the two.
    private struct Rival {
        let process: Process
        let log: String

        var wasKilled: Bool { process.terminationReason == .uncaughtSignal }
    }

    @Test func `two processes that fight for one stack leave it sound`() throws {
        var generator = SeededGenerator(seed: Self.seed)
        print("RivalTests: seed \(Self.seed), \(Self.rounds) rounds")
        var outcomes: [String: Int] = [:]
        for round in 0..<Self.rounds {
            let context = "seed \(Self.seed), round \(round)"
            for outcome in try fight(&generator, context) { outcomes[outcome, default: 0] += 1 }
        }
        let counts = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        print("RivalTests: \(counts.joined(separator: ", "))")
    }

    /// - Returns: How the two ended.
    private func fight(_ generator: inout SeededGenerator, _ context: String) throws -> [String] {
        let harness = try CommandHarness(files: SmallStack.files)
        let martlet = MartletProcess(binary: try #require(MartletProcess.binary), folder: harness.folder)
        if Bool.random(using: &generator) {
            #expect(try martlet.run(["apply", "--auto-approve"] + common).status == 0)
        }
        // Every write takes as long as it may without being given up, so that the two meet.
        for method in ["PUT", "DELETE"] {
            let rule = #"{"match":{"method":"\#(method)"},"every":1,"action":"delay","seconds":85}"#
            #expect(try martlet.run(["sandbox", "faults", "--add", rule]).status == 0)
        }
        let commands = (0..<2).map { _ in Self.commands.randomElement(using: &generator) ?? [] }
        let clock = ContinuousClock()
        let copy = try martlet.onCopy()
        defer { try? FileManager.default.removeItem(at: copy.folder) }
        let whole = try clock.measure { _ = try copy.run(commands[0] + common) }

        let offset = whole * Double.random(in: 0...0.25, using: &generator)
        let moment = whole * Double.random(in: 0...1.2, using: &generator)
        let victim = [0, 1, nil].randomElement(using: &generator) ?? nil
        let start = clock.now
        var rivals = [Rival(process: try martlet.start(commands[0] + common, log: "0.txt"), log: "0.txt")]
        while clock.now < start.advanced(by: offset) { usleep(500) }
        rivals.append(Rival(process: try martlet.start(commands[1] + common, log: "1.txt"), log: "1.txt"))
        if let victim {
            while clock.now < start.advanced(by: offset + moment), rivals[victim].process.isRunning { usleep(500) }
            if rivals[victim].process.isRunning { kill(rivals[victim].process.processIdentifier, SIGKILL) }
        }
        for rival in rivals { rival.process.waitUntilExit() }
        let names = try zip(rivals, rivals.reversed()).map { try judge($0, beside: $1, martlet, context) }
        try expectOneAtATime(martlet, context)
        try martlet.expectRecovery(common, "\(context): \(commands), \(names)")
        return names
    }

    /// Checks that a rival ended in one of the ways in which it may, and names that way.
    private func judge(
        _ rival: Rival, beside other: Rival, _ martlet: MartletProcess, _ context: String
    ) throws -> String {
        guard !rival.wasKilled else { return "killed" }
        let text = try martlet.text(of: rival.log)
        switch rival.process.terminationStatus {
        case 0: return "done"
        case 6:
            #expect(text.contains("process \(other.process.processIdentifier)"), "\(context): \(text)")
            return "refused"
        case 1 where text.contains("error[P001]") || text.contains("error[X001]"): return "stale"
        // The other one died, and left something to be resumed.
        case 1 where other.wasKilled && text.contains("error[S012]"): return "told to resume"
        default:
            Issue.record("\(context): exit \(rival.process.terminationStatus): \(text)")
            return "failed"
        }
    }

    /// No run began before the one before it had ended, and each began where that one had left the state.
    private func expectOneAtATime(_ martlet: MartletProcess, _ context: String) throws {
        let text = try martlet.run(["history", "--json"] + common).text
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let runs = (json?["deployments"] as? [[String: Any]] ?? []).reversed()
        var revision = 0
        var end = ""
        for run in runs {
            #expect(run["base_revision"] as? Int == revision, "\(context): \(text)")
            #expect((run["started_at"] as? String ?? "") >= end, "\(context): \(text)")
            if run["outcome"] as? String == "applied" { revision += 1 }
            end = run["finished_at"] as? String ?? "9"
        }
    }
}
