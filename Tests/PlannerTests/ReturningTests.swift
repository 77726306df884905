import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import Testing

/// Planning toward a stored revision.
struct ReturningTests {
    /// `use` holds the id that the server chose for `base`.
    private static let before = [
        FakeResource("base", ["size": 1]), FakeResource("use", ["name": "use", "note": "${base.id}"]),
    ]

    /// The plan that leads from the state of `now` to that of `then`.
    private func plan(
        to then: Planning, from now: Planning, declared: RevisionProgram.Declared = [:],
        connections: [DesiredConnection] = []
    ) -> (PlannerOutput, RevisionProgram) {
        var current = now.snapshot
        current.revision = 2
        let registry = ProviderRegistry([now.provider])
        let program = RevisionProgram(
            then.snapshot, from: current, registry: registry, identity: now.stack.identity, folder: "/stack",
            inputs: (nil, nil), declared: declared, connections: connections
        )
        var input = PlannerInput(
            program: program, snapshot: current, registry: registry, options: PlanOptions(kind: .rollback(to: 1)))
        var cloud = now.cloud
        while true {
            let output = Planner.plan(input)
            guard !output.requests.isEmpty else { return (output, program) }
            for request in output.requests { input.findings.record(cloud.answer(request), to: request) }
        }
    }

    private func text(to then: Planning, from now: Planning) -> String? {
        plan(to: then, from: now).0.plan?.debugText
    }

    @Test func `the present revision needs no plan`() {
        let now = Planning(Self.before).applied()
        #expect(plan(to: now, from: now).0.plan?.isEmpty == true)
    }

