import MartletGraph
import MartletModel
import MartletPlanner
import TestSupport
import Testing

struct UndoTests {
    private static func record(_ name: String, parent: String? = nil) -> ResourceRecord {
        let body: Value = parent.map { ["name": .string(name), "parent": .string($0)] } ?? ["name": .string(name)]
        let address: Address = Address(mode: .managed, name)
        return ResourceRecord(
            address: address, type: ResourceType("t.t"), provider: "t", connection: "t", identity: Identity(name),
            body: body, attributes: body
        )
    }

    private static func step(
        _ effect: ExecutedStep.Effect, after: [String] = [], _ reversibility: Reversibility = .undo(.delete)
    ) -> ExecutedStep {
        let address: Address
        switch effect {
        case .created(let record), .updated(let record, _), .adopted(let record, _), .deleted(let record):
            address = record.address
        }
        return ExecutedStep(
            address: address, effect: effect, dependencies: after.map { name -> Address in Address(name) },
            reversibility: reversibility
        )
    }

    private static func text(_ steps: [ExecutedStep]) -> [String] {
        let plan = UndoPlanner.plan(undoing: steps) { parent, child in
            child.body["parent"]?.stringValue == parent.identity.text
        }
        return plan.steps.map { step in
            let word =
                switch step.operation {
                case .delete: "delete"
                case .goneWithParent(_, let parent): "gone with \(parent):"
                case .restore: "restore"
                case .forget: "forget"
                case .restoreAndForget: "restore and forget"
                case .recreate: "recreate"
                case .leave: "leave"
                }
            return "\(word) \(step.address)" + (step.note == nil ? "" : " !")
        }
    }

    @Test func `steps are undone in reverse order`() {
        let steps = [
            Self.step(.created(Self.record("a"))),
            Self.step(.updated(Self.record("b"), preImage: Self.record("b")), after: ["a"], .undo(.restore)),
            Self.step(.adopted(Self.record("c"), preImage: nil), after: ["b"], .undo(.forget)),
            Self.step(.adopted(Self.record("d"), preImage: Self.record("d")), .undo(.forget)),
        ]
        #expect(Self.text(steps) == ["restore and forget d", "forget c", "restore b", "delete a"])
    }

    @Test func `what has an undo of its own does not just go with its parent`() {
        let child = Self.record("child", parent: "parent")
        let steps = [
            Self.step(.created(Self.record("parent"))),
            ExecutedStep(
                address: child.address, effect: .created(child), dependencies: [Address("parent")],
                reversibility: .undo(.delete), hasUndo: true
            ),
        ]
        #expect(Self.text(steps) == ["delete child", "delete parent"])
    }

    @Test func `what a created parent contains goes with it`() {
        let steps = [
            Self.step(.created(Self.record("group"))),
            Self.step(.created(Self.record("vm", parent: "group")), after: ["group"]),
            Self.step(.created(Self.record("disk", parent: "group")), after: ["vm"]),
        ]
        #expect(Self.text(steps) == ["gone with group: disk", "gone with group: vm", "delete group"])
    }

    @Test func `an early delete is made again once the new object is gone, dependencies first`() {
        let steps = [
            Self.step(.deleted(preImage: Self.record("sub")), .irreversible("x")),
            Self.step(.deleted(preImage: Self.record("net")), .irreversible("x")),
            Self.step(.created(Self.record("net")), .irreversible("x")),
            Self.step(.created(Self.record("sub")), after: ["net"], .irreversible("x")),
        ].map { step in
            step.address.name == "sub"
                ? ExecutedStep(
                    address: step.address, effect: step.effect, dependencies: [Address("net")],
                    reversibility: step.reversibility
                ) : step
        }
        let plan = UndoPlanner.plan(undoing: steps) { _, _ in false }
        let order = plan.topology.order()?.map(\.index) ?? []
        let words = Self.text(steps)
        #expect(words.sorted() == ["delete net", "delete sub", "recreate net !", "recreate sub !"])
        let sequence = order.filter { $0 < words.count }.map { words[$0] }
        #expect(sequence.firstIndex(of: "delete sub") ?? 9 < sequence.firstIndex(of: "delete net") ?? 0)
        #expect(sequence.firstIndex(of: "delete net") ?? 9 < sequence.firstIndex(of: "recreate net !") ?? 0)
        #expect(sequence.firstIndex(of: "recreate net !") ?? 9 < sequence.firstIndex(of: "recreate sub !") ?? 0)
    }

    @Test func `what cannot be undone stays, and so does what it needs`() {
        let steps = [
            Self.step(.created(Self.record("subnet"))), Self.step(.created(Self.record("other"))),
            Self.step(
                .updated(Self.record("cluster"), preImage: Self.record("cluster")), after: ["subnet"],
                .irreversible("versions only go up")
            ),
            Self.step(.created(Self.record("kept")), .undo(.retain)),
        ]
        #expect(Self.text(steps) == ["leave kept !", "leave cluster !", "delete other", "leave subnet !"])
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `random runs are undone in an order that the graph allows`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let steps = (0..<Int.random(in: 1...20, using: &random)).map { index in
            Self.step(
                .created(Self.record("r\(index)")),
                after: (0..<index).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.map { "r\($0)" }
            )
        }
        let plan = UndoPlanner.plan(undoing: steps) { _, _ in false }
        #expect(plan.steps.count == steps.count, "seed \(seed)")
        #expect(plan.topology.edgeCount == steps.map(\.dependencies.count).reduce(0, +), "seed \(seed)")
        var seen: Set<Address> = []
        for step in plan.steps {
            let index = steps.firstIndex { $0.address == step.address } ?? 0
            let dependents = steps.filter { $0.dependencies.contains(steps[index].address) }
            #expect(dependents.allSatisfy { seen.contains($0.address) }, "seed \(seed)")
            seen.insert(step.address)
        }
    }
}
