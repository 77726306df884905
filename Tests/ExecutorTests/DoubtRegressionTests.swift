import Testing

/// Histories in which a run left something in doubt, or did not end. Found by `PropertyTests`, made smaller.
struct DoubtRegressionTests {
    // I10 Crash anywhere: what an update in doubt may have written counted as found, and the restore wrote it.
    @Test(arguments: 5...9) func `a restore writes nothing that was only in doubt`(_ life: Int) async {
        func stack(_ name: String, grade: Int = 1) -> Blueprint {
            Blueprint([
                Node(name) {
                    $0.bodyName = "n1"
                    $0.grade = grade
                },
                Node("n2") {
                    $0.isSlow = true
                    $0.looksUp = name
                },
                Node("n3") { $0.refs = [name, "n2"] },
            ])
        }
        await expectSound([
            Step(stack("n1")) { $0.parallelism = 1 },
            Step(stack("n1x").with(moves: ["n1": "n1x"])) {
                $0.keeps = true
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n3", verb: .update, attempt: 1): .hangAfter]
                $0.recovery = .none
            },
            Step(stack("n1x", grade: 2).with(moves: ["n1": "n1x"])) {
                $0.outside = [.vanish("n1")]
                $0.parallelism = 1
                $0.lives = [life]
            },
        ])
    }

