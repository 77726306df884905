import Testing

/// Cases of copies that are there beside the resource: new ones that a rollback leaves, and what the stack has let go of.
struct CopyRegressionTests {
    // I7 Order: the cleanup deleted a new copy that what could not be set back still referred to.
    @Test func `a new copy stays while what could not be set back may use it`() async {
        let after = Blueprint([Node("n1") { $0.slot = "b" }, Node("n2") { $0.refs = ["n1"] }])
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.refs = ["n1"] }])),
            Step(after) {
                $0.faults = [
                    FaultPoint(name: "n2", verb: .update, attempt: 0): .throttle,
                    FaultPoint(name: "n2", verb: .update, attempt: 1): .failAfter,
                ]
                $0.recovery = .none
            },
            Step(after) { $0.faults = [FaultPoint(name: "n1", verb: .create, attempt: 1): .dieAfter] },
        ])
    }

    // I3 No orphan: what was made under the name of a copy that was gone waited to be deleted as that copy.
    @Test func `what is made in place of a copy that is gone is deleted`() async {
        let old = Blueprint([Node("n1"), Node("n2") { ($0.parent, $0.createsFirst) = ("n1", true) }])
        var new = old
        (new.nodes[1].slot, new.nodes[1].fixed) = ("b", 2)
        await expectSound([
            Step(old),
            Step(new) { $0.faults = [FaultPoint(name: "n2", verb: .delete, attempt: 0): .hang] },
            Step(new) {
                $0.operation = .rollback
                $0.late = [.usurp("n1")]
                $0.parallelism = 1
                $0.lives = [3]
            },
        ])
    }

    // I10 Crash anywhere: a replacement took what the stack had let go of for its new object, and the rollback deleted it.
    @Test func `what was retained is not made anew`() async {
        func stack(slot: String) -> Blueprint {
            Blueprint([
                Node("n6") {
                    $0.slot = slot
                    $0.retainsOnDestroy = true
                }
            ])
        }
        await expectSound([
            Step(stack(slot: "a")),
            Step(stack(slot: "b")) { $0.operation = .rollback },
            Step(stack(slot: "b")),
            Step(stack(slot: "a")) { $0.lives = [3, 12] },
        ])
    }

    // I27 Destroy from anywhere: the plan did not know the copy that a run which was kept had begun to replace.
    @Test func `a plan may go back to what a kept run has replaced`() async {
        func stack(slot: String) -> Blueprint {
            Blueprint([Node("n2") { $0.slot = slot }, Node("n3") { ($0.refs, $0.isSlow) = (["n2"], true) }])
        }
        await expectSound([
            Step(stack(slot: "a")),
            Step(stack(slot: "b")),
            Step(stack(slot: "b")) {
                $0.operation = .rollback
                $0.keeps = true
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n3", verb: .update, attempt: 1): .failAfter]
                $0.recovery = .none
            },
        ])
    }
}
