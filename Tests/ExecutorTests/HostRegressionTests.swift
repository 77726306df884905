import Testing

/// Histories of resources in which others lie, or through which others are reached. Found by `PropertyTests`, made smaller.
struct HostRegressionTests {
    // I27 Destroy from anywhere: what lies in the old host was to be made anew there, in its own place.
    @Test func `what lies in an old host that is returned to stays`() async {
        func stack(_ slot: String) -> Blueprint {
            Blueprint([
                Node("n2") {
                    $0.slot = slot; $0.createsFirst = true
                },
                Node("n3") { $0.host = "n2" },
            ])
        }
        await expectSound([
            Step(stack("a")) { $0.parallelism = 1 },
            Step(stack("b")) {
                $0.parallelism = 1
                $0.excludes = ["n3"]
            },
            Step(stack("a")) { $0.parallelism = 1 },
        ])
    }

    // I27 Destroy from anywhere: as above, where another name of the parent makes the host another one.
    @Test func `what lies in a host of one of many that is returned to stays`() async {
        let host = Node("n3") { $0.keys = ["p", "q"] }
        let stack = Blueprint([Node("n2"), host, Node("n13") { $0.host = "n3" }])
        await expectSound([
            Step(
                Blueprint([
                    Node("n2"),
                    Node("n3") {
                        $0.parent = "n2"; $0.keys = ["p", "q"]
                    },
                ])
            ) { $0.parallelism = 1 },
            Step(stack) { $0.parallelism = 1 },
            Step(stack) {
                $0.operation = .rollback
                $0.parallelism = 1
                $0.excludes = ["n13"]
                $0.recovery = .none
            },
        ])
    }

    // I8 Deletes last: nobody knew any more what lay in the old host that stayed.
    @Test func `what lies in an old host that stays is known`() async {
        func stack(_ slot: String, value: Int = 1) -> Blueprint {
            Blueprint([
                Node("n3") {
                    $0.slot = slot; $0.value = value
                },
                Node("n4") { $0.host = "n3" },
                Node("n6") {
                    $0.retainsOnRollback = true; $0.triggers = ["n3"]
                },
            ])
        }
        await expectSound([
            Step(stack("a")) { $0.parallelism = 1 },
            Step(stack("b")) { $0.parallelism = 1 },
            Step(stack("b", value: 2)) {
                $0.operation = .rollback
                $0.parallelism = 1
            },
            Step(stack("b", value: 2)) {
                $0.parallelism = 64
                $0.lives = [5, 10]
            },
        ])
    }

    // I3 No orphan: the rollback made it again in the new host, which it deletes.
    @Test func `what was deleted early is made again in the host where it was`() async {
        func stack(_ slot: String, fixed: Int) -> Blueprint {
            Blueprint([
                Node("n1") { $0.slot = slot },
                Node("n2") { $0.fixed = fixed }, Node("n3") { $0.looksUp = "n2" },
                Node("n6") {
                    $0.host = "n1"; $0.triggers = ["n2"]
                },
            ])
        }
        await expectSound([
            Step(stack("b", fixed: 1)) { $0.parallelism = 1 },
            Step(stack("a", fixed: 2)) {
                $0.parallelism = 2
                $0.faults = [FaultPoint(name: "n3", verb: .create, attempt: 0): .neverReady]
                $0.replaces = ["n3"]
            },
        ])
    }