    // I7 Order: what referred to a moved resource by its former address was deleted after it.
    @Test func `a rollback that did not end leaves dependencies that hold`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n1") { $0.each = .list(["p"]) },
                    Node("n2") {
                        $0.refs = ["n1"]; $0.createsFirst = true
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1x") {
                        $0.bodyName = "n1"; $0.value = 2; $0.lane = "x"; $0.each = .list(["p"])
                    },
                    Node("n2") {
                        $0.refs = ["n1x"]; $0.createsFirst = true
                    },
                    Node("n3") {
                        $0.refs = ["n1x", "n2"]; $0.isSlow = true
                    },
                ]).with(moves: ["n1": "n1x"])
            ) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n1.p", verb: .update, attempt: 2): .hangAfter]
                $0.lives = [5]
                $0.recovery = .none
            },
            Step(
                Blueprint([
                    Node("n1x") {
                        $0.bodyName = "n1"; $0.value = 2; $0.lane = "x"; $0.each = .list(["p"])
                    },
                    Node("n2") {
                        $0.refs = ["n1x"]; $0.createsFirst = true
                    },
                    Node("n3") {
                        $0.refs = ["n1x", "n2"]; $0.isSlow = true
                    },
                ]).with(moves: ["n1": "n1x"])
            ) {
                $0.operation = .rollback
                $0.back = 2
                $0.parallelism = 1
            },
        ])
    }

    // I2 Success: what was in doubt stayed recorded as it had been meant to be.
    @Test func `what was in doubt is recorded as it turned out`() async {
        await expectSound([
            Step(Blueprint([Node("n2") { $0.allowsIrreversible = true }])) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n2") {
                        $0.grade = 2; $0.allowsIrreversible = true
                    }
                ])
            ) {
                $0.operation = .refresh
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n2") {
                        $0.grade = 2; $0.allowsIrreversible = true
                    }
                ])
            ) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .update, attempt: 1): .dieBefore]
            },
            Step(
                Blueprint([
                    Node("n2") {
                        $0.grade = 2; $0.allowsIrreversible = true
                    }
                ])
            ) {
                $0.operation = .rollback
                $0.parallelism = 64
                $0.faults = [
                    FaultPoint(name: "n2", verb: .create, attempt: 1): .dieAfter,
                    FaultPoint(name: "n3", verb: .delete, attempt: 1): .dieBefore,
                ]
            },
        ])
    }

    // I4 No phantom: the old copy that a revision still lay in was deleted.
    @Test func `a rollback keeps the copies that its revision uses`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n4") { $0.parent = "n2" }])) {
                $0.parallelism = 1
            },
            Step(Blueprint([Node("n2") { $0.slot = "b" }, Node("n4") { $0.parent = "n2" }])) {
                $0.parallelism = 1
                $0.excludes = ["n4"]
            },
            Step(Blueprint([])) {
                $0.operation = .rollback
                $0.back = 0
                $0.parallelism = 1
            },
        ])
    }

    // I21 Same-identity replace: what was skipped was still to be deleted.
    @Test func `what a resume skips is not deleted later`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n3"), Node("n4"), Node("n5"), Node("n6"),
                    Node("n7") {
                        $0.value = 2; $0.isSlow = true; $0.hasSecret = true
                    }, Node("n8") { $0.hasSecret = true },
                    Node("n9") {
                        $0.parent = "n5"; $0.refs = ["n3"]; $0.hasSecret = true
                    },
                ])
            ) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n5", verb: .delete, attempt: 1): .hang]
                $0.lives = [10]
                $0.skips = "n5"
            }
        ])
    }

    // I10 Crash anywhere: waiting for the operation of the step counted as its restore.
    @Test(arguments: 1...5) func `an update under way is waited for and then taken back`(_ life: Int) async {
        let before = Blueprint([Node("n1") { $0.isSlow = true }])
        var after = before
        after.nodes[0].value = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.parallelism = 1
                $0.lives = [life]
                $0.recovery = .back
            },
        ])
    }

    // I7 Order: of a step that failed, and failed again when it was resumed, both attempts were to be taken back.
    @Test func `a step that is made again counts once`() async {
        let stack = Blueprint([Node("n1"), Node("n6") { $0.refs = ["n1"] }])
        await expectSound([
            Step(stack) { $0.parallelism = 1 },
            Step(stack) {
                $0.outside = [.vanish("n1")]
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n6", verb: .update, attempt: 0): .neverReady]
                $0.lives = [4]
                $0.recovery = .forward
            },
        ])
    }

    // I8 Deletes last: what a rollback had not got to was taken up again, and its undo deleted it under its users.
    @Test func `what a rollback did not get to is not an undo's to delete`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n3"),
                    Node("n4") {
                        $0.lane = "x"; $0.refs = ["n3"]; $0.each = .list(["p"]); $0.looksUp = "n3"
                    },
                    Node("n9") {
                        $0.parent = "n3"; $0.refs = ["n4"]; $0.isSlow = true
                    },
                    Node("n11") {
                        $0.refs = ["n9"]; $0.isSlow = true; $0.hasSecret = true
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n3") { $0.slot = "b" },
                    Node("n4") {
                        $0.value = 2; $0.lane = "x"; $0.refs = ["n3"]; $0.each = .list(["p"]); $0.looksUp = "n3"
                    },
                    Node("n9") {
                        $0.parent = "n3"; $0.refs = ["n4"]; $0.isSlow = true
                    },
                    Node("n11") {
                        $0.refs = ["n9"]; $0.isSlow = true; $0.hasSecret = true
                    },
                ])
            ) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n4.p", verb: .update, attempt: 2): .failAfter]
                $0.lives = [6]
                $0.recovery = .none
            },
            Step(
                Blueprint([
                    Node("n3") { $0.slot = "b" },
                    Node("n4") {
                        $0.value = 3; $0.lane = "x"; $0.refs = ["n3"]; $0.each = .list(["p"]); $0.looksUp = "n3"
                    },
                    Node("n9") {
                        $0.parent = "n3"; $0.refs = ["n4"]; $0.isSlow = true
                    },
                    Node("n11") {
                        $0.refs = ["n9"]; $0.isSlow = true; $0.hasSecret = true
                    },
                ])
            ) {
                $0.faults = [
                    FaultPoint(name: "n11", verb: .update, attempt: 1): .dieAfter,
                    FaultPoint(name: "n8", verb: .update, attempt: 1): .refuse,
                ]
            },
        ])
    }

    // I27 Destroy from anywhere: a reference to what was skipped, which nobody had seen, was an error of the stack.
    @Test func `a plan reads what was skipped before it asks it for anything`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.refs = ["n1"] }])) {
                $0.parallelism = 1
                $0.faults = [
                    FaultPoint(name: "n1", verb: .create, attempt: 1): .dieAfter,
                    FaultPoint(name: "n1", verb: .delete, attempt: 0): .hang,
                ]
                $0.recovery = .back
                $0.skips = "n1"
            }
        ])
    }

    // I24 Termination: a create that was made again and met somebody else's object stayed in doubt for ever.
    @Test func `what is somebody else's was not made by a call in doubt`() async {
        let after = Blueprint([Node("n2") { $0.fixed = 2 }])
        await expectSound([
            Step(Blueprint([Node("n2")])) { $0.parallelism = 1 },
            Step(after) {
                $0.late = [.usurp("n2")]
                $0.keeps = true
                $0.parallelism = 1
                $0.lives = [3]
                $0.recovery = .forward
            },
            Step(after) { $0.operation = .destroy },
        ])
    }
}
