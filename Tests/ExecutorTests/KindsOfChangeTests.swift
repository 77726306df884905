import MartletExecutor
import MartletModel
import MartletPlanner
import MartletState
import Testing

/// Changes that a test's small planner does not make: adopt, forget, move, retain, data reads, and what goes with a parent.
struct KindsOfChangeTests {
    private let world = World()

    /// Applies the plan for `things` after `edit` has had its way with it.
    private func apply(
        _ things: [Thing], destroy: Bool = false, _ edit: (inout Plan) -> Void
    ) async throws -> ApplyReport {
        var planner = TestPlanner(program: FakeProgram(things: things), snapshot: try world.snapshot())
        if destroy { planner.kind = .destroy }
        var plan = planner.plan()
        edit(&plan)
        let approved = try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
        return try await world.executor(things).apply(approved)
    }

    static let foreign = FakeCloud.Object(
        body: ["name": "a", "slot": "a", "value": 9, "fixed": 1, "refs": [:]], uid: 70, marker: nil
    )

    private func adopt(_ plan: inout Plan, writing: Bool) {
        plan.changes[0].action = .adopt
        plan.changes[0].reasons = [.imported]
        plan.changes[0].reversibility = .undo(.forget)
        plan.changes[0].observed = ["uid": "uid-70", "body": Self.foreign.body]
        plan.changes[0].observedLineage = Lineage("70")
        if writing { plan.changes[0].fields = [FieldChange(ValuePath([.key("value")]), before: 9, after: 1)] }
    }

    @Test func anAdoptedObjectIsBroughtToWhatIsWantedAndRecorded() async throws {
        world.cloud.tamper("fake/a-a", Self.foreign)
        let report = try await apply([Thing("a")]) { adopt(&$0, writing: true) }
        #expect(report.outcome == .applied, "\(report)")
        let record = try #require(try world.snapshot().records[Address("a") as Address])
        #expect(record.isAdopted)
        #expect(record.lineage == Lineage("70"))
        world.expectCloud([Thing("a")])
        #expect(world.cloud.calls.map(\.verb) == [.update])
    }

    @Test func `an object with the stack's marker that nobody remembers was there before as well`() async throws {
        var known = Self.foreign
        known.marker = FakeProgram(things: []).identity
        world.cloud.tamper("fake/a-a", known)
        let report = try await apply([Thing("a")]) { plan in
            adopt(&plan, writing: true)
            plan.changes[0].reasons = [.foundWithMarker]
            plan.changes[0].reversibility = .undo(.restore)
        }
        #expect(report.outcome == .applied, "\(report)")
        #expect(try world.snapshot().records[Address("a") as Address]?.isAdopted == true)
    }

