import Testing

/// Histories in which something waits: for its delete, for an answer, for the end of an earlier run. Found by `PropertyTests`,
/// made smaller.
struct WaitingRegressionTests {
    // I7 Order: what waits kept the address of before the move, and what depends on it did not.
    @Test func `old copies follow moves`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n2"), Node("n3"),
                    Node("n4") {
                        $0.parent = "n2"; $0.refs = ["n3"]; $0.retainsOnDestroy = true
                    },
                ])
            ) { $0.parallelism = 1 },
            Step(
                Blueprint([
                    Node("n2") { $0.slot = "b" },
                    Node("n3x") {
                        $0.bodyName = "n3"; $0.slot = "b"
                    },
                    Node("n4") {
                        $0.parent = "n2"; $0.refs = ["n3x"]; $0.retainsOnDestroy = true
                    },
                ])
                .with(moves: ["n3": "n3x"])
            ) {
                $0.parallelism = 1
                $0.excludes = ["n4"]
            },
        ])
    }

    // I4 No phantom: it stayed recorded although it was to go with its parent.
    @Test func `what goes with a parent whose delete failed waits with it`() async {
        let stack = Blueprint([
            Node("n4"), Node("n5"),
            Node("n7") {
                $0.lane = "y"; $0.parent = "n5"; $0.ignoresValue = true
            },
        ])
        await expectSound([
            Step(stack) {
                $0.faults = [
                    FaultPoint(name: "n4", verb: .create, attempt: 1): .hangAfter,
                    FaultPoint(name: "n5", verb: .delete, attempt: 1): .hang,
                ]
                $0.recovery = .none
            },
            Step(stack) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n4", verb: .create, attempt: 1): .refuse]
            },
        ])
    }

    // I7 Order: the rollback went back to deleting what the retained object needs.
    @Test func `what a retained object needs waits on`() async {
        let stack = Blueprint([
            Node("n1") { $0.slot = "b" },
            Node("n2") {
                $0.lane = "y"; $0.refs = ["n1"]; $0.retainsOnRollback = true
            },
            Node("n4") {
                $0.host = "n2"; $0.after = ["n2"]; $0.allowsIrreversible = true
            }, Node("n5"),
        ])
        await expectSound([
            Step(stack) { $0.parallelism = 1 },
            Step(stack) {
                $0.operation = .rollback
                $0.back = 3
                $0.parallelism = 2
                $0.signal = .init(afterSteps: 2, times: 1)
            },
            Step(stack) {
                $0.parallelism = 2
                $0.lives = [6]
            },
        ])
    }

    // I1 Atomicity: a run that halted let dependencies follow its move, and its rollback left them so.
    @Test func `dependencies follow a move that is taken back`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n3") { $0.parent = "n1" }])) { $0.parallelism = 1 },
            Step(
                Blueprint([
                    Node("n1x") {
                        $0.bodyName = "n1"; $0.isSlow = true
                    },
                    Node("n3") { $0.parent = "n1x" }, Node("n7"),
                ])
                .with(moves: ["n1": "n1x"])
            ) {
                $0.parallelism = 1
                $0.signal = .init(afterSteps: 2, times: 2)
            },
        ])
    }

    // I27 Destroy from anywhere: the keys depend on an object that had to be read first.
    @Test func `keys that wait for an answer are waited for`() async {
        func stack(grade: Int) -> Blueprint {
            Blueprint([
                Node("n5") {
                    $0.grade = grade; $0.keys = ["p"]; $0.isSlow = true; $0.hasSecret = true
                },
                Node("n10") { $0.each = .of("n5") },
            ])
        }
        await expectSound([
            Step(stack(grade: 1)) { $0.parallelism = 1 },
            Step(stack(grade: 2)) {
                $0.parallelism = 1
                $0.lives = [2]
            },
        ])
    }

    // I27 Destroy from anywhere: the way out was not told.
    @Test func `what is in the way of another object is deleted by a resume`() async {
        await expectSound([
            Step(Blueprint([Node("n1")])) {
                $0.parallelism = 1
                $0.faults = [
                    FaultPoint(name: "n1", verb: .create, attempt: 0): .halfDone,
                    FaultPoint(name: "n1", verb: .delete, attempt: 1): .refuse,
                ]
                $0.recovery = .none
            },
            Step(Blueprint([Node("n1") { $0.fixed = 2 }])) {
                $0.parallelism = 1
                $0.recovery = .none
            },
        ])
    }

    // I3 No orphan: what lies in an object that waits on counted as gone with it.
    @Test func `what lies in an object that waits on waits as well`() async {
        func stack(value: Int) -> Blueprint {
            Blueprint([
                Node("n1"),
                Node("n2") {
                    $0.refs = ["n1"]; $0.after = ["n1"]; $0.retainsOnRollback = true
                },
                Node("n5") {
                    $0.parent = "n1"; $0.each = .list(["p", "q"])
                },
                Node("n6") {
                    $0.refs = ["n1"]; $0.each = .list(["p"])
                },
                Node("n7") { $0.refs = ["n6"] }, Node("n9"),
                Node("n11") {
                    $0.value = value; $0.refs = ["n7"]
                },
            ])
        }
        await expectSound([
            Step(stack(value: 1)) { $0.parallelism = 1 },
            Step(stack(value: 2)) {
                $0.operation = .rollback
                $0.parallelism = 1
                $0.lives = [12, 2]
                $0.signal = .init(afterSteps: 1, times: 1)
            },
            Step(stack(value: 2)) {
                $0.parallelism = 1
                $0.lives = [8]
            },
        ])
    }

    // I3 No orphan: what lay in one of two copies of its parent counted as gone when the other was deleted.
    @Test func `what lies in one of two copies waits for that one`() async {
        let inside = Node("n2") { $0.parent = "n1" }
        await expectSound([
            Step(Blueprint([Node("n1"), inside])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n1") { $0.slot = "b" }, inside])) {
                $0.parallelism = 1
                $0.signal = .init(afterSteps: 2, times: 2)
                $0.recovery = .none
            },
            Step(Blueprint([Node("n1"), inside])) {
                $0.operation = .rollback
                $0.parallelism = 64
            },
        ])
    }

    // I3 No orphan: the record of the new copy took the place of that of the old one.
    @Test func `the old copy of a replacement that is skipped is remembered`() async {
        let user = Node("n3") { $0.refs = ["n1"] }
        await expectSound([
            Step(Blueprint([Node("n1"), user])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n1") { $0.slot = "b" }, user])) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n3", verb: .update, attempt: 1): .neverReady]
                $0.lives = [3]
                $0.skips = "n1"
            },
        ])
    }

    // I2 Success: a refresh took what a step in doubt would have written for what is there.
    @Test func `a refresh records what became of a step in doubt`() async {
        let after = Blueprint([Node("n1") { $0.grade = 2 }])
        await expectSound([
            Step(Blueprint([Node("n1")])) { $0.parallelism = 1 },
            Step(after) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n1", verb: .update, attempt: 1): .dieBefore]
            },
            Step(after) { $0.operation = .refresh },
            Step(after) {
                $0.operation = .rollback
                $0.parallelism = 1
            },
        ])
    }

    // I20 Foreign safety: an object that had taken the name of ours after the plan was adopted in its stead.
    @Test func `what was to be adopted and is another object by now is left alone`() async {
        await expectSound([
            Step(Blueprint([Node("n1")])),
            Step(Blueprint([])) {
                $0.faults = [FaultPoint(name: "n1", verb: .delete, attempt: 0): .refuse]
                $0.recovery = .none
            },
            Step(Blueprint([Node("n1") { $0.value = 2 }])) {
                $0.late = [.usurp("n1")]
                $0.recovery = .none
            },
        ])
    }

    // I5 Write-ahead: the delete of one copy closed the intent of the other's, which was under way: now and then, as the second
    // has to begin before the first is tried again.
    @Test(arguments: 0..<8) func `two copies of one address are deleted at once`(_: Int) async {
        let after = Blueprint([Node("n0"), Node("n1") { $0.slot = "b" }])
        await expectSound([
            Step(Blueprint([Node("n0"), Node("n1")])),
            Step(after) {
                $0.faults = [FaultPoint(name: "n1", verb: .delete, attempt: 0): .refuse]
                $0.recovery = .none
            },
            Step(after) {
                $0.operation = .destroy
                $0.parallelism = 2
                $0.faults = [FaultPoint(name: "n1", verb: .delete, attempt: 1): .throttle]
            },
        ])
    }

    // I7 Order: what lay in a parent that `resume --skip` left waited for its delete, and what it referred to did not.
    @Test func `what lies in a skipped parent is taken back by itself`() async {
        let nodes = [
            Node("n1"), Node("n2") { $0.refs = ["n1"] },
            Node("n3") {
                $0.parent = "n2"
                $0.refs = ["n1"]
            },
            Node("n4") { $0.refs = ["n3"] }, Node("n5"),
        ]
        for life in 6...10 {
            await expectSound([
                Step(Blueprint(nodes)) {
                    $0.parallelism = 1
                    $0.faults = [FaultPoint(name: "n4", verb: .delete, attempt: 1): .hang]
                    $0.lives = [life]
                    $0.skips = "n2"
                }
            ])
        }
    }

    // I10 Crash anywhere: a rollback that did not get to a new copy buried it, though it holds what the rollback leaves.
    @Test func `a copy that holds what is retained stays the resource`() async {
        let after = Blueprint([
            Node("n2") { $0.slot = "b" },
            Node("n3") { ($0.parent, $0.retainsOnRollback) = ("n2", true) },
            Node("n4") { $0.refs = ["n2"] },
        ])
        await expectSound([
            Step(Blueprint([Node("n2")])),
            Step(after) {
                $0.parallelism = 1
                $0.faults = [
                    FaultPoint(name: "n4", verb: .create, attempt: 1): .dieAfter,
                    FaultPoint(name: "n4", verb: .delete, attempt: 0): .refuse,
                ]
            },
        ])
    }
}
