import MartletExecutor
import MartletModel
import MartletState
import Testing

/// Steps that change nothing but the state share their disk flushes.
struct StateOnlyTests {
    static let chain = (0..<100).map { number in
        Thing("t\(number)", refs: number > 0 ? ["t\(number - 1)"] : [])
    }

    @Test func aChainOfRecordsTakesFewFlushes() async throws {
        let world = World(isStateOnly: true)
        let fate = Fate()
        #expect(try await world.apply(Self.chain, fate: fate).outcome == .applied)
        #expect(fate.writes < 12, "\(fate.writes) durable writes for 100 steps")
        #expect(try world.snapshot().records.count == 100)
        let last = Fate()
        #expect(try await world.destroy(Self.chain, fate: last).outcome == .applied)
        #expect(last.writes < 12, "\(last.writes) durable writes for 100 deletes")
        #expect(try world.snapshot().records.isEmpty)
    }

    @Test func objectsStillTakeOneFlushBeforeEachCall() async throws {
        let world = World()
        let fate = Fate()
        #expect(try await world.apply(Array(Self.chain.prefix(20)), fate: fate).outcome == .applied)
        #expect(fate.writes >= 20)
    }

    @Test func successIsToldOnlyWhenItIsDurable() async throws {
        let world = World(isStateOnly: true)
        let chain = Array(Self.chain.prefix(20))
        let store = try world.store()
        let executor = try world.executor(chain) { event in
            guard case .stepSucceeded(let step, _) = event else { return }
            let records = (try? store.snapshot().records) ?? [:]
            #expect(records[step.address] != nil, "\(step.address)")
        }
        #expect(try await executor.apply(try world.plan(chain)).outcome == .applied)
    }

    @Test func resumeGoesOnAfterAnyDeath() async throws {
        for life in 1..<12 {
            let world = World(isStateOnly: true)
            do {
                try await world.apply(Self.chain, fate: Fate(afterWrites: life))
            } catch let error as ExecutorError {
                guard error == .state(.stopped) else { throw error }
            }
            if try world.store().openDeployment() != nil {
                let report = try await world.resume(Self.chain, .forward)
                #expect(report.outcome == .applied, "\(life)")
            } else if try world.snapshot().revision == 0 {
                #expect(try await world.apply(Self.chain).outcome == .applied, "\(life)")
            }
            #expect(try world.snapshot().records.count == 100, "\(life)")
        }
    }
}