    // I2 Success: the host was made anew, and what had been in it was taken to be there.
    @Test func `what was skipped is made again where its host is new`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.host = "n1" }, Node("n3")])) {
                $0.parallelism = 1
                $0.faults = [
                    FaultPoint(name: "n2", verb: .delete, attempt: 1): .refuse,
                    FaultPoint(name: "n3", verb: .create, attempt: 1): .throttle,
                    FaultPoint(name: "n3", verb: .create, attempt: 2): .failAfter,
                ]
                $0.skips = "n2"
            }
        ])
    }

    // I10 Crash anywhere: the recorded connection still led to the host that had been deleted.
    @Test func `a connection follows a host whose delete nobody saw end`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n3") { $0.host = "n2" }])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n2") { $0.fixed = 2 }, Node("n3") { $0.host = "n2" }])) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .delete, attempt: 1): .dieAfter]
            },
        ])
    }

    // I10 Crash anywhere: as above, with a host that was to move.
    @Test func `a connection follows a moved host that was made again`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n3") { $0.host = "n1" }])) { $0.parallelism = 1 },
            Step(
                Blueprint([
                    Node("n1x") {
                        $0.bodyName = "n1"; $0.fixed = 2
                    }
                ])
                .with(moves: ["n1": "n1x"])
            ) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n1", verb: .create, attempt: 1): .hangAfter]
                $0.lives = [8]
            },
        ])
    }

    // I3 No orphan: the second process that took the run back did not know that the host had been made anew.
    @Test func `a second rollback goes on in the host that the first made again`() async {
        let stack = Blueprint([Node("n1"), Node("n3") { $0.host = "n1" }])
        await expectSound([
            Step(stack) { $0.parallelism = 1 },
            Step(stack) {
                $0.parallelism = 1
                $0.replaces = ["n1"]
                $0.faults = [FaultPoint(name: "n3", verb: .create, attempt: 1): .failAfter]
                $0.lives = [11]
            },
        ])
    }

    // I4 No phantom: it lay in something that was dropped, and went early with the parent of that.
    @Test func `what moves out of a dropped parent that goes early goes before it`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.parent = "n1" }, Node("n3") { $0.parent = "n2" }])) {
                $0.parallelism = 1
            },
            Step(Blueprint([Node("n1") { $0.fixed = 2 }, Node("n3")])) {
                $0.parallelism = 1
                $0.lives = [6]
            },
        ])
    }

    // I10 Crash anywhere: nobody makes again what the stack has given up, and what went with a parent of its own.
    @Test func `what was left in a parent goes with it`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n5") { $0.parent = "n2" }])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n2"), Node("n6")]).with(forgotten: ["n5"])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n2") { $0.fixed = 2 }, Node("n6") { $0.refs = ["n2"] }])) {
                $0.parallelism = 1
                $0.lives = [7]
            },
        ])
    }

    // I7 Order: the next copy of what lies in an old host took the name of the one before, and with it its place.
    @Test func `an old host keeps the place of what lies in it`() async {
        let hosted = Node("n3") {
            $0.host = "n2"; $0.refs = ["n1"]; $0.allowsIrreversible = true
        }
        let after = Blueprint([Node("n1"), Node("n2") { $0.slot = "b" }, hosted])
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2"), hosted])) { $0.parallelism = 1 },
            Step(after) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n2", verb: .delete, attempt: 0): .throttle]
            },
            Step(after) {
                $0.operation = .destroy
                $0.parallelism = 1
            },
        ])
    }

    // I16 Isolation: a host that is deleted first waits for the delete of what lies in it.
    @Test func `a host waits for what lies in it and cannot be deleted`() async {
        let hosted = Node("n3") { $0.host = "n1" }
        await expectSound([
            Step(Blueprint([Node("n1"), hosted])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n1") { $0.fixed = 2 }, hosted])) {
                $0.keeps = true
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n3", verb: .delete, attempt: 1): .hang]
                $0.recovery = .none
            },
        ])
    }

    // I10 Crash anywhere: who does not look makes again what is recorded, also behind a host that is made again.
    @Test func `a plan that does not look makes again what had vanished`() async {
        func stack(_ edit: (inout Node) -> Void) -> Blueprint {
            Blueprint([
                Node("n1", edit), Node("n2") { $0.host = "n1" },
                Node("n3") {
                    $0.after = ["n1", "n2"]; edit(&$0)
                },
            ])
        }
        await expectSound([
            Step(stack { _ in }) { $0.parallelism = 1 },
            Step(stack { $0.fixed = 2 }) {
                $0.outside = [.vanish("n2")]
                $0.parallelism = 1
                $0.isBlind = true
                $0.faults = [FaultPoint(name: "n3", verb: .create, attempt: 1): .refuse]
                $0.lives = [3]
                $0.recovery = .forward
            },
        ])
    }

    // I7 Order: what cannot be reached any more goes with its old host, after what it refers to; the order of hosts decides.
    @Test func `what lies in an old host refers to what goes before the host`() async {
        func stack(_ slot: String) -> Blueprint {
            Blueprint([
                Node("n2") { $0.slot = slot },
                Node("n4") {
                    $0.slot = slot
                    $0.refs = ["n2"]
                    $0.createsFirst = true
                },
                Node("n5") { $0.host = "n4" },
                Node("n7") { $0.refs = ["n4"] },
                Node("n8") {
                    $0.host = "n2"
                    $0.refs = ["n2", "n5"]
                },
            ])
        }
        await expectSound([
            Step(stack("a")) { $0.parallelism = 1 },
            Step(stack("b")) {
                $0.late = [.usurp("n7")]
                $0.keeps = true
                $0.parallelism = 1
            },
            Step(stack("b")) {
                $0.operation = .rollback
                $0.back = 3
            },
        ])
    }

    // I4 No phantom: with nothing behind it any more, a connection was taken to lead where it led, whatever became of that.
    @Test func `a rollback makes what lay in a host in the host that it makes`() async {
        func stack(slot: String, hasContents: Bool = true) -> Blueprint {
            Blueprint([Node("n3") { $0.slot = slot }] + (hasContents ? [Node("n4") { $0.host = "n3" }] : []))
        }
        await expectSound([
            Step(stack(slot: "a")),
            Step(stack(slot: "b")),
            Step(stack(slot: "b", hasContents: false)),
            Step(stack(slot: "b", hasContents: false)) {
                $0.operation = .rollback
                $0.back = 2
            },
        ])
    }

    // I7 Order: what was made anew in another object's value was followed, though that object stayed as it was.
    @Test func `a value of what stays is kept whole where a rollback makes its user again`() async {
        let stack = [Node("n1"), Node("n2") { $0.host = "n1" }]
        await expectSound([
            Step(Blueprint(stack + [Node("n5") { ($0.parent, $0.refs) = ("n1", ["n2"]) }])),
            Step(Blueprint(stack)) {
                $0.outside = [.vanish("n2")]
                $0.parallelism = 1
                $0.replaces = ["n1"]
                $0.lives = [5]
            },
        ])
    }
}