    @Test func `what was changed is changed back, what came is deleted, what went is made again`() {
        let then = Planning([FakeResource("a", ["name": "a", "size": 1]), FakeResource("b", ["name": "b"])]).applied()
        let now = Planning([FakeResource("a", ["name": "a", "size": 2]), FakeResource("c", ["name": "c"])]).applied()
        #expect(
            text(to: then, from: now) == """
                ~ a fake.thing [configuration changed] undo: restore
                    size: 2 -> 1
                + b fake.thing [not in state] undo: delete
                - c fake.thing [not in stack]

                """
        )
    }

    // I19: a rollback to before an adoption deleted what had been there before the stack.
    @Test func `what was adopted since is forgotten, and what lies in it is deleted`() {
        let then = Planning([FakeResource("a", ["name": "a"])]).applied()
        var now = Planning([
            FakeResource("a", ["name": "a"]), FakeResource("b", ["name": "b"]),
            FakeResource("c", ["name": "c", "parent": "b"]),
        ]).applied()
        now.snapshot.records[Address("b")]?.isAdopted = true
        #expect(
            text(to: then, from: now) == """
                - c fake.thing [not in stack]
                x b fake.thing [there before]

                """
        )
    }

    // I19: a rollback replaced it, and so deleted what had been there before the stack.
    @Test func `what was adopted since is not replaced`() {
        let then = Planning([FakeResource("a", ["name": "first"])]).applied()
        var now = Planning([FakeResource("a", ["name": "second"])]).applied()
        #expect(text(to: then, from: now)?.contains("a fake.thing") == true)
        now.snapshot.records[Address("a")]?.isAdopted = true
        let (output, _) = plan(to: then, from: now)
        #expect(output.plan == nil)
        #expect(output.diagnostics.sorted.map(\.code) == [PlannerFault.adoptedReplaced.code])
    }

    @Test func `what was adopted since does not go with what it lies in`() {
        let then = Planning([FakeResource("a", ["name": "a"])]).applied()
        var now = Planning([
            FakeResource("a", ["name": "a"]), FakeResource("b", ["name": "b"]),
            FakeResource("c", ["name": "c", "parent": "${b.name}"]),
        ]).applied()
        now.snapshot.records[Address("c")]?.isAdopted = true
        let faults = plan(to: then, from: now).0.diagnostics.sorted
        #expect(faults.map(\.code) == [PlannerFault.parentDeleted.code])
        #expect(faults.first?.hint?.contains("martlet state rm c") == true)
    }

    @Test func `a body follows the object that it got a value from when that is made anew`() throws {
        let then = Planning(Self.before).applied()
        let now = Planning([FakeResource("use", ["name": "use"])]).applied()
        let (output, program) = plan(to: then, from: now)
        let use = try #require(output.plan?.changes.first { $0.address == Address("use") })
        #expect(use.body?["note"]?.isWhollyKnown == false)
        let filled = try program.refill(Address("use")) { $0 == Address("base") ? ["id": "id-new-one"] : nil }
        #expect(filled.body["note"] == "id-new-one")
    }

    @Test func `so does a longer text that holds the value whole`() throws {
        let use = FakeResource("use", ["name": "use", "note": "${database.id}"])
        var then = Planning([FakeResource("database", ["size": 1]), use]).applied()
        let note: Value = "https://id-database:8080/x?id=id-database"
        then.snapshot.records[Address("use")]?.body = ["name": "use", "note": note]
        let now = Planning([FakeResource("use", ["name": "use"])]).applied()
        let (output, program) = plan(to: then, from: now)
        let change = try #require(output.plan?.changes.first { $0.address == Address("use") })
        #expect(change.body?["note"]?.isWhollyKnown == false)
        let filled = try program.refill(Address("use")) { $0 == Address("database") ? ["id": "id-new-one"] : nil }
        #expect(filled.body["note"] == "https://id-new-one:8080/x?id=id-new-one")
    }

    @Test func `a longer text stays as it was where two dependencies have the value`() throws {
        var then = Planning([
            FakeResource("base", ["name": "base"]), FakeResource("twin", ["name": "twin"]),
            FakeResource("use", ["name": "use", "note": "${base.id}", "parent": "${twin.id}"]),
        ]).applied()
        then.snapshot.records[Address("twin")]?.attributes = ["name": "twin", "id": "id-base1"]
        then.snapshot.records[Address("base")]?.attributes = ["name": "base", "id": "id-base1"]
        then.snapshot.records[Address("use")]?.body = ["name": "use", "note": "https://id-base1/id-base1"]
        let now = Planning([FakeResource("use", ["name": "use"])]).applied()
        let change = try #require(plan(to: then, from: now).0.plan?.changes.first { $0.address == Address("use") })
        #expect(change.body?["note"] == "https://id-base1/id-base1")
    }

    @Test func `ephemeral values of the stack of today go where the rest is what was recorded`() throws {
        let then = Planning([FakeResource("a", ["name": "a"])]).applied()
        func program(_ configuration: Value) -> RevisionProgram {
            let connection = DesiredConnection(name: "fake", provider: "fake", configuration: configuration)
            return plan(to: then, from: then, connections: [connection]).1
        }
        let token = Value.marking("t0k3n", [.ephemeral])
        let same = program(["token": token])
        #expect(same.ephemeralConnections["fake"]?.configuration["token"]?.revealed == "t0k3n")
        let evaluated = same.evaluate { $0.body }
        #expect(evaluated.connections.first?.configuration["token"]?.revealed == "t0k3n")
        #expect(evaluated.resources.first?.connection.configuration["token"]?.revealed == "t0k3n")
        let elsewhere = program(["token": token, "host": "other"])
        #expect(elsewhere.ephemeralConnections.isEmpty)
        #expect(elsewhere.evaluate { $0.body }.connections.first?.configuration["token"] == nil)
    }

    @Test func `a value whose object is the same stays as it was`() throws {
        let then = Planning(Self.before).applied()
        let now = Planning([FakeResource("base", ["size": 2]), Self.before[1]]).applied()
        let use = try #require(plan(to: then, from: now).0.plan?.changes.first { $0.address == Address("use") })
        #expect(use.action == .noOp)
        #expect(use.body?["note"] == "id-base")
    }

    @Test func `an object that has another address since moves back`() throws {
        let then = Planning([FakeResource("old", ["name": "n"])]).applied()
        let now = Planning([FakeResource("new", ["name": "n"])]).applied()
        let change = try #require(plan(to: then, from: now).0.plan?.changes.first)
        #expect(change.action == .noOp)
        #expect(change.previousAddress == Address("new"))
        #expect(change.address == Address("old"))
    }

    @Test func `what is protected now is not deleted by going back`() {
        let then = Planning([FakeResource("a", ["name": "a"])]).applied()
        let kept = FakeResource("b", ["name": "b"]).with { $0.settings.preventDestroy = true }
        let now = Planning([FakeResource("a", ["name": "a"]), kept]).applied()
        let codes = plan(to: then, from: now).0.diagnostics.all.map(\.code)
        #expect(codes == [PlannerFault.preventedDestroy.code])
    }

    @Test func `fields that the stack of today ignores are not set back`() throws {
        let then = Planning([FakeResource("a", ["name": "a", "size": 1])]).applied()
        let now = Planning([FakeResource("a", ["name": "a", "size": 2])]).applied()
        let ignoring = FakeResource("a", ["name": "a", "size": 2]).with {
            $0.lifecycle.ignoredChanges = .paths([ValuePath([.key("size")])])
        }
        let evaluation = FakeStack([ignoring]).evaluate { _ in .unknown(Unknown()) }
        let declared = Dictionary(uniqueKeysWithValues: evaluation.resources.map { ($0.address, $0) })
        let change = try #require(plan(to: then, from: now, declared: declared).0.plan?.changes.first)
        #expect(change.action == .noOp)
    }

    @Test func `what lies in a cluster is planned without asking it where the cluster has to come back`() throws {
        let cluster = FakeResource("cluster", ["size": 1])
        let inside = FakeResource("inside", ["name": "in"]).with { $0.connection = "k" }
        let connections = [
            FakeConnection(), FakeConnection(name: "k", configuration: ["cluster": "${cluster.id}"]),
        ]
        var then = Planning([cluster, inside])
        then.stack.connections = connections
        then = then.applied()
        var now = Planning([])
        now.snapshot = Snapshot(lineage: "l", revision: 2, connections: then.snapshot.connections)
        let changes = try #require(plan(to: then, from: now).0.plan?.changes)
        #expect(changes.map(\.action) == [.create, .create])
        #expect(changes.last?.dependencies == [Address("cluster") as Address])
        #expect(changes.last?.identity == nil)
    }
}
