import MartletExecutor
import MartletModel
import MartletPlanner
import MartletProvider
import MartletState
import Testing

/// Checks of a stack: blocking ones before the commit, the others after it.
struct CheckTests {
    private let world = CaseWorld(seed: 1)

    /// A stack of one thing and one check, which sees `seen u:/a-a#1`.
    private static func stack(_ condition: String, isBlocking: Bool) -> String {
        """
        martlet: 1
        name: props
        variables: {secret: {type: string, sensitive: true, default: none}}
        providers: {model: {}}
        resources:
          a: {type: model.thing, body: {name: a, slot: a, value: 1, fixed: 1, grade: 1, refs: {}}}
        checks:
          seen:
            type: model.lookup
            blocking: \(isBlocking)
            body: {of: "${resource.a.uid}"}
            assert:
              - {condition: "${\(condition)}", message: "the answer was ${self.seen}"}
        """
    }

    private func apply(_ text: String) async throws -> ApplyReport {
        let program = try Blueprint.program(text, secret: world.secret)
        let plan = try #require(try await world.plan(program, PlanOptions()).plan)
        let approved = try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
        let options = CaseWorld.options(Step(Blueprint()))
        return try await world.executor(world.process(), program, options).apply(approved)
    }

    @Test(arguments: [true, false])
    func `a check that passes is reported`(isBlocking: Bool) async throws {
        let report = try await apply(Self.stack("self.seen == 'seen u:/a-a#1'".doubleQuoted, isBlocking: isBlocking))
        #expect(report.outcome == .applied, "\(report)")
        #expect(report.checks.map(\.name) == ["seen"])
        #expect(report.checks.allSatisfy { $0.failure == nil && $0.isBlocking == isBlocking })
        let recorded = try #require(try world.store().deployments().first?.checks)
        #expect(recorded.results == [RecordedCheck(name: "seen", isBlocking: isBlocking, failure: nil)])
    }

    @Test func `a blocking check that fails takes everything back`() async throws {
        let report = try await apply(Self.stack("self.seen == null", isBlocking: true))
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.firstFailure?.step.operation == .check)
        #expect(report.firstFailure?.failure?.message.hasPrefix("the answer was seen u:/a-a#1") == true)
        #expect(world.cloud.objects.isEmpty)
        let run = try #require(try world.store().deployments().first)
        #expect(run.outcome == .rolledBack)
        #expect(run.checks?.results.first?.failure?.message.hasPrefix("the answer was seen u:/a-a#1") == true)
    }

    @Test func `a check that does not block is told and changes nothing`() async throws {
        let report = try await apply(Self.stack("self.seen == null", isBlocking: false))
        #expect(report.outcome == .applied, "\(report)")
        #expect(report.checks.first?.failure?.message.hasPrefix("the answer was seen u:/a-a#1") == true)
        #expect(world.cloud.objects.count == 1)
        #expect(try world.store().deployments().first?.checks?.results.map(\.failure?.code) == ["CheckFailed"])
    }

    @Test func `a signal ends a check that does not pass, and what it would have said is not told`() async throws {
        let program = try Blueprint.program(Self.stack("self.seen == null", isBlocking: true), secret: world.secret)
        let plan = try #require(try await world.plan(program, PlanOptions()).plan)
        let approved = try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
        let stop = StopSignal()
        let executor = try Executor(
            store: world.store(), providers: ProviderRegistry([ModelProvider(process: world.process())]),
            program: program, actor: "ada", clock: ContinuousClock(), now: { Timestamp(milliseconds: 1) },
            newLineage: { "lineage" }, stop: stop,
            emit: { event in if case .stepStarted(let step) = event, step.operation == .check { stop.raise() } }
        )
        let report = try await executor.apply(approved)
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.firstFailure == nil && report.checks.isEmpty)
        #expect(world.cloud.objects.isEmpty)
        #expect(try world.store().deployments().first?.checks == nil)
    }

    @Test func `checks can be asked of what is there`() async throws {
        let text = Self.stack("self.seen == null", isBlocking: false)
        _ = try await apply(text)
        let program = try Blueprint.program(text, secret: world.secret)
        let registry = ProviderRegistry([ModelProvider(process: world.process())])
        let results = await Checker(program, providers: registry, clock: world.clock).run(try world.store().snapshot())
        #expect(results.map(\.failure?.code) == ["CheckFailed"])
    }
}

extension String {
    /// Quotes as they stand inside a quoted YAML text.
    fileprivate var doubleQuoted: String { replacing("'", with: "\\\"") }
}
