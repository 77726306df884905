import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import Testing

/// A cluster made by one connection, and objects that are reached through it.
struct ConnectionTests {
    private static func cluster(_ body: Value = ["name": "aks", "size": 1]) -> Planning {
        var inside = FakeResource("pod", ["name": "pod", "size": 1, "parent": "aks"])
        inside.connection = "inner"
        var planning = Planning([FakeResource("aks", body), inside])
        planning.stack.connections = [
            FakeConnection(),
            FakeConnection(name: "inner", configuration: ["cluster": "${aks.name}", "token": "${aks.etag}"]),
        ]
        return planning
    }

    @Test func `objects of a cluster that does not exist are planned without asking it`() {
        var planning = Self.cluster()
        #expect(
            planning.text() == """
                + aks fake.thing [not in state] undo: delete
                + pod fake.thing [not in state] undo: delete
                    after aks

                """
        )
        #expect(planning.cloud.asked == 1)
    }

    @Test func `a cluster is read before what is in it`() {
        var planning = Self.cluster().applied()
        #expect(planning.text() == "")
        #expect(planning.rounds == 3)
    }

    @Test func `an update of the cluster leaves its objects readable through the recorded connection`() {
        var planning = Self.cluster().applied()
        planning.stack.resources[0].body = ["name": "aks", "size": 2]
        planning.cloud.objects[Identity("aks/pod")]?.attributes = ["name": "pod", "size": 9, "parent": "aks"]
        #expect(
            planning.text() == """
                ~ aks fake.thing [configuration changed] undo: restore
                    size: 1 -> 2
                ~ pod fake.thing [drifted] undo: restore
                    size: 9 -> 1 (drift)
                    after aks

                """
        )
    }

    @Test func `a cluster that is gone takes its objects along, and nobody asks them`() {
        var planning = Self.cluster().applied()
        planning.cloud.objects = [:]
        planning.cloud.failures[Identity("aks/pod")] = ProviderError(
            .transient, code: "down", message: "No route to host.")
        #expect(
            planning.text() == """
                + aks fake.thing [object missing] undo: delete
                + pod fake.thing [gone with aks] undo: delete
                    after aks

                """
        )
    }

    @Test func `what is reached through a cluster is gone with it even where nothing says that it contains it`() {
        var inside = FakeResource("job", ["name": "job"])
        inside.connection = "inner"
        var planning = Self.cluster()
        planning.stack.resources.append(inside)
        planning = planning.applied()
        planning.cloud.objects[Identity("aks")] = nil
        planning.cloud.failures[Identity("aks/job")] = ProviderError(
            .transient, code: "down", message: "No route to host.")
        #expect(planning.text().contains("+ job fake.thing [gone with aks] undo: delete\n"))
        planning.options.kind = .destroy
        #expect(planning.text().contains("x job fake.thing [gone with aks]\n"))
        planning.cloud.failures = [:]
        planning.cloud.objects = Self.cluster().applied().cloud.objects
        planning.cloud.objects[Identity("aks/job")] = planning.cloud.objects[Identity("aks/pod")]
        #expect(planning.text().contains("- job fake.thing [destroy]\n"))
    }

    @Test func `an object that cannot be read is an error that names it`() {
        var planning = Self.cluster().applied()
        planning.cloud.failures[Identity("aks/pod")] = ProviderError(
            .transient, code: "down", message: "No route to host.")
        #expect(planning.text() == "P013 pod: `pod` could not be read: No route to host.\n")
        planning.options.refreshes = false
        #expect(planning.text() == "")
    }

    @Test func `what one cause keeps from being read is told once`() {
        var planning = Planning(
            ["f", "b", "a", "c", "e", "d"].map { FakeResource($0, ["name": .string($0), "size": 1]) }
        ).applied()
        let down = ProviderError(.transient, code: "down", message: "No route to host.")
        for name in ["a", "b", "c", "d", "e"] { planning.cloud.failures[Identity(name)] = down }
        planning.cloud.failures[Identity("f")] = ProviderError(.forbidden, code: "no", message: "Not allowed.")
        #expect(
            planning.text() == """
                P013 a: `a` could not be read: No route to host.
                Nor could `b`, `c`, `d` and 1 more.
                P013 f: `f` could not be read: Not allowed.

                """)
    }

    @Test func `destroy sends one delete for a cluster and its objects`() {
        var planning = Self.cluster().applied()
        planning.options.kind = .destroy
        #expect(
            planning.text() == """
                - pod fake.thing [gone with aks]
                    after aks
                - aks fake.thing [destroy]

                """
        )
        #expect(planning.cloud.asked == 1)
    }

    @Test func `what the stack has forgotten how to reach is reached as recorded`() {
        var planning = Self.cluster().applied().changed([FakeResource("aks", ["name": "aks", "size": 1])])
        planning.stack.connections = [FakeConnection()]
        #expect(planning.text() == "- pod fake.thing [not in stack]\n    after aks\n")
        planning.snapshot.connections["inner"] = nil
        #expect(planning.text().hasPrefix("P029 pod: `pod` was made through the connection `inner`"))
    }

    @Test func `objects that follow a container by kind go with it, found after they were settled`() {
        // `member` comes first in the stack and has no reference to `space`: only the kind rule knows.
        let resources = [
            FakeResource("member", ["name": "member", "parent": "space", "kind_of": "space"]),
            FakeResource("space", ["name": "space", "color": "red"]),
        ]
        var planning = Planning(resources).applied()
        planning.stack.resources[1].body = ["name": "space", "color": "blue"]
        #expect(
            planning.text() == """
                -/+ space fake.thing [create-only color] ! the new object takes the old one's name, so the old one is deleted first
                    color: "red" -> "blue" replaces
                -/+ member fake.thing [gone with space] ! it goes with `space`
                    after space

                """
        )
    }

    @Test func `an object that stays cannot lie in one that goes`() {
        let resources = [
            FakeResource("space", ["name": "space"]),
            FakeResource("member", ["name": "m", "parent": "space"], after: ["space"]),
        ]
        var planning = Planning(resources).applied().changed([FakeResource("member", ["name": "m", "parent": "space"])])
        #expect(planning.text().hasPrefix("P030 member: The object of `member` stays, but `space`"))
    }

    @Test func `a cycle through kind rules names every resource`() {
        var planning = Planning([
            FakeResource("a", ["name": "a", "kind_of": "b"]), FakeResource("b", ["name": "b"], after: ["a"]),
        ])
        let text = planning.text()
        #expect(text.contains("`b` waits for `a`"))
        #expect(text.contains("`a` waits for `b` because of what the two are"))
        #expect(text.hasPrefix("P019"))
    }
}
