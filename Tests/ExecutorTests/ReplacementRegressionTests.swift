import Testing

/// Cases of replacements, old copies and what lies in them that broke an invariant once (``RegressionTests``).
struct ReplacementRegressionTests {
    // I3 No orphan: the record's `retain_on_destroy` outlived the stack's, and what lay inside was never deleted.
    @Test func `an object that is no longer retained is deleted with what lies in it`() async {
        let kept = Blueprint([Node("n4") { $0.retainsOnDestroy = true }, Node("n8") { $0.parent = "n4" }])
        await expectSound([Step(kept) { $0.operation = .destroy }])
    }

    // I7 Order: what lies in a deleted object needs one outside that needs the object.
    @Test func `an object inside that needs one outside is deleted by itself`() async {
        let stack = Blueprint([
            Node("n1"), Node("n3") { $0.refs = ["n1"] },
            Node("n5") {
                $0.parent = "n1"
                $0.refs = ["n3"]
            },
        ])
        await expectSound([Step(stack)])
    }

    // I27 Destroy from anywhere: a rollback that retained a remade object recorded the lost one.
    @Test func `a retained object that was made anew keeps its record`() async {
        let before = Blueprint([Node("n5"), Node("n6") { $0.retainsOnRollback = true }])
        var after = before
        after.nodes[0].fixed = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.outside = [.vanish("n6")]
                $0.parallelism = 1
                $0.lives = [4]
            },
        ])
    }

    /// `b` refers to `a`, and `a` is replaced by another object; the update of `b` fails and what was done is kept.
    private static func keptReplacement() -> (stack: Blueprint, steps: [Step]) {
        let before = Blueprint([Node("a"), Node("b") { $0.refs = ["a"] }])
        var after = before
        after.nodes[0].slot = "b"
        let kept = Step(after) {
            $0.keeps = true
            $0.recovery = .none
            $0.faults = [FaultPoint(name: "b", verb: .update, attempt: 0): .refuse]
        }
        return (after, [Step(before), kept])
    }

    // I3 No orphan: a plan that passed by a kept run forgot the old copy of a replacement.
    @Test func `the old copy of a kept replacement is deleted by the next apply`() async {
        let (stack, steps) = Self.keptReplacement()
        await expectSound(steps + [Step(stack)])
    }

    // I7 Order: the old copy must not go while what was to turn away from it has not.
    @Test func `the old copy of a kept replacement stays while it is in use`() async {
        let (stack, steps) = Self.keptReplacement()
        let failing = Step(stack) { $0.faults = [FaultPoint(name: "b", verb: .update, attempt: 0): .refuse] }
        await expectSound(steps + [failing])
    }

    // I7 Order: the old copy of a replacement was deleted although one that was left out of the plan still referred to it.
    @Test func `the old copy that an excluded object refers to stays`() async {
        let before = Blueprint([Node("n3"), Node("n4"), Node("n6") { $0.refs = ["n3", "n4"] }])
        var after = before
        after.nodes[1].slot = "b"
        await expectSound([Step(before), Step(after) { $0.excludes = ["n3"] }])
    }

    // I7 Order: the old copy stayed, and the object it lay in was deleted and took it along.
    @Test func `what holds an old copy that is in use stays`() async {
        let before = Blueprint([
            Node("n1"), Node("n2") { $0.parent = "n1" }, Node("n3"), Node("n6") { $0.refs = ["n2", "n3"] },
        ])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([Step(before), Step(after) { $0.excludes = ["n3"] }, Step(after)])
    }

    // I7 Order: the old copy stayed, and what it referred to was deleted.
    @Test func `what an old copy that is in use refers to stays`() async {
        let before = Blueprint([
            Node("n1"), Node("n2") { $0.refs = ["n1"] }, Node("n3"), Node("n6") { $0.refs = ["n2", "n3"] },
        ])
        var after = before
        after.nodes[0].slot = "b"
        after.nodes[1].slot = "b"
        await expectSound([Step(before), Step(after) { $0.excludes = ["n3"] }, Step(after)])
    }

    // I3 No orphan: the parent's tombstone has the address of before, and the object in it went with nobody.
    @Test func `what lies in an object with another address goes with it`() async {
        let after = Blueprint([Node("n25x") { $0.bodyName = "n25" }, Node("n29") { $0.parent = "n25x" }])
        await expectSound([
            Step(Blueprint([Node("n25"), Node("n29") { $0.parent = "n25" }])),
            Step(after.with(moves: ["n25": "n25x"])) { $0.operation = .destroy },
        ])
    }

    // I3 No orphan: a new copy was retained beside the old one, and nobody remembered it.
    @Test func `a new copy beside an old one is not retained`() async {
        let before = Blueprint([Node("n1") { $0.retainsOnRollback = true }])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([Step(before), Step(after) { $0.signal = .init(afterSteps: 1, times: 1) }])
    }

    // I3 No orphan: what stayed for the sake of a retained object was remembered only where there was no older one.
    @Test func `a new copy that a retained object refers to is remembered`() async {
        let before = Blueprint([Node("n1")])
        let after = Blueprint([
            Node("n1") { $0.slot = "b" },
            Node("n2") {
                $0.refs = ["n1"]
                $0.retainsOnRollback = true
            },
        ])
        await expectSound([Step(before), Step(after) { $0.signal = .init(afterSteps: 2, times: 1) }, Step(after)])
    }

    // I1 Atomicity: an object that was deleted to be made anew came back as recorded, not as it was.
    @Test func `an object that was deleted early comes back as it was found`() async {
        let before = Blueprint([Node("n1")])
        var after = before
        after.nodes[0].fixed = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.outside = [.drift("n1")]
                $0.signal = .init(afterSteps: 1, times: 1)
            },
        ])
    }

    // I10 Crash anywhere: what had vanished from an object that was made anew came back with it.
    @Test func `what was not in an object does not come back with it`() async {
        let before = Blueprint([
            Node("n1"), Node("n3") { $0.triggers = ["n1"] }, Node("n4") { $0.parent = "n3" },
        ])
        var after = before
        after.nodes[0].fixed = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.outside = [.vanish("n4")]
                $0.parallelism = 1
                $0.lives = [6]
            },
        ])
    }

    // I4 No phantom: an object was deleted early, and with it what the plan had left out or forgotten.
    @Test func `what stays in an object keeps it from being deleted early`() async {
        let before = Blueprint([Node("n1") { $0.createsFirst = false }, Node("n2") { $0.parent = "n1" }])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([Step(before), Step(after) { $0.targets = ["n1"] }])
        var fewer = Blueprint([Node("n1") { $0.fixed = 2 }])
        fewer.forgotten = ["n2"]
        await expectSound([Step(before), Step(fewer)])
    }

    // I3 No orphan: what lay in an old copy that stays was to go with it.
    @Test func `what lies in an old copy that stays is deleted by itself`() async {
        let before = Blueprint([
            Node("n1"), Node("n2") { $0.parent = "n1" }, Node("n4") { $0.refs = ["n1"] },
        ])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([Step(before), Step(after) { $0.targets = ["n2"] }])
    }

    // I10 Crash anywhere: an object that an undo had half made again was taken for whole.
    @Test func `an object that was half made again is completed`() async {
        let before = Blueprint([
            Node("n3"),
            Node("n6") {
                $0.each = .list(["p", "q"])
                $0.triggers = ["n3"]
            },
        ])
        var after = before
        after.nodes[0].value = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n6.p", verb: .create, attempt: 1): .halfDone]
                $0.lives = [4]
            },
        ])
    }

    // I10 Crash anywhere: what was dropped from an object went with it, and did not come back with it.
    @Test func `what was to be deleted in an object that is made anew comes back`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.parent = "n1" }])),
            Step(Blueprint([Node("n1")])) {
                $0.parallelism = 1
                $0.replaces = ["n1"]
                $0.lives = [3]
            },
        ])
    }

    // I4 No phantom: what lay in an object that was deleted early was recorded as if it were there.
    @Test func `what went with an object that is made anew is not recorded as there`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.parent = "n1" }])),
            Step(Blueprint([Node("n1")])) { $0.replaces = ["n1"] },
        ])
    }

    // I21 Same-identity replace: what an incomplete rollback left to be deleted was taken up again, and waited on.
    @Test func `what is taken up again does not wait to be deleted`() async {
        let before = Blueprint([
            Node("n2"), Node("n3") { $0.refs = ["n2"] },
            Node("n5") {
                $0.isNote = true
                $0.refs = ["n2", "n3"]
            }, Node("n6") { $0.refs = ["n2", "n3"] },
        ])
        var after = before
        after.nodes[0].fixed = 2
        after.nodes[1].grade = 2
        after.nodes[3].value = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.parallelism = 2
                $0.lives = [7]
                $0.recovery = .back
            },
        ])
    }

    // I4 No phantom: what lay in a moved object knew it by its former address, and was deleted after it.
    @Test func `what lies in a moved object is deleted before it`() async {
        let before = Blueprint([
            Node("n2"), Node("n3") { $0.parent = "n2" },
            Node("n5") {
                $0.parent = "n3"
                $0.refs = ["n2"]
            },
        ])
        let after = Blueprint([
            Node("n2") { $0.fixed = 2 }, Node("n3x") { $0.bodyName = "n3" },
            Node("n5") {
                $0.parent = "n3x"
                $0.refs = ["n2"]
            },
        ])
        await expectSound([Step(before), Step(after.with(moves: ["n3": "n3x"]))])
    }

    // I7 Order: an old copy behind the old host was taken for the one behind the new host, and lost its place in the order.
    @Test func `what a later run releases goes in its order`() async {
        func stack(_ slot: String) -> Blueprint {
            Blueprint([
                Node("n1") { $0.slot = slot }, Node("n2") { $0.host = "n1" }, Node("n4"),
                Node("n7") {
                    $0.slot = slot
                    $0.refs = ["n2", "n4"]
                    $0.triggers = ["n2"]
                },
            ])
        }
        await expectSound([
            Step(stack("a")) { $0.parallelism = 1 },
            Step(stack("b")) {
                $0.parallelism = 1
                $0.excludes = ["n4"]
            },
        ])
    }

    // I4 No phantom: what lay in two that go was taken to go with the outer one, after the commit.
    @Test func `what nobody wants goes with the first of its parents that goes`() async {
        let stack = [
            Node("n1"), Node("n4"),
            Node("n5") {
                $0.parent = "n1"
                $0.after = ["n4"]
            },
        ]
        let inner = Node("n6") { ($0.parent, $0.refs) = ("n5", ["n1"]) }
        await expectSound([
            Step(Blueprint(stack + [inner])),
            Step(Blueprint([Node("n1") { $0.slot = "b" }] + stack.dropFirst())) {
                $0.parallelism = 1
                $0.replaces = ["n4"]
            },
        ])
    }
}
