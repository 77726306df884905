import MartletGraph
import MartletModel
import MartletPlanner
import Testing

/// What planning does, in counts: four times the stack may cost four times the work, and a little.
struct PlanningWorkTests {
    /// Resource i depends on those at half and at a third of its number.
    private static func tree(_ count: Int) -> [FakeResource] {
        (0..<count).map { number in
            let after = number == 0 ? [] : ["r\(number / 2)", "r\(number / 3)"].filter { $0 != "r\(number)" }
            return FakeResource("r\(number)", ["name": .string("r\(number)")], after: Array(Set(after)).sorted())
        }
    }

    /// As many again, each of which depends on all of the first ones.
    private static func square(_ count: Int) -> [FakeResource] {
        let firsts = (0..<count).map { "a\($0)" }
        return firsts.map { FakeResource($0, ["name": .string($0)]) }
            + (0..<count).map { FakeResource("b\($0)", ["name": .string("b\($0)")], after: firsts) }
    }

    private struct Work {
        var settled: [Int] = []
        var edges: [Int] = []
        var asked: [Int] = []

        mutating func add(_ planning: inout Planning) throws {
            let output = planning.plan()
            try #require(output.plan != nil, "\(output.diagnostics.sorted.map(\.detail))")
            settled.append(output.work.settled)
            edges.append(output.work.edges)
            asked.append(planning.cloud.asked)
        }
    }

    @Test(arguments: [(250, false), (60, true)])
    func `four times the resources take four times the work`(count: Int, isSquare: Bool) throws {
        var works: [Work] = []
        for count in [count, 4 * count] {
            var planning = Planning(isSquare ? Self.square(count) : Self.tree(count))
            var work = Work()
            try work.add(&planning)
            var same = planning.applied()
            try work.add(&same)
            var destroying = same
            destroying.options.kind = .destroy
            try work.add(&destroying)
            works.append(work)
        }
        for (small, large) in zip(works[0].settled, works[1].settled) { #expect(large <= 4 * small) }
        for (small, large) in zip(works[0].edges, works[1].edges) { #expect(large <= 4 * small + 20, "\(works)") }
        for (small, large) in zip(works[0].asked, works[1].asked) { #expect(large <= 4 * small + 20, "\(works)") }
        #expect(works[0].edges[0] <= 2 * works[0].settled[0])
    }

    @Test func `undoing steps that share their dependencies takes few edges`() {
        for count in [100, 400] {
            let firsts = (0..<count).map { Address(mode: .managed, "a\($0)") }
            func step(_ address: Address, after: [Address]) -> ExecutedStep {
                let record = ResourceRecord(
                    address: address, type: ResourceType("t.t"), provider: "t", connection: "t",
                    identity: Identity("\(address)"), body: [:], attributes: [:])
                return ExecutedStep(
                    address: address, effect: .created(record), dependencies: after, reversibility: .undo(.delete))
            }
            let steps =
                firsts.map { step($0, after: []) }
                + (0..<count).map { step(Address(mode: .managed, "b\($0)"), after: firsts) }
            let undo = UndoPlanner.plan(undoing: steps) { _, _ in false }
            #expect(undo.topology.edgeCount == 2 * count)
            let places = Dictionary(uniqueKeysWithValues: undo.steps.enumerated().map { ($1.address, $0) })
            let last = (0..<count).compactMap { places[Address(mode: .managed, "b\($0)")] }.max() ?? 0
            #expect(firsts.allSatisfy { (places[$0] ?? 0) > last })
            let order = undo.topology.order()?.map(\.index) ?? []
            let positions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
            #expect(firsts.allSatisfy { (positions[places[$0] ?? 0] ?? 0) > (positions[0] ?? 0) })
        }
    }
}
