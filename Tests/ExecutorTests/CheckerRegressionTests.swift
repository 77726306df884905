import Testing

/// Cases that were sound, and in which the checker found fault once.
struct CheckerRegressionTests {
    // I1 Atomicity: what a write in doubt gave is recorded only once the object has been looked at.
    @Test func `a rollback leaves more known of what was in doubt`() async {
        let faults: [FaultPoint: Fault] = [FaultPoint(name: "n1", verb: .update, attempt: 1): .dieAfter]
        await expectSound([
            Step(Blueprint([Node("n1")])),
            Step(Blueprint([Node("n1") { ($0.value, $0.grade) = (2, 2) }])) { $0.faults = faults },
            Step(Blueprint([Node("n1") { ($0.value, $0.grade) = (3, 2) }])) {
                $0.signal = .init(afterSteps: 1, times: 1)
            },
        ])
    }

    // I3 No orphan: what a stack had left, took up and gave back is left again.
    @Test func `what was left and taken up may be given back`() async {
        let stack = Blueprint([Node("n4"), Node("n6") { $0.retainsOnDestroy = true }])
        await expectSound([
            Step(stack) { $0.parallelism = 1 },
            Step(stack) {
                $0.operation = .rollback
                $0.parallelism = 1
            },
            Step(stack) {
                $0.late = [.obstacle("n4")]
                $0.keeps = true
                $0.parallelism = 1
            },
        ])
    }

    // I3 No orphan: a record in doubt has the uid of an object that went with its host; the one in the old host is forgotten.
    @Test func `what a resume has skipped is forgotten whatever is there`() async {
        let inside = Node("n2") { $0.host = "n1" }
        await expectSound([
            Step(Blueprint([Node("n1"), inside])),
            Step(Blueprint([Node("n1") { $0.slot = "b" }, inside])) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .delete, attempt: 1): .hang]
                $0.signal = .init(afterSteps: 1, times: 1)
                $0.skips = "n2"
            },
            Step(Blueprint([]).with(forgotten: ["n1", "n2"])),
        ])
    }
}
