import MartletModel
import MartletState
import Testing

struct JournalTests {
    private let scratch = Scratch()

    @Test func anIntentWithoutAnOutcomeIsInDoubt() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        try lease.record([.intent(.create(0, "a")), .intent(.create(1, "b"))], in: id, now: later)
        let done = StateChange.put(.sample("a"))
        try lease.record([.operation(step: 1, OperationText("https://op?sig=s3cret"))], in: id, now: later)
        try lease.record([.outcome(step: 0, .done(.sample("a")), [.connection, done])], in: id, now: later)
        let open = try #require(try scratch.store().openDeployment())
        #expect(open.id == id)
        #expect(open.start == .sample())
        #expect(open.phase == .forward)
        #expect(open.halt == nil)
        #expect(open.inDoubt.map(\.intent) == [.create(1, "b")])
        #expect(open.inDoubt.first?.operation == OperationText("https://op?sig=s3cret"))
        #expect(open.steps.first?.outcome == .done(.sample("a")))
        #expect(try scratch.store().snapshot().records.keys.map(\.description) == ["a"])
    }

    @Test func everyOutcomeComesBack() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        let outcomes: [StepOutcome] = [
            .done(nil), .done(.sample("a")), .notDone(failure: "x"), .failed(.sample("b"), failure: "y"),
            .failed(nil, failure: "z"),
            .skipped,
        ]
        for (ordinal, outcome) in outcomes.enumerated() {
            try lease.record(
                [.intent(.create(ordinal, "r\(ordinal)")), .outcome(step: ordinal, outcome, [])], in: id, now: later)
        }
        #expect(try lease.openDeployment()?.steps.map(\.outcome) == outcomes)
    }

    @Test func everyPartOfAnIntentComesBack() throws {
        var settings = StepSettings()
        settings.createTimeout = .seconds(90)
        settings.retainOnRollback = true
        settings.wait = ["for": "ready"]
        let intent = StepIntent(
            ordinal: 1, address: Address("a", key: .string("k")), operation: .update, undoes: 0,
            type: ResourceType("t"),
            provider: "p", connection: "c", identity: nil, body: ["s": .secret("x")], prior: .sample("a"),
            preimage: ["old": 1], reversibility: .irreversible("it cannot shrink"), dependencies: [Address("b")],
            settings: settings
        )
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        try lease.record([.intent(.create(0, "a")), .intent(intent)], in: id, now: later)
        #expect(try lease.openDeployment()?.steps.last?.intent == intent)
    }

    @Test func aRunningDeploymentIsInTheWayOfAnother() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        #expect(throws: StateError.deploymentOpen(id)) { try lease.begin(.sample()) }
        #expect(throws: StateError.deploymentOpen(id)) { try lease.edit(.sample, [], now: later) }
        try lease.record([.intent(.create(0, "a"))], in: id, now: later)
        try lease.halt(.interrupted, in: id)
        #expect(throws: StateError.deploymentOpen(id)) { try lease.begin(.sample()) }
        try lease.record([.outcome(step: 0, .notDone(failure: "x"), [])], in: id, now: later)
        #expect(try lease.begin(.sample()) > id)
        #expect(try scratch.store().deployments().map(\.outcome) == [nil, .superseded])
    }

    @Test func aCommitMakesARevisionAndTurnsToCleanup() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        let entry = RevisionEntry(actor: "ada", reason: "apply", outputs: ["o": 1])
        let bury = StateChange.bury(Tombstone(record: .sample("old"), failure: ""))
        #expect(try lease.commit(entry, [.connection, .put(.sample("a")), bury], in: id, now: later) == 1)
        #expect(try lease.openDeployment()?.phase == .cleanup)
        try lease.record([.state([.unbury(.sample("old"))])], in: id, now: later)
        try lease.finish(id, .applied, now: later)
        #expect(try lease.openDeployment() == nil)
        #expect(try lease.snapshot().tombstones.isEmpty)
        #expect(try scratch.store().history().first?.deployment == id)
    }

    @Test func onlyTheFirstFailureIsKept() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        let first = RecordedFailure(
            address: Address("a"), operation: .create, code: "X", message: "m", hint: "h", requestID: "r"
        )
        let second = RecordedFailure(address: nil, operation: nil, code: "Y", message: "n")
        try lease.record([.failed(first), .failed(second), .phase(.rollback)], in: id, now: later)
        #expect(try lease.openDeployment()?.failure == first)
        #expect(try lease.openDeployment()?.phase == .rollback)
        try lease.finish(id, .rolledBack, now: later)
        #expect(try scratch.store().deployments().first?.failure == first)
    }

    @Test func whatChecksSaidIsKeptAlsoWhenTheRunHasEnded() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        let failure = RecordedFailure(address: nil, operation: nil, code: "CheckFailed", message: "m", hint: "h")
        let blocking = RecordedCheck(name: "a", isBlocking: true, failure: nil)
        let other = RecordedCheck(name: "module.m.b", isBlocking: false, failure: failure)
        #expect(try scratch.store().deployments().first?.checks == nil)
        try lease.record([.checks([blocking])], in: id, now: Timestamp(milliseconds: 5000))
        try lease.finish(id, .applied, now: later)
        #expect(try scratch.store().deployments().first?.checks?.results == [blocking])
        try lease.record([.checks([blocking, other])], in: id, now: Timestamp(milliseconds: 6000))
        let checks = RecordedChecks(askedAt: Timestamp(milliseconds: 6000), results: [blocking, other])
        #expect(try scratch.store().deployments().first?.checks == checks)
    }

    @Test func aPlanFromAnotherRevisionIsRefused() throws {
        let lease = try scratch.store().lease()
        #expect(throws: StateError.self) { try lease.begin(.sample(base: 4)) }
        #expect(try lease.openDeployment() == nil)
    }

    @Test func aWriteThatWouldMakeTheStateInvalidChangesNothing() throws {
        let lease = try scratch.store().lease()
        let id = try lease.begin(.sample())
        let invalid: [[JournalEntry]] = [
            // Two addresses, one object.
            [.state([.connection, .put(.sample("a", identity: "same")), .put(.sample("b", identity: "same"))])],
            // A connection that nobody knows.
            [.state([.put(.sample("a"))])],
            [.outcome(step: 7, .skipped, [])],
            [.intent(.create(0, "a")), .intent(.create(0, "b"))],
        ]
        for entries in invalid {
            #expect(throws: StateError.self) { try lease.record(entries, in: id, now: later) }
        }
        #expect(try lease.snapshot().records.isEmpty)
        #expect(try lease.openDeployment()?.steps.isEmpty == true)
    }
}
