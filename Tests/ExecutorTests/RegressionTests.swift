import Testing

/// Cases that broke an invariant once, as the property tests printed them.
struct RegressionTests {
    @Test func `a stack comes and goes`() async {
        let stack = Blueprint([Node("a"), Node("b") { $0.refs = ["a"] }])
        await expectSound([Step(stack), Step(stack) { $0.operation = .destroy }])
    }

    // I27 Destroy from anywhere: the plan was refused before the object had been looked at.
    @Test func `an object may leave a parent that is deleted`() async {
        await expectSound([
            Step(Blueprint([Node("n4"), Node("n6") { $0.parent = "n4" }])), Step(Blueprint([Node("n6")])),
        ])
    }

    // I3 No orphan: a create in doubt was retained, and nobody had a record of it.
    @Test func `a create in doubt is not retained`() async {
        await expectSound([
            Step(Blueprint([Node("n3") { $0.retainsOnRollback = true }])) {
                $0.faults = [FaultPoint(name: "n3", verb: .create, attempt: 1): .dieAfter]
            }
        ])
    }

    // I7 Order: an object was deleted although one that was left out of the plan still referred to it.
    @Test func `what an excluded object refers to is not deleted`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n4") { $0.refs = ["n2"] }])),
            Step(Blueprint([Node("n4")])) { $0.excludes = ["n4"] },
        ])
    }

    // I3 No orphan: the rollback of an adoption took our marker off our own object, and its tombstone away.
    @Test func `what waits to be deleted is still ours when taking it up again is taken back`() async {
        let before = Blueprint([Node("n5"), Node("n6")])
        await expectSound([
            Step(before) { $0.parallelism = 1 },
            Step(before) {
                $0.operation = .destroy
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n5", verb: .delete, attempt: 0): .throttle]
            },
            Step(Blueprint([Node("n5"), Node("n6"), Node("n7") { $0.retainsOnRollback = true }])) {
                $0.parallelism = 1
                $0.lives = [5]
            },
        ])
    }

    // I1 Atomicity: what nothing can undo stays, and the update that it was written after is taken back all the same.
    @Test func `an update below one that cannot be undone is taken back`() async {
        let before = Blueprint([Node("n2"), Node("n3") { $0.refs = ["n2"] }])
        var after = before
        after.nodes[0].value = 2
        after.nodes[1].grade = 2
        after.nodes.append(Node("n5") { $0.refs = ["n3"] })
        await expectSound([
            Step(before),
            Step(after) { $0.faults = [FaultPoint(name: "n5", verb: .create, attempt: 1): .failAfter] },
        ])
    }

    // I7 Order: a refresh recorded what the stack says now, not what the object still refers to.
    @Test func `a refresh leaves recorded what an object refers to`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.refs = ["n1"] }])),
            Step(Blueprint([Node("n2") { $0.slot = "b" }])) { $0.operation = .refresh },
        ])
    }

    // I20 Foreign safety: a refresh took an object of others for ours, and a replacement deleted it.
    @Test func `a refresh takes no object of others`() async {
        let before = Blueprint([Node("n1")])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([
            Step(before),
            Step(before) {
                $0.operation = .refresh
                $0.outside = [.usurp("n1")]
            },
            Step(after),
        ])
    }

    // I7 Order: the record of an update in doubt had forgotten what the object had before.
    @Test func `what an update may have left is taken away by the next`() async {
        await expectSound([
            Step(Blueprint([Node("n3"), Node("n6") { $0.refs = ["n3"] }])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n6")])) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n6", verb: .update, attempt: 0): .throttle]
                $0.lives = [4]
                $0.recovery = .none
            },
        ])
    }

    // I8 Deletes last: a plan without refresh created what was there, and its rollback deleted it.
    @Test func `what is there is not created without looking`() async {
        let stack = Blueprint([Node("n2") { $0.retainsOnDestroy = true }, Node("n5") { $0.refs = ["n2"] }])
        await expectSound([
            Step(stack), Step(stack) { $0.operation = .destroy },
            Step(stack) {
                $0.isBlind = true
                $0.lives = [6]
            },
        ])
    }

    // I27 Destroy from anywhere: an object that was made again, and called failed, had no record any more.
    @Test func `an object that an undo may have made again stays recorded`() async {
        await expectSound([
            Step(Blueprint([Node("n1")])),
            Step(Blueprint([Node("n1") { $0.fixed = 2 }])) {
                $0.faults = [FaultPoint(name: "n1", verb: .create, attempt: 0): .failAfter]
                $0.recovery = .none
            },
        ])
    }

    // I24 Termination: an update that also moved the record left two of one object when it could not be taken back.
    @Test func `what an update was to move has one record`() async {
        let moved = Node("n1x") {
            $0.bodyName = "n1"
            $0.value = 3
        }
        let after = Blueprint([moved]).with(moves: ["n1": "n1x"])
        await expectSound([
            Step(Blueprint([Node("n1")])) { $0.parallelism = 1 },
            Step(after) { $0.parallelism = 1 },
            Step(after) {
                $0.operation = .rollback
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n1", verb: .update, attempt: 1): .halfDone]
                $0.lives = [2]
            },
        ])
    }

    @Test func `instances are listed in the order of their keys`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n5") { $0.keys = ["q", "p"] }, Node("n8") { $0.each = .of("n5") },
                    Node("n11") { $0.refs = ["n8"] },
                ]))
        ])
    }

    // I7 Order: what a plan left out named a resource that it moved by its former address, and was deleted after it.
    @Test func `what a plan leaves out follows what it moves`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n8") {
                        $0.lane = "y"; $0.keys = ["p"]
                    }, Node("n9") { $0.refs = ["n8"] },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n8x") {
                        $0.bodyName = "n8"; $0.lane = "y"; $0.keys = ["p"]
                    }, Node("n9") { $0.refs = ["n8x"] },
                ]).with(moves: ["n8": "n8x"])
            ) {
                $0.parallelism = 1
                $0.excludes = ["n9"]
            },
            Step(
                Blueprint([
                    Node("n8x") {
                        $0.bodyName = "n8"; $0.lane = "y"; $0.keys = ["p"]
                    }, Node("n9") { $0.refs = ["n8x"] },
                ]).with(moves: ["n8": "n8x"])
            ) {
                $0.operation = .destroy
                $0.parallelism = 2
                $0.lives = [3]
            },
        ])
    }

    // I2 Success: what an interrupted run had turned to the former address of a move stayed so.
    @Test func `a resume that moves turns everything to the new address`() async {
        await expectSound([
            Step(
                Blueprint([
                    Node("n3"), Node("n6") { $0.createsFirst = false }, Node("n8") { $0.refs = ["n6"] },
                    Node("n9") {
                        $0.isNote = true; $0.refs = ["n3", "n6"]; $0.keys = ["p", "q"]; $0.createsFirst = true
                    },
                ])
            ) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n3") { $0.grade = 2 },
                    Node("n6x") {
                        $0.bodyName = "n6"; $0.createsFirst = false
                    }, Node("n8") { $0.refs = ["n6x"] },
                    Node("n9") {
                        $0.isNote = true; $0.refs = ["n3", "n6x"]; $0.keys = ["p", "q"]; $0.createsFirst = true
                    },
                ]).with(moves: ["n6": "n6x"])
            ) {
                $0.parallelism = 1
                $0.signal = .init(afterSteps: 3, times: 2)
                $0.recovery = .forward
            },
        ])
    }

    // I4 No phantom: the row of an object whose delete was in doubt stayed sound when it could not be made again.
    @Test func `what was deleted in doubt and is not there is recorded as unsound`() async {
        await expectSound([
            Step(Blueprint([Node("n1")])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n1") { $0.fixed = 2 }])) {
                $0.parallelism = 1
                $0.faults = [
                    FaultPoint(name: "n1", verb: .create, attempt: 1): .hang,
                    FaultPoint(name: "n1", verb: .delete, attempt: 1): .dieAfter,
                ]
            },
        ])
    }

    // I10 Crash anywhere: a rollback that did not end gave up what it was to leave, as if an old copy were still there.
    @Test func `what is retained stays recorded when the rollback does not end`() async {
        func stack(slot: String) -> Blueprint {
            Blueprint([
                Node("n1") {
                    $0.slot = slot
                    $0.retainsOnRollback = true
                },
                Node("n2") {
                    $0.lane = "y"
                    $0.after = ["n1"]
                    $0.looksUp = "n1"
                },
            ])
        }
        await expectSound([
            Step(stack(slot: "a")) {
                $0.keeps = true
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .create, attempt: 1): .failAfter]
                $0.recovery = .none
            },
            Step(stack(slot: "b")) {
                $0.outside = [.vanish("n1")]
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .create, attempt: 0): .hang]
                $0.lives = [9]
            },
        ])
    }

    // I4 No phantom: the connection still led to the new host, which a rollback had not got rid of yet.
    @Test func `a rollback to a revision follows a connection that leads to what waits to be deleted`() async {
        let inside = Node("n4") { $0.host = "n1" }
        let other = Node("n6") { $0.value = 2 }
        await expectSound([
            Step(Blueprint([Node("n1"), inside, Node("n6")])),
            Step(Blueprint([Node("n1"), inside, other])),
            Step(Blueprint([Node("n1") { $0.slot = "b" }, inside, other])) {
                $0.faults = [
                    FaultPoint(name: "n4", verb: .create, attempt: 0): .dieAfter,
                    FaultPoint(name: "n1", verb: .delete, attempt: 0): .throttle,
                ]
                $0.recovery = .none
            },
            Step(Blueprint([Node("n1") { $0.slot = "b" }, inside, other])) { $0.operation = .rollback },
        ])
    }

    // I10 Crash anywhere: a parent that had been looked at for one object was passed over for what does lie in it.
    @Test func `what moves out of what goes early is deleted before that`() async {
        let inner = Node("n5") { ($0.parent, $0.refs) = ("n4", ["n3"]) }
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n3") { $0.after = ["n1"] }, Node("n4") { $0.parent = "n1" }, inner])),
            Step(Blueprint([Node("n1") { $0.fixed = 2 }, Node("n5")])) {
                $0.parallelism = 1
                $0.lives = [4]
            },
        ])
    }
}
