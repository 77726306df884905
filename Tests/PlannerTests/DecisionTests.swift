import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import Testing

struct DecisionTests {
    static let pair = [
        FakeResource("net", ["name": "net", "size": 1]),
        FakeResource("sub", ["name": "sub", "parent": "${net.name}", "note": "${net.id}"]),
    ]

    @Test func `everything is created in order`() {
        var planning = Planning(Self.pair)
        #expect(
            planning.text() == """
                + net fake.thing [not in state] undo: delete
                + sub fake.thing [not in state] undo: delete
                    after net

                """
        )
        #expect(planning.cloud.asked == 2)
        #expect(planning.rounds == 2)
    }

    @Test func `nothing is left to do after an apply`() {
        var planning = Planning(Self.pair)
        planning = planning.applied()
        let output = planning.plan()
        #expect(output.plan?.isEmpty == true)
        #expect(output.plan?.changes.map(\.action) == [.noOp, .noOp])
    }

    @Test func `a change in place keeps what is stable and leaves dependents alone`() {
        var planning = Planning(Self.pair).applied()
        planning.stack.resources[0].body = ["name": "net", "size": 2]
        #expect(
            planning.text() == """
                ~ net fake.thing [configuration changed] undo: restore
                    size: 1 -> 2

                """
        )
    }

    @Test func `a change that cannot be made in place replaces, old one first as the name is the same`() {
        var planning = Planning(Self.pair).applied()
        planning.stack.resources[0].body = ["name": "net", "size": 1, "color": "red"]
        #expect(
            planning.text() == """
                -/+ net fake.thing [create-only color] ! the new object takes the old one's name, so the old one is deleted first
                    color: nil -> "red" replaces
                -/+ sub fake.thing [gone with net] ! it goes with `net`
                    after net

                """
        )
    }

    @Test func `another name makes both exist for a while`() {
        var planning = Planning(Self.pair).applied()
        planning.stack.resources[0].body = ["name": "net2", "size": 1]
        #expect(
            planning.text() == """
                +/- net fake.thing [create-only name] undo: delete
                    name: "net" -> "net2" replaces
                +/- sub fake.thing [gone with net] undo: delete
                    after net

                """
        )
    }

    @Test func `drift is set back and named`() {
        var planning = Planning(Self.pair).applied()
        planning.cloud.objects[Identity("net")]?.attributes = ["name": "net", "size": 7, "id": "id-net", "etag": "e2"]
        planning.cloud.objects[Identity("net")]?.writers = [ValuePath([.key("size")]): "eve"]
        #expect(
            planning.text() == """
                ~ net fake.thing [drifted] undo: restore
                    size: 7 -> 1 (drift by eve)

                """
        )
    }

    @Test func `an object that is gone is created again, and so is what it contained`() {
        var planning = Planning(Self.pair).applied()
        planning.cloud.objects = [:]
        #expect(
            planning.text() == """
                + net fake.thing [object missing] undo: delete
                + sub fake.thing [gone with net] undo: delete
                    after net

                """
        )
    }

    @Test func `what the stack no longer has is deleted, dependents first`() {
        var planning = Planning(Self.pair).applied().changed([])
        #expect(
            planning.text() == """
                - sub fake.thing [gone with net]
                    after net
                - net fake.thing [not in stack]

                """
        )
    }

    @Test func `what is gone already is only forgotten`() {
        var planning = Planning(Self.pair).applied().changed([])
        planning.cloud.objects = [:]
        planning.stack.resources = [Self.pair[0]]
        planning.cloud.objects[Identity("net")] = LiveObject(
            identity: Identity("net"), lineage: Lineage("1"), attributes: ["name": "net", "size": 1]
        )
        #expect(planning.text() == "x sub fake.thing [object missing]\n    after net\n")
    }

    @Test func `destroy deletes all in reverse, through recorded connections`() {
        var planning = Planning(Self.pair).applied()
        planning.options.kind = .destroy
        planning.stack.connections = []
        #expect(planning.text().contains("- net fake.thing [destroy]\n"))
    }

    @Test func `retained and removed resources are forgotten`() {
        var kept = FakeResource("kept", ["name": "kept"])
        kept.settings.retainOnDestroy = true
        var planning = Planning([kept, FakeResource("dropped", ["name": "dropped"])]).applied().changed([])
        planning.stack.removals = [Removal(from: Address("dropped"), destroysObject: false)]
        #expect(planning.text() == "x kept fake.thing [not in stack]\nx dropped fake.thing [removed]\n")
    }

    @Test func `a one-way change is marked`() {
        var planning = Planning([FakeResource("a", ["name": "a", "version": 1])]).applied()
        planning.stack.resources[0].body = ["name": "a", "version": 2]
        #expect(
            planning.text() == """
                ~ a fake.thing [configuration changed] ! versions only go up
                    version: 1 -> 2

                """
        )
    }

    @Test func `a tainted object is replaced`() {
        var planning = Planning([FakeResource("a", ["name": "a"])]).applied()
        planning.snapshot.records[Address("a")]?.health = .tainted("the create failed")
        #expect(planning.text().hasPrefix("-/+ a fake.thing [tainted: the create failed] !"))
    }

    @Test func `a replacement on request, and one that it triggers`() {
        var second = FakeResource("b", ["name": "b"], after: ["a"])
        second.lifecycle.replaceTriggers = [.init(address: Address("a"), path: ValuePath())]
        var planning = Planning([FakeResource("a", ["name": "a"]), second]).applied()
        planning.options.replacements = [Address("a")]
        let text = planning.text()
        #expect(text.contains("-/+ a fake.thing [requested]"))
        #expect(text.contains("-/+ b fake.thing [triggered by a]"))
    }

    @Test func `ignored fields are taken as they are`() {
        var planning = Planning([FakeResource("a", ["name": "a", "size": 1])]).applied()
        planning.stack.resources[0].body = ["name": "a", "size": 5, "note": "n"]
        planning.stack.resources[0].lifecycle.ignoredChanges = .paths([ValuePath([.key("size")])])
        #expect(
            planning.text() == """
                ~ a fake.thing [configuration changed] undo: restore
                    note: nil -> "n"

                """
        )
        planning.stack.resources[0].lifecycle.ignoredChanges = .all
        #expect(planning.text() == "")
    }

    @Test func `a secret that is never returned changes with the record, unseen`() {
        var planning = Planning([FakeResource("a", ["name": "a", "password": "old-secret"])]).applied()
        #expect(planning.text() == "")
        planning.stack.resources[0].body = ["name": "a", "password": "new-secret"]
        #expect(
            planning.text() == """
                ~ a fake.thing [configuration changed] undo: restore
                    password: <redacted> -> <redacted>

                """
        )
    }

    @Test func `a moved resource keeps its object`() {
        var planning = Planning([FakeResource("old", ["name": "a"])]).applied()
            .changed([FakeResource("new", ["name": "a"])])
        planning.stack.moves = [Move(from: Address("old"), to: Address("new"))]
        #expect(planning.text() == "= new fake.thing [moved from old]\n")
    }

    @Test func `outputs change with what they show`() {
        var planning = Planning([FakeResource("a", ["name": "a", "size": 1])])
        planning.stack.outputsBody = ["size": "${a.size}", "id": "${a.id}"]
        let created = planning.text()
        #expect(created.hasSuffix("output id: nil -> ?\noutput size: nil -> 1\n"))
        planning = planning.applied()
        #expect(planning.text() == "")
    }
}