    // A create took it for its own, and the rollback deleted it.
    @Test func `an object that the stack has let go of is not made anew under a name that no plan knew`() async throws {
        var known = Self.foreign
        known.marker = FakeProgram(things: []).identity
        world.cloud.tamper("fake/a-a", known)
        let report = try await apply([Thing("a")]) { $0.changes[0].identity = nil }
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.firstFailure?.failure?.code == "ObjectExists")
        #expect(world.cloud.calls.isEmpty)
        #expect(world.cloud.objects["fake/a-a"] == known)
    }

    @Test(arguments: [true, false])
    func `what has taken the name of an object to adopt is left alone`(_ isWriting: Bool) async throws {
        var another = Self.foreign
        another.uid = 71
        world.cloud.tamper("fake/a-a", another)
        let report = try await apply([Thing("a")]) { adopt(&$0, writing: isWriting) }
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.firstFailure?.failure?.code == "AnotherObject")
        #expect(world.cloud.calls.isEmpty)
        #expect(world.cloud.objects["fake/a-a"]?.body == another.body)
        #expect(try world.snapshot().records.isEmpty)
    }

    @Test(arguments: [true, false])
    func anAdoptionThatIsRolledBackLeavesTheObjectAsItWas(_ isWriting: Bool) async throws {
        world.cloud.tamper("fake/a-a", Self.foreign)
        world.cloud.setFault { $0.identity == "fake/b-a" ? .refuse : nil }
        let report = try await apply([Thing("a"), Thing("b", refs: ["a"])]) { adopt(&$0, writing: isWriting) }
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(world.cloud.objects["fake/a-a"]?.body == Self.foreign.body)
        #expect(world.cloud.objects["fake/a-a"]?.uid == 70)
        #expect(try world.snapshot().records.isEmpty)
        #expect(try world.store().openDeployment() == nil)
    }

    @Test func aForgottenObjectStays() async throws {
        try await world.apply([Thing("a"), Thing("b")])
        let report = try await apply([Thing("a")]) { plan in plan.changes[1].action = .forget }
        #expect(report.outcome == .applied)
        #expect(report.done.map(\.step) == [StepName(Address("b"), .forget)])
        #expect(try world.snapshot().records.keys.map(\.description) == ["a"])
        #expect(world.cloud.objects.keys.sorted() == ["fake/a-a", "fake/b-a"])
    }

    @Test func anObjectThatIsRetainedOnDestroyStays() async throws {
        try await world.apply([Thing("a"), Thing("b")])
        let report = try await apply([], destroy: true) { plan in
            plan.changes[0].settings.retainOnDestroy = true
        }
        #expect(report.outcome == .applied)
        #expect(try world.snapshot().records.isEmpty)
        #expect(world.cloud.objects.keys.sorted() == ["fake/b-a"])
    }

    @Test func aMoveKeepsTheObjectAndItsRecord() async throws {
        try await world.apply([Thing("a"), Thing("b", refs: ["a"])])
        let moved: Address = Address("z")
        let report = try await apply([Thing("a"), Thing("b", refs: ["a"])]) { plan in
            plan.changes[0].previousAddress = Address("a")
            plan.changes[0].address = moved
            plan.changes[1].dependencies = [moved]
        }
        #expect(report.outcome == .applied, "\(report)")
        let records = try world.snapshot().records
        #expect(records.keys.map(\.description).sorted() == ["b", "z"])
        #expect(records[moved]?.identity.text == "fake/a-a")
        #expect(records[Address("b") as Address]?.dependencies == [moved])
        #expect(world.cloud.calls.count == 2)
    }

    @Test func aMoveWithAnUpdateIsTakenBackWhole() async throws {
        try await world.apply([Thing("a"), Thing("b")])
        let before = try world.snapshot()
        world.cloud.setFault { $0.identity == "fake/b-a" ? .refuse : nil }
        let report = try await apply([Thing("a", value: 2), Thing("b", value: 2)]) { plan in
            plan.changes[0].previousAddress = Address("a")
            plan.changes[0].address = Address("z")
            plan.changes[1].dependencies = [Address("z")]
        }
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(try world.snapshot() == before)
        try world.expectSettled()
    }

    @Test func aDataSourceThatOnlyApplyCanReadIsReadAndItsAnswerUsed() async throws {
        let data: Address = Address(mode: .data, "d")
        let things = [Thing("a"), Thing("b", refs: ["a"])]
        let report = try await apply(things) { plan in
            plan.dataReads = [
                DataRead(
                    address: data, type: FakeProvider.type, connection: "fake", body: ["of": "x"], attributes: nil,
                    dependencies: [Address("a")]
                )
            ]
            plan.changes[1].dependencies.append(data)
        }
        #expect(report.outcome == .applied, "\(report)")
        #expect(report.done.map(\.step.address.description) == ["a", "b"])
    }

    @Test func whatGoesWithItsParentIsNotDeletedByItself() async throws {
        let things = [Thing("p"), Thing("c1", refs: ["p"]), Thing("c2", refs: ["c1"]), Thing("x", refs: ["c2"])]
        try await world.apply(things)
        let cloud = world.cloud
        cloud.setFault { call in
            if call.verb == .delete, call.identity == "fake/p-a" {
                cloud.tamper("fake/c1-a", nil)
                cloud.tamper("fake/c2-a", nil)
            }
            return nil
        }
        let report = try await apply([], destroy: true) { plan in
            for index in plan.changes.indices where plan.changes[index].address.name.hasPrefix("c") {
                plan.changes[index].reasons = [.goneWithParent(Address("p"))]
            }
        }
        #expect(report.outcome == .applied, "\(report)")
        #expect(cloud.calls.filter { $0.verb == .delete }.map(\.identity) == ["fake/x-a", "fake/p-a"])
        #expect(cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func aParentThatCannotBeDeletedKeepsWhatGoesWithItRemembered() async throws {
        try await world.apply([Thing("p"), Thing("c", refs: ["p"])])
        world.cloud.setFault { $0.verb == .delete ? .refuse : nil }
        let report = try await apply([], destroy: true) { plan in
            for index in plan.changes.indices where plan.changes[index].address.name == "c" {
                plan.changes[index].reasons = [.goneWithParent(Address("p"))]
            }
        }
        #expect(report.outcome == .cleanupPending)
        try world.expectSound()
        #expect(try world.snapshot().tombstones.map(\.goesWith) == [Address("p"), nil])
    }

    @Test func aRetainedCreateStaysWithItsRecord() async throws {
        var things = ApplyTests.three
        things[1].settings.retainOnRollback = true
        world.cloud.setFault { $0.identity == "fake/c-a" ? .refuse : nil }
        let report = try await apply(things) { plan in plan.changes[1].reversibility = .undo(.retain) }
        #expect(report.outcome == .rolledBack, "\(report)")
        // What it refers to has to stay as well.
        #expect(world.cloud.objects.keys.sorted() == ["fake/a-a", "fake/b-a"])
        #expect(Set(try world.snapshot().records.keys.map(\.description)) == ["a", "b"])
        #expect(report.needsAttention.map(\.failure?.code) == ["Left", "Left"])
    }

    @Test func aValueThatOnlyFillsAnUnknownIsSentAndAnyOtherIsRefused() async throws {
        let report = try await apply([Thing("a"), Thing("b", refs: ["a"])]) { plan in
            plan.changes[1].body = [
                "name": "b", "slot": "a", "value": 5, "fixed": 1, "refs": ["a": .unknown(Unknown(.string))],
            ]
        }
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure?.failure?.code == "PlanNoLongerHolds")
        #expect(report.firstFailure?.failure?.message.contains("`value`") == true)
        #expect(world.cloud.calls.map(\.identity).contains("fake/b-a") == false)
        #expect(world.cloud.objects.isEmpty)
    }

    @Test func twoAddressesCannotHaveOneObject() async throws {
        try await world.apply([Thing("a")])
        let report = try await apply([Thing("a"), Thing("b")]) { plan in plan.changes[1].identity = Identity("fake/a-a")
        }
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure?.failure?.code == "DuplicateObject")
        world.expectCloud([Thing("a")])
        try world.expectSettled()
    }

    @Test func aReplacementOfTheSameIdentityIsNeverMadeBeforeTheOldOneGoes() async throws {
        try await world.apply([Thing("a")])
        let report = try await apply([Thing("a", value: 2)]) { plan in plan.changes[0].action = .replace(.createFirst) }
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure?.failure?.code == "SameIdentity")
        world.expectCloud([Thing("a")])
    }
}
