import MartletModel
import MartletPlanner
import MartletProvider
import TestSupport
import Testing

/// A plan does not depend on the order in which questions are answered (engine.md I15).
struct SchedulingTests {
    private static let stack = (0..<12).map { index in
        FakeResource(
            "r\(index)",
            ["name": .string("n\(index)"), "note": index < 3 ? .null : .string("${r\(index / 2).id}"), "size": 1],
            after: index % 4 == 3 ? ["look"] : [])
    }

    /// Plans with each round's answers recorded in a random order, and some of them a round too late.
    private static func plan(_ planning: Planning, _ random: inout SeededGenerator) -> Plan? {
        var cloud = planning.cloud
        var input = PlannerInput(
            program: planning.stack, snapshot: planning.snapshot, registry: ProviderRegistry([planning.provider]))
        for _ in 0..<100 {
            let output = Planner.plan(input)
            guard !output.requests.isEmpty else { return output.plan }
            let shuffled = output.requests.shuffled(using: &random)
            let answered = shuffled.prefix(max(1, Int.random(in: 0...shuffled.count, using: &random)))
            for request in answered { input.findings.record(cloud.answer(request), to: request) }
        }
        return nil
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `answers in any order make one plan`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let look = FakeResource("look", ["key": "k"], type: "fake.lookup")
        var planning = Planning([look] + Self.stack).applied()
        planning.stack.resources.removeLast(2)
        planning.stack.resources[4].body = ["name": "n3", "color": "red"]
        planning.stack.resources[6].body = ["name": "n5", "size": 7]
        planning.cloud.objects[Identity("n2")] = nil
        let expected = try #require(planning.plan().plan)
        let plan = try #require(Self.plan(planning, &random), "seed \(seed)")
        #expect(plan == expected, "seed \(seed)")
        #expect(plan.debugText == expected.debugText, "seed \(seed)")
    }
}
