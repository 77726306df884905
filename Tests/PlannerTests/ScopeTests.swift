import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import Testing

/// Members, data sources, targets and refresh-only plans.
struct ScopeTests {
    private static func many(_ names: [String]) -> FakeResource {
        FakeResource("many", ["items": .tuple(names.map { ["name": .string($0), "size": 1] })], type: "fake.many")
    }

    @Test func `a resource that stands for many objects plans each, and dependents wait for all`() {
        var planning = Planning([
            Self.many(["x", "y"]), FakeResource("after", ["name": "after", "note": "${many.objects.x.id}"]),
        ])
        #expect(
            planning.text() == """
                + many/x fake.thing [not in state] undo: delete
                + many/y fake.thing [not in state] undo: delete
                + after fake.thing [not in state] undo: delete
                    after many

                """
        )
        planning = planning.applied()
        #expect(planning.text() == "")
        planning.stack.resources[0] = Self.many(["x"])
        #expect(planning.text() == "- many/y fake.thing [not in stack]\n")
        planning.options.kind = .destroy
        #expect(planning.plan().plan?.changes.map(\.address.description) == ["after", "many/y", "many/x"])
    }

    @Test func `members that depend on what is not known are refused`() {
        var planning = Planning([
            FakeResource("a", ["name": "a"]), FakeResource("many", ["items": ["${a.id}"]], type: "fake.many"),
        ])
        #expect(planning.text().hasPrefix("P016 many:"))
    }

    @Test func `a data source is read while planning unless apply changes what it depends on`() {
        let resources = [
            FakeResource("a", ["name": "a", "size": 1]), FakeResource("d", ["key": "${a.size}"], type: "fake.lookup"),
            FakeResource("b", ["name": "b", "size": "${data.d.value}"]),
        ]
        var planning = Planning(resources)
        let created = planning.plan().plan
        #expect(created?.dataReads.map(\.attributes) == [nil])
        #expect(created?.changes.last?.dependencies.map(\.description) == ["data.d", "a"])
        planning = planning.applied()
        #expect(planning.text() == "")
        #expect(planning.plan().plan?.dataReads.map(\.attributes) == [["value": 1]])
    }

    private static let chain = [
        FakeResource("a", ["name": "a"]), FakeResource("b", ["name": "b"], after: ["a"]),
        FakeResource("c", ["name": "c"], after: ["b"]), FakeResource("z", ["name": "z"]),
    ]

    @Test(
        arguments: [
            (["b"], [], "a b"), (["c"], [], "a b c"), (["z"], [], "z"), ([], ["b"], "a z"), (["c"], ["b"], "a"),
            ([], ["z"], "a b c"),
        ] as [([String], [String], String)])
    func `targets bring what they need and excludes what needs them`(
        targets: [String], excludes: [String], expected: String
    ) {
        var planning = Planning(Self.chain)
        planning.options.targets = targets.map { name -> Address in Address(name) }
        planning.options.excludes = excludes.map { name -> Address in Address(name) }
        #expect(planning.plan().plan?.changes.map(\.address.description).joined(separator: " ") == expected)
    }

    @Test func `destroying a target takes what depends on it`() {
        var planning = Planning(Self.chain).applied()
        planning.options.kind = .destroy
        planning.options.targets = [Address("b")]
        #expect(planning.plan().plan?.changes.map(\.address.description) == ["c", "b"])
    }

    /// `b` depended on `a`; the stack has neither `a` nor that reference any more.
    private static func withoutTheFirst() -> Planning {
        var planning = Planning([
            FakeResource("a", ["name": "a"]), FakeResource("b", ["name": "b"], after: ["a"]),
        ]).applied()
        planning.stack.resources = [FakeResource("b", ["name": "b"])]
        return planning
    }

    @Test func `what an excluded resource needs is not deleted`() {
        var planning = Self.withoutTheFirst()
        planning.options.excludes = [Address("b")]
        #expect(planning.plan().plan?.changes.isEmpty == true)
    }

    @Test func `a target to be deleted takes along what still depends on it`() {
        var planning = Self.withoutTheFirst()
        planning.options.targets = [Address("a")]
        #expect(planning.plan().plan?.changes.map { "\($0.action.name) \($0.address)" } == ["no-op b", "delete a"])
    }

    @Test func `a target that does not exist is named`() {
        var planning = Planning(Self.chain)
        planning.options.targets = [Address("bb")]
        #expect(planning.text().hasPrefix("P020 -: There is no resource `bb`"))
    }

    @Test func `a refresh-only plan writes nothing and shows what drifted`() {
        var planning = Planning([FakeResource("a", ["name": "a", "size": 1]), FakeResource("b", ["name": "b"])])
            .applied()
        planning.options.kind = .refreshOnly
        planning.stack.resources[0].body = ["name": "a", "size": 100]
        planning.cloud.objects[Identity("a")]?.attributes = ["name": "a", "size": 2]
        planning.cloud.objects[Identity("b")] = nil
        let changes = planning.plan().plan?.changes
        #expect(changes?.map(\.action) == [.noOp, .forget])
        #expect(changes?.first?.drift.map(\.path.description) == ["size"])
        #expect(changes?.first?.observed == ["name": "a", "size": 2])
    }
}
