import Testing

/// Histories in which something is left over: copies that are still needed, deletes that did not end, calls in doubt. Found by
/// `PropertyTests`, made smaller.
struct LeftoverRegressionTests {
    // I27 Destroy from anywhere: what was missing and had been made anew was recorded as the one before.
    @Test func `what was made anew and is still needed keeps its record`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.after = ["n1"] }])) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1"),
                    Node("n2") {
                        $0.grade = 2; $0.after = ["n1"]
                    },
                ])
            ) {
                $0.outside = [.vanish("n1")]
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .update, attempt: 0): .dieBefore]
            },
        ])
    }

    // I8 Deletes last: a rollback deleted the old copy that the run had taken up again.
    @Test func `an old copy that is taken up again is set back, not deleted`() async {
        await expectSound([
            Step(Blueprint([Node("n7"), Node("n8") { $0.parent = "n7" }])) {
                $0.parallelism = 1
            },
            Step(Blueprint([Node("n7") { $0.slot = "b" }, Node("n8") { $0.parent = "n7" }])) {
                $0.parallelism = 1
                $0.excludes = ["n8"]
            },
            Step(Blueprint([Node("n7") { $0.slot = "b" }, Node("n8") { $0.parent = "n7" }])) {
                $0.operation = .rollback
                $0.parallelism = 1
                $0.lives = [2]
            },
        ])
    }

    // I7 Order: what went with its host had no place in the order of the deletes.
    @Test func `what goes with its host is deleted after what refers to it`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n2"), Node("n3") { $0.host = "n2" },
                    Node("n4") {
                        $0.refs = ["n3"]; $0.isSlow = true; $0.retainsOnRollback = true
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n2") { $0.slot = "b" }, Node("n3") { $0.host = "n2" },
                    Node("n4") {
                        $0.slot = "b"; $0.refs = ["n3"]; $0.isSlow = true; $0.retainsOnRollback = true
                    },
                ])
            ) {
                $0.parallelism = 1
            },
        ])
    }

    // I10 Crash anywhere: what others had put in the place of ours was made again as ours.
    @Test func `a rollback makes nothing again where others have taken its place`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n3") { $0.host = "n2" }])) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([Node("n2") { $0.fixed = 2 }, Node("n3") { $0.host = "n2" }, Node("n4") { $0.refs = ["n2"] }])
            ) {
                $0.outside = [.usurp("n3")]
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n4", verb: .create, attempt: 1): .halfDone]
                $0.lives = [13]
            },
        ])
    }

    // I3 No orphan: a connection of a destroyed stack led to the host of another revision.
    @Test func `a rollback follows a connection that was made between two revisions`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n1") { $0.isSlow = true },
                    Node("n2") {
                        $0.host = "n1"; $0.keys = ["p", "q"]; $0.hasSecret = true; $0.createsFirst = false
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1") {
                        $0.fixed = 2; $0.isSlow = true
                    },
                    Node("n2") {
                        $0.host = "n1"; $0.keys = ["p", "q"]; $0.hasSecret = true; $0.createsFirst = false
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1") {
                        $0.fixed = 2; $0.isSlow = true
                    },
                    Node("n2") {
                        $0.host = "n1"; $0.keys = ["p", "q"]; $0.hasSecret = true; $0.createsFirst = false
                    },
                ])
            ) {
                $0.operation = .destroy
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n2") {
                        $0.keys = ["p", "q"]; $0.hasSecret = true; $0.createsFirst = false
                    }
                ])
            ) {
                $0.operation = .rollback
                $0.back = 2
                $0.parallelism = 1
            },
        ])
    }

    // I4 No phantom: what was deleted early was recorded again beside its successor.
    @Test func `what replaced an object that was deleted early keeps its record`() async {
        await expectSound([
            Step(Blueprint([Node("n2") { $0.createsFirst = false }, Node("n4") { $0.refs = ["n2"] }])) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n2") {
                        $0.slot = "b"; $0.createsFirst = false
                    },
                    Node("n4") {
                        $0.grade = 2; $0.refs = ["n2"]
                    },
                ])
            ) {
                $0.parallelism = 1
                $0.signal = .init(afterSteps: 2, times: 1)
            },
        ])
    }

    // I3 No orphan: what was to go with an object stayed when that was taken up again.
    @Test func `what lies in an object that is taken up again is deleted by itself`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n3") { $0.parent = "n2" }])) {
                $0.parallelism = 1
            },
            Step(Blueprint([Node("n2"), Node("n3") { $0.parent = "n2" }])) {
                $0.operation = .rollback
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .delete, attempt: 1): .hang]
            },
            Step(Blueprint([Node("n2"), Node("n3") { $0.parent = "n2" }])) {
                $0.parallelism = 1
                $0.targets = ["n2"]
            },
        ])
    }

    // I7 Order: what an interrupted cleanup left was compared with nothing.
    @Test func `what an interrupted cleanup left is taken up with all that it has`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n3"),
                    Node("n4") {
                        $0.refs = ["n3"]; $0.each = .list(["p", "q"])
                    },
                    Node("n6") {
                        $0.isNote = true; $0.refs = ["n4"]; $0.allowsIrreversible = true
                    }, Node("n9") { $0.after = ["n6"] },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n3") { $0.slot = "b" },
                    Node("n4") {
                        $0.refs = ["n3"]; $0.each = .list(["p", "q"])
                    },
                    Node("n6") {
                        $0.isNote = true; $0.refs = ["n4"]; $0.allowsIrreversible = true
                    }, Node("n9") { $0.after = ["n6"] },
                ])
            ) {
                $0.operation = .destroy
                $0.parallelism = 1
                $0.signal = .init(afterSteps: 2, times: 1)
                $0.recovery = .back
            },
            Step(
                Blueprint([
                    Node("n4") { $0.each = .list(["p", "q"]) },
                    Node("n6") {
                        $0.isNote = true; $0.refs = ["n4"]; $0.allowsIrreversible = true
                    }, Node("n9") { $0.after = ["n6"] },
                ])
            ) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n7", verb: .delete, attempt: 1): .failAfter]
            },
        ])
    }

    // I8 Deletes last: what lies in a new host that had to stay was looked for in the old one.
    @Test func `a new host that something left needs stays with what lies in it`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n3") { $0.host = "n1" }, Node("n4")])) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1") { $0.slot = "b" }, Node("n3") { $0.host = "n1" },
                    Node("n4x") {
                        $0.bodyName = "n4"; $0.value = 2; $0.grade = 2; $0.refs = ["n3"]
                    },
                ]).with(moves: ["n4": "n4x"])
            ) {
                $0.parallelism = 1
                $0.lives = [5]
            },
        ])
    }

    // I4 No phantom: a second resume did not keep what the first had kept.
    @Test func `a resume keeps what the one before it kept`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n1"),
                    Node("n2") {
                        $0.host = "n1"; $0.createsFirst = true; $0.triggers = ["n1"]
                    }, Node("n3") { $0.refs = ["n1", "n2"] },
                    Node("n6") {
                        $0.parent = "n2"; $0.host = "n1"; $0.refs = ["n3"]
                    },
                    Node("n8") {
                        $0.after = ["n1", "n3"]; $0.keys = ["p"]; $0.hasSecret = true
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1"),
                    Node("n2") {
                        $0.host = "n1"; $0.createsFirst = true; $0.triggers = ["n1"]
                    }, Node("n3") { $0.refs = ["n1", "n2"] },
                    Node("n6") {
                        $0.slot = "b"; $0.parent = "n2"; $0.host = "n1"; $0.refs = ["n3"]
                    },
                    Node("n8") {
                        $0.grade = 2; $0.after = ["n1", "n3"]; $0.keys = ["p"]; $0.hasSecret = true
                    },
                ])
            ) {
                $0.parallelism = 1
                $0.replaces = ["n1"]
                $0.lives = [9]
            },
        ])
    }

    // I3 No orphan: a create that died after its effect, and was refused when it was made again, counted as not done.
    @Test func `a repeated call that is refused says nothing of the one before`() async {
        await expectSound([
            Step(Blueprint([Node("n1")])) {
                $0.parallelism = 1
                $0.faults = [
                    FaultPoint(name: "n1", verb: .create, attempt: 1): .dieAfter,
                    FaultPoint(name: "n1", verb: .create, attempt: 2): .refuse,
                ]
                $0.recovery = .forward
            }
        ])
    }
}
