import Foundation
import MartletExecutor
import MartletModel
import MartletState
import Testing

/// Every scenario dies after each of its durable writes and at each of its calls, before and after the call's effect; then
/// `resume` brings cloud and state together (engine.md I3, I4, I10, I11, I12).
struct CrashTests {
    /// How a process dies.
    enum Death: Sendable, CustomStringConvertible {
        case afterWrite(Int)
        case beforeCall(Int)
        case afterCall(Int)

        var fate: Fate {
            switch self {
            case .afterWrite(let number): Fate(afterWrites: number)
            case .beforeCall, .afterCall: Fate()
            }
        }

        /// The fault that the cloud plays, on top of the scenario's own.
        func fault(_ call: FakeCloud.Call, since start: Int) -> FakeCloud.Fault? {
            switch self {
            case .beforeCall(let number) where call.number - start == number: .dieBefore
            case .afterCall(let number) where call.number - start == number: .dieAfter
            default: nil
            }
        }

        var description: String {
            switch self {
            case .afterWrite(let number): "after write \(number)"
            case .beforeCall(let number): "before call \(number)"
            case .afterCall(let number): "after call \(number)"
            }
        }
    }

    /// Every death that can befall the last step of a scenario, or every `step`-th of them; always all when
    /// `MARTLET_EVERY_DEATH` is set.
    static func deaths(of scenario: Scenario, every step: Int = 1) async throws -> [Death] {
        let world = try await scenario.world()
        let fate = Fate()
        let start = world.cloud.calls.count
        try await scenario.run(world, fate: fate)
        let calls = world.cloud.calls.count - start
        let all: [Death] =
            (1..<fate.writes).map { .afterWrite($0) }
            + (0..<calls).flatMap { [.beforeCall($0 + 1), .afterCall($0 + 1)] }
        let isThorough = ProcessInfo.processInfo.environment["MARTLET_EVERY_DEATH"] != nil
        return isThorough ? all : stride(from: 0, to: all.count, by: step).map { all[$0] }
    }

    /// A world in which the last step died so; false when it lived on.
    private func kill(_ scenario: Scenario, _ death: Death) async throws -> (World, didDie: Bool) {
        let world = try await scenario.world()
        let start = world.cloud.calls.count
        let own = scenario.fault
        world.cloud.setFault { death.fault($0, since: start) ?? own($0) }
        do {
            try await scenario.run(world, fate: death.fate)
            return (world, false)
        } catch let error as ExecutorError {
            guard error == .state(.stopped) else { throw error }
            return (world, true)
        }
    }

    @Test(arguments: Scenario.all)
    func resumeAfterAnyDeathEndsInOneOfTheTwoStates(_ scenario: Scenario) async throws {
        for death in try await Self.deaths(of: scenario) {
            let (world, didDie) = try await kill(scenario, death)
            guard didDie else { continue }
            try world.expectSound("\(death)", outsiders: scenario.outsiders)
            world.cloud.setFault { _ in nil }
            try await finish(world, scenario, "\(death)")
        }
    }

    /// Resumes as long as there is anything to resume, and checks that the run ended applied or rolled back.
    ///
    /// A rollback leaves alone what earlier runs had left over: that takes a second round.
    private func finish(_ world: World, _ scenario: Scenario, _ comment: Comment) async throws {
        for _ in 0..<2 where try world.store().openDeployment() != nil || !world.snapshot().tombstones.isEmpty {
            let report = try await world.resume(scenario.thingsAfter)
            #expect([.applied, .rolledBack].contains(report.outcome), comment)
        }
        try scenario.expectEnd(world, comment)
    }

    @Test(arguments: Scenario.all)
    func resumeForwardAfterAnyDeathEndsWhereThePlanWanted(_ scenario: Scenario) async throws {
        for death in try await Self.deaths(of: scenario, every: 6) {
            let (world, didDie) = try await kill(scenario, death)
            guard didDie else { continue }
            world.cloud.setFault { _ in nil }
            guard let open = try world.store().openDeployment(), open.phase == .forward else { continue }
            let report = try await world.resume(scenario.thingsAfter, .forward)
            #expect(report.outcome == .applied, "\(death): \(report)")
            try world.expectSettled("\(death)", outsiders: scenario.released)
            world.expectCloud(scenario.thingsAfter, "\(death)", outsiders: scenario.released)
        }
    }

    @Test(arguments: Scenario.all)
    func resumeThatIsKilledAgainAndAgainConverges(_ scenario: Scenario) async throws {
        for death in try await Self.deaths(of: scenario, every: 5) {
            let (world, didDie) = try await kill(scenario, death)
            guard didDie else { continue }
            world.cloud.setFault { _ in nil }
            // Each resume lives for a few writes more than it needs to take the lease, so that the journal moves.
            for life in [2, 3, 4, 5, 3, 2] {
                guard try world.store().openDeployment() != nil else { break }
                do {
                    try await world.resume(scenario.thingsAfter, fate: Fate(afterWrites: life))
                } catch let error as ExecutorError {
                    guard error == .state(.stopped) else { throw error }
                }
                try world.expectSound("\(death), life \(life)", outsiders: scenario.outsiders)
            }
            try await finish(world, scenario, "\(death)")
        }
    }

    @Test(arguments: Scenario.all)
    func aFreshApplyAfterResumeEndsWhereItWanted(_ scenario: Scenario) async throws {
        for death in try await Self.deaths(of: scenario, every: 7) {
            let (world, didDie) = try await kill(scenario, death)
            guard didDie else { continue }
            world.cloud.setFault { _ in nil }
            if try world.store().openDeployment() != nil { try await world.resume(scenario.thingsAfter) }
            #expect(try await world.apply(scenario.thingsAfter).outcome == .applied, "\(death)")
            world.expectCloud(scenario.thingsAfter, "\(death)", outsiders: scenario.released)
            try world.expectSettled("\(death)", outsiders: scenario.released)
            #expect(try await world.destroy(scenario.thingsAfter).outcome == .applied, "\(death)")
            #expect(Set(world.cloud.objects.keys) == scenario.released, "\(death)")
        }
    }
}
