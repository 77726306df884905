import Testing

/// Rollbacks of objects that others are reached through.
struct HostTests {
    /// `n2` lies in `n1`, which is deleted to be made anew: its API answers elsewhere then.
    @Test(arguments: 1...5) func `what lay behind a host comes back behind the new one`(_ steps: Int) async {
        let before = Blueprint([
            Node("n1"), Node("n2") { $0.host = "n1" },
            Node("n3") {
                $0.host = "n1"
                $0.refs = ["n2"]
            },
        ])
        var after = before
        after.nodes[0].fixed = 2
        await expectSound([Step(before), Step(after) { $0.signal = .init(afterSteps: steps, times: 1) }])
    }

    // I4 No phantom: a resource with another connection was taken for unchanged, and its object went with the host.
    @Test func `what has another connection is made there`() async {
        await expectSound([
            Step(Blueprint([Node("n2"), Node("n3") { $0.host = "n2" }])), Step(Blueprint([Node("n3")])),
        ])
    }

    // I27 Destroy from anywhere: two objects behind a new host seemed to be the old ones once the first was made.
    @Test func `objects move to a new host that both hosts are there for`() async {
        let before = Blueprint([
            Node("n1"), Node("n2") { $0.host = "n1" },
            Node("n6") {
                $0.parent = "n2"
                $0.host = "n1"
            },
        ])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([Step(before), Step(after)])
    }

    // I1 Atomicity: the connection of a retained object was set back to where its host had been before.
    @Test func `the connection of what is retained leads to it`() async {
        let stack = Blueprint([
            Node("n2"), Node("n3") { $0.host = "n2" },
            Node("n4") {
                $0.refs = ["n2", "n3"]
                $0.retainsOnRollback = true
            },
            Node("n8") { $0.isSlow = true },
        ])
        await expectSound([
            Step(stack) {
                $0.parallelism = 1
                $0.lives = [5]
            },
            Step(stack) {
                $0.parallelism = 1
                $0.faults = [FaultPoint(name: "n8", verb: .create, attempt: 1): .refuse]
            },
        ])
    }

    // I4 No phantom: a refresh recorded the connection that the stack has now, where no object is yet.
    @Test func `a refresh leaves recorded where an object is`() async {
        await expectSound([
            Step(Blueprint([Node("n1") { $0.retainsOnDestroy = true }, Node("n5") { $0.host = "n1" }])),
            Step(Blueprint([Node("n5")])) { $0.operation = .refresh },
        ])
    }

    // I4 No phantom: a rollback to a revision knew of the former host alone, and not where the connection leads today.
    @Test func `a rollback follows a connection from where it leads today`() async {
        let before = Blueprint([Node("n1"), Node("n4") { $0.host = "n1" }])
        var after = before
        after.nodes[0].slot = "b"
        await expectSound([Step(before), Step(after), Step(after) { $0.operation = .rollback }])
    }

    // I2 Success: a resume that deleted the old host remembered its connection for what was to be made in the new one.
    @Test(arguments: 1...8) func `a resume makes objects in the new host`(_ life: Int) async {
        let before = Blueprint([Node("n9"), Node("n10") { $0.host = "n9" }, Node("n12") { $0.host = "n9" }])
        var after = before
        after.nodes[0].fixed = 2
        await expectSound([
            Step(before),
            Step(after) {
                $0.parallelism = 1
                $0.lives = [life]
                $0.recovery = .forward
            },
        ])
    }

    // I4 No phantom: a host was deleted to be made anew, and with it what the plan had left out.
    @Test func `what the plan leaves out keeps its host from being deleted early`() async {
        let stack = Blueprint([Node("n3"), Node("n4") { $0.parent = "n3" }, Node("n5") { $0.host = "n3" }])
        await expectSound([
            Step(stack),
            Step(stack) {
                $0.targets = ["n4"]
                $0.replaces = ["n3"]
            },
        ])
    }

    // I4 No phantom: nobody knew any more what a connection that is not in the stack had led to.
    @Test(arguments: 0...4) func `what is dropped together with its connection goes with the host`(_ steps: Int) async {
        let before = Blueprint([Node("n1"), Node("n2") { $0.host = "n1" }, Node("n3")])
        var after = Blueprint([Node("n1") { $0.fixed = 2 }, Node("n3")])
        after.nodes[1].value = 2
        await expectSound([Step(before), Step(after) { $0.signal = .init(afterSteps: steps, times: 1) }])
    }

    @Test(arguments: 0...4, [true, false]) func `what leaves a host that is made anew goes with it`(
        _ steps: Int, _ isHostFirst: Bool
    ) async {
        let before = Blueprint([Node("n1"), Node("n2") { $0.host = "n1" }])
        let host = Node("n1") { $0.fixed = 2 }
        let after = Blueprint(isHostFirst ? [host, Node("n2")] : [Node("n2"), host])
        await expectSound([Step(before), Step(after) { $0.signal = .init(afterSteps: steps, times: 1) }])
    }

    // I2 Success: what had been made elsewhere before its old host was deleted counted as gone with it.
    @Test func `what has left a host does not go with it`() async {
        let before = Blueprint([Node("n1"), Node("n2") { $0.host = "n1" }])
        let after = Blueprint([Node("n1") { $0.fixed = 2 }, Node("n2")])
        await expectSound([
            Step(before), Step(after) { $0.faults = [FaultPoint(name: "n1", verb: .delete, attempt: 1): .throttle] },
        ])
    }

    // I4 No phantom: what was to stay went with the host that was made anew.
    @Test func `what is forgotten keeps its host from being made anew`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.host = "n1" }])) { $0.parallelism = 1 },
            Step(Blueprint([Node("n1")]).with(forgotten: ["n2"])) {
                $0.parallelism = 1
                $0.replaces = ["n1"]
            },
        ])
    }

    // I10 Crash anywhere: a host that turned out to be deleted first took along what was to be deleted later.
    @Test func `what is dropped goes early with a host that must be deleted first`() async {
        await expectSound([
            Step(Blueprint([Node("n1"), Node("n2") { $0.refs = ["n1"] }, Node("n4") { $0.host = "n2" }])) {
                $0.parallelism = 1
            },
            Step(
                Blueprint([
                    Node("n1") { $0.fixed = 2 },
                    Node("n2") {
                        $0.parent = "n1"; $0.refs = ["n1"]
                    },
                ])
            ) {
                $0.parallelism = 1
                $0.lives = [4]
            },
        ])
    }
}
