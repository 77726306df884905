import MartletExecutor
import MartletModel
import MartletState
import Testing

struct RollbackTests {
    private let world = World()

    static let before = [Thing("a"), Thing("b", refs: ["a"]), Thing("c", refs: ["b"]), Thing("old", refs: ["a"])]
    /// A replacement with its dependents, an update, a create, a delete.
    static let after = [
        Thing("a", slot: "new"), Thing("b", value: 2, refs: ["a"]), Thing("c", refs: ["b"]), Thing("d", refs: ["c"]),
        Thing("e", refs: ["d"]),
    ]
    static let writes = ["fake/a-new", "fake/b-a", "fake/d-a", "fake/e-a"]

    @Test(arguments: writes)
    func whicheverStepFailsCloudAndStateAreWhatTheyWere(_ failing: String) async throws {
        try await world.apply(Self.before)
        let (objects, snapshot) = (world.cloud.objects, try world.snapshot())
        world.cloud.setFault { $0.identity == failing && $0.attempt <= 2 && $0.verb != .delete ? .refuse : nil }
        // The first write of `b` was its create, in the first apply.
        if failing == "fake/b-a" {
            world.cloud.setFault { $0.identity == failing && $0.verb == .update && $0.attempt == 1 ? .refuse : nil }
        }
        let report = try await world.apply(Self.after)
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.revision == 1)
        #expect(report.firstFailure?.failure?.code == "Refused")
        #expect(report.firstFailure?.failure?.message.contains(failing) == true)
        #expect(report.needsAttention == [])
        #expect(report.done == [])
        #expect(world.cloud.objects == objects)
        #expect(try world.snapshot() == snapshot)
        try world.expectSettled()
        #expect(try world.store().deployments().first?.outcome == .rolledBack)
        world.cloud.setFault { _ in nil }
        #expect(try await world.apply(Self.after).outcome == .applied)
        world.expectCloud(Self.after)
        try world.expectSettled()
    }

    @Test func whatNeedsAnObjectIsTakenBackBeforeIt() async throws {
        world.cloud.setFault { $0.identity == "fake/d-a" ? .refuse : nil }
        let report = try await world.apply(ApplyTests.three + [Thing("d", refs: ["c"])])
        #expect(report.outcome == .rolledBack, "\(report)")
        let deletes = world.cloud.calls.filter { $0.verb == .delete }
        #expect(deletes.map(\.identity) == ["fake/c-a", "fake/b-a", "fake/a-a"])
    }

    @Test(arguments: [FakeCloud.Fault.refuse, .halfDone, .neverReady, .throttle])
    func whateverTheFaultNothingOfAFailedApplyStays(_ fault: FakeCloud.Fault) async throws {
        world.cloud.setFault { $0.identity == "fake/b-a" && $0.verb != .delete ? fault : nil }
        let report = try await world.apply(ApplyTests.three)
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.firstFailure?.step == StepName(Address("b"), .create))
        #expect(report.notStarted.map(\.step) == [StepName(Address("c"), .create)])
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test(arguments: [FakeCloud.Call.Verb.create, .update, .delete])
    func aLostReplyIsFoundOutAndTheRunGoesOn(_ verb: FakeCloud.Call.Verb) async throws {
        world.cloud.setFault { $0.verb == verb && $0.attempt == 1 ? .loseReply : nil }
        #expect(try await world.apply(Self.before).outcome == .applied)
        #expect(try await world.apply(Self.after).outcome == .applied)
        world.expectCloud(Self.after)
        try world.expectSettled()
    }

    @Test func throttledStepsAreTriedAgain() async throws {
        world.cloud.setFault { $0.attempt < 3 ? .throttle : nil }
        #expect(try await world.apply(ApplyTests.three).outcome == .applied)
        world.expectCloud(ApplyTests.three)
    }

    @Test func aStepThatHangsIsCalledOffAndTheRestTakenBack() async throws {
        var things = ApplyTests.three
        things[1].settings.createTimeout = .milliseconds(30)
        world.cloud.setFault { $0.identity == "fake/b-a" ? .hang : nil }
        let report = try await world.apply(things)
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(report.firstFailure?.failure?.code == "StepTimeout")
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test func whatWasTamperedWithBeforeTheApplyIsRestoredAsItWasFound() async throws {
        try await world.apply([Thing("a"), Thing("b", refs: ["a"])])
        var snapshot = try world.snapshot()
        let drifted: Value = ["name": "a", "slot": "a", "value": 77, "fixed": 1, "refs": [:]]
        world.cloud.tamper("fake/a-a", .init(body: drifted, uid: 1, marker: StackIdentity(stack: "test")))
        snapshot.records[Address("a") as Address]?.attributes = ["uid": "uid-1", "body": drifted]
        let after = [Thing("a", value: 2), Thing("b", value: 2, refs: ["a"])]
        world.cloud.setFault { $0.identity == "fake/b-a" && $0.verb == .update ? .refuse : nil }
        let plan = try TestPlanner(program: FakeProgram(things: after), snapshot: snapshot).approved()
        #expect(try await world.executor(after).apply(plan).outcome == .rolledBack)
        #expect(world.cloud.objects["fake/a-a"]?.body == drifted)
    }

    @Test func somebodyElsesObjectIsNeverTouched() async throws {
        let foreign = FakeCloud.Object(body: ["mine": true], uid: 50, marker: StackIdentity(stack: "other"))
        world.cloud.tamper("fake/b-a", foreign)
        let report = try await world.apply(ApplyTests.three)
        #expect(report.outcome == .rolledBack)
        #expect(report.firstFailure?.failure?.code == "Taken")
        #expect(world.cloud.objects == ["fake/b-a": foreign])
    }

    @Test(arguments: [ResumeDirection.back, .forward])
    func whatSomebodyElseMadeInThePlaceOfAStepInDoubtIsLeftAlone(_ direction: ResumeDirection) async throws {
        world.cloud.setFault { $0.identity == "fake/b-a" ? .dieBefore : nil }
        await #expect(throws: ExecutorError.state(.stopped)) { try await world.apply(ApplyTests.three, fate: Fate()) }
        world.cloud.setFault { _ in nil }
        let foreign = FakeCloud.Object(body: ["mine": true], uid: 50, marker: nil)
        world.cloud.tamper("fake/b-a", foreign)
        let report = try await world.resume(ApplyTests.three, direction)
        #expect(report.outcome == .rolledBack, "\(report)")
        #expect(world.cloud.objects == ["fake/b-a": foreign])
        #expect(try world.snapshot().records.isEmpty)
    }

    @Test func anUndoThatFailsEndsInATruthfulStateAndOthersGoOn() async throws {
        world.cloud.setFault { call in
            if call.identity == "fake/c-a" { return .refuse }
            return call.identity == "fake/b-a" && call.verb == .delete ? .refuse : nil
        }
        let things = ApplyTests.three + [Thing("z")]
        let report = try await world.apply(things, options: World.options(parallelism: 1))
        #expect(report.outcome == .rollbackIncomplete)
        #expect(report.firstFailure?.step == StepName(Address("c"), .create))
        #expect(report.needsAttention.map(\.step) == [StepName(Address("b"), .delete, isUndo: true)])
        try world.expectSound()
        // `a` is still needed by `b`; `z` was independent.
        #expect(Set(world.cloud.objects.keys).isDisjoint(with: ["fake/z-a", "fake/c-a"]))
        world.cloud.setFault { _ in nil }
        #expect(try await world.resume(things).outcome == .rolledBack)
        #expect(world.cloud.objects.isEmpty)
        try world.expectSettled()
    }

    @Test(arguments: [["fake/a-new"], ["fake/b-a"], ["fake/d-a"], ["fake/a-new", "fake/d-a"]])
    func aNewApplyGoesOnFromWhereverARollbackGotStuck(_ stuck: [String]) async throws {
        try await world.apply(Self.before)
        world.cloud.setFault { call in
            if call.identity == "fake/e-a" { return .refuse }
            let isUndo = call.verb == .delete || (call.verb == .update && call.attempt == 2)
            return stuck.contains(call.identity) && isUndo ? .refuse : nil
        }
        #expect(try await world.apply(Self.after).outcome == .rollbackIncomplete)
        try world.expectSound()
        world.cloud.setFault { _ in nil }
        let report = try await world.apply(Self.after)
        #expect(report.outcome == .applied, "\(report)")
        world.expectCloud(Self.after)
        try world.expectSettled()
        #expect(try await world.destroy(Self.after).outcome == .applied)
        #expect(world.cloud.objects.isEmpty)
    }

    @Test func aSkippedUndoIsLeftAndReadAgain() async throws {
        try await world.apply(Self.before)
        world.cloud.setFault { call in
            if call.identity == "fake/d-a" { return .refuse }
            return call.identity == "fake/b-a" && call.verb == .update && call.attempt == 2 ? .refuse : nil
        }
        #expect(try await world.apply(Self.after).outcome == .rollbackIncomplete)
        let report = try await world.resume(Self.after, skipping: [Address("b") as Address])
        #expect(report.outcome == .rolledBack)
        #expect(report.needsAttention.map(\.failure?.code) == ["Skipped"])
        guard case .diverged? = try world.snapshot().records[Address("b") as Address]?.health else {
            Issue.record("the record does not say that it may differ")
            return
        }
        world.cloud.setFault { _ in nil }
        #expect(try await world.apply(Self.before).outcome == .applied)
        world.expectCloud(Self.before)
        try world.expectSettled()
    }

    @Test func withKeepIndependentBranchesGoOnAndResumeFinishes() async throws {
        let things = [
            Thing("a"), Thing("b", refs: ["a"]), Thing("c", refs: ["b"]), Thing("x"), Thing("y", refs: ["x"]),
        ]
        world.cloud.setFault { $0.identity == "fake/b-a" ? .refuse : nil }
        let options = World.options(onFailure: .keep)
        let report = try await world.apply(things, options: options)
        #expect(report.outcome == .kept)
        #expect(report.done.map(\.step.address.description) == ["a", "x", "y"])
        #expect(report.notStarted.map(\.step.address.description) == ["c"])
        try world.expectSound()
        world.cloud.setFault { _ in nil }
        let resumed = try await world.resume(things)
        #expect(resumed.outcome == .applied, "\(resumed)")
        world.expectCloud(things)
        try world.expectSettled()
    }

    @Test(arguments: 1...3)
    func aKeptRunThatDiesOnItsWayForwardGoesOnForward(_ life: Int) async throws {
        let things = [Thing("a"), Thing("b", refs: ["a"]), Thing("c", refs: ["b"])]
        world.cloud.setFault { $0.identity == "fake/b-a" ? .refuse : nil }
        let options = World.options(onFailure: .keep)
        #expect(try await world.apply(things, options: options).outcome == .kept)
        world.cloud.setFault { _ in nil }
        await #expect(throws: ExecutorError.state(.stopped)) {
            try await world.resume(things, fate: Fate(afterWrites: life))
        }
        #expect(try await world.resume(things).outcome == .applied)
        world.expectCloud(things)
        try world.expectSettled()
    }

    @Test func aKeptRunCanBeTakenBack() async throws {
        try await world.apply(Self.before)
        let (objects, snapshot) = (world.cloud.objects, try world.snapshot())
        world.cloud.setFault { $0.identity == "fake/d-a" ? .halfDone : nil }
        let options = World.options(onFailure: .keep)
        #expect(try await world.apply(Self.after, options: options).outcome == .kept)
        try world.expectSound()
        #expect(try await world.resume(Self.after, .back).outcome == .rolledBack)
        #expect(world.cloud.objects == objects)
        #expect(try world.snapshot() == snapshot)
        try world.expectSettled()
    }

    @Test func aDeleteThatFailsAfterCommitIsATombstoneAndRetriedByLaterRuns() async throws {
        try await world.apply(Self.before)
        world.cloud.setFault { $0.verb == .delete ? .refuse : nil }
        let report = try await world.apply(Self.after)
        #expect(report.outcome == .cleanupPending)
        #expect(report.revision == 2)
        #expect(report.needsAttention.map(\.step.address.description) == ["a", "old"])
        try world.expectSound()
        #expect(try world.snapshot().tombstones.map(\.record.identity.text).sorted() == ["fake/a-a", "fake/old-a"])
        world.cloud.setFault { _ in nil }
        #expect(try await world.resume(Self.after).outcome == .applied)
        world.expectCloud(Self.after)
        try world.expectSettled()
    }

    @Test func anObjectThatIsWantedAgainIsNotBuried() async throws {
        try await world.apply([Thing("a")])
        world.cloud.setFault { $0.verb == .delete ? .refuse : nil }
        #expect(try await world.apply([]).outcome == .cleanupPending)
        world.cloud.setFault { _ in nil }
        #expect(try await world.apply([Thing("a")]).outcome == .applied)
        world.expectCloud([Thing("a")])
        try world.expectSettled()
    }
}
