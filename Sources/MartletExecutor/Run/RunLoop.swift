internal import MartletGraph
internal import MartletLanguage
internal import MartletState

/// Drives one phase: hands out ready nodes, writes down what must be durable first, makes the calls side by side.
///
/// One owner keeps the books; children only make calls. What arrives together is written down together with the intents of
/// what it sets free: one disk flush for each wave (rules J1, J3, J4). Steps that only change the state need none of their
/// own: what they do is what is written down, so that it may wait until a call goes out or enough has come together.
struct RunLoop {
    private let run: Run
    private let director: any Director
    private let performer: StepPerformer
    private let patience = Patience()
    private var frontier: Frontier
    private var entries: [JournalEntry] = []
    /// How many entries may wait for one flush.
    private static let longestWait = 512
    private var events: [ApplyEvent] = []
    private var wave: [Handout] = []
    private var inFlight: [NodeID: Handout] = [:]
    private var admission: Admission<Handout>
    /// Admitted after they had to wait.
    private var freed = Queue<Handout>()

    private struct Handout {
        let node: NodeID
        let work: StepWork
        let entries: [JournalEntry]
        let key: String?

        var need: Admission<Handout>.Need { .init(key: key, connection: work.connectionName) }
    }

    private struct Arrival: Sendable {
        let node: NodeID
        let result: StepResult
        let took: Duration
    }

    init(_ run: Run, _ topology: Topology, _ director: any Director) {
        self.run = run
        self.director = director
        frontier = Frontier(topology)
        let lease = run.lease
        let deployment = run.deployment
        let executor = run.executor
        admission = Admission(limits: executor.program.parallelism)
        performer = StepPerformer(
            providers: executor.providers, pool: run.pool, clock: executor.clock, retries: executor.options.retries,
            record: { entry throws(StateError) in try lease.record([entry], in: deployment, now: executor.now()) },
            report: { executor.emit(.stepProgress($0, note: $1)) }, patience: patience
        )
    }

    /// Runs until nothing is in flight and nothing more can or may start.
    mutating func drive() async throws(StateError) {
        let mailbox = Mailbox<Arrival>()
        let stop = run.executor.stop
        let failure = await withTaskGroup(of: Void.self) { group -> StateError? in
            var level = stop.level
            var isWatching = false
            while true {
                startReady()
                do throws(StateError) { try writeAndTell() } catch {
                    group.cancelAll()
                    return error
                }
                for handout in wave { launch(handout, mailbox, &group) }
                wave = []
                guard !inFlight.isEmpty else { break }
                if !isWatching, level < .leave {
                    isWatching = true
                    group.addTask { [level] in await stop.isRaised(above: level) }
                }
                await group.next()
                if stop.level > level {
                    level = stop.level
                    isWatching = false
                    events.append(.draining(inFlight: inFlight.values.map(\.work.name).sorted()))
                }
                for arrival in mailbox.takeAll() { settle(arrival) }
                // What is in flight is taken back, or left to be resumed: it need not get ready first.
                if !director.mayStart { patience.end() }
            }
            group.cancelAll()
            return nil
        }
        if let failure { throw failure }
    }

    private mutating func startReady() {
        while director.mayStart, inFlight.count + wave.count < run.executor.options.parallelism {
            if let handout = freed.popFirst() {
                hand(out: handout)
            } else if let node = frontier.next() {
                start(node)
            } else {
                return
            }
        }
    }

    private mutating func start(_ node: NodeID) {
        switch director.start(node) {
        case .pass(let entries):
            self.entries += entries
            frontier.finish(node)
        case .refuse(let name, let failure):
            events.append(.stepFailed(name, took: .zero, failure: failure))
            entries += run.log.note(failure, of: name)
            frontier.fail(node)
        case .call(let work, let entries, let key):
            let handout = Handout(node: node, work: work, entries: entries, key: key)
            if admission.admit(handout, handout.need) { hand(out: handout) }
        }
    }

    private mutating func hand(out handout: Handout) {
        entries += handout.entries
        wave.append(handout)
    }

    private mutating func writeAndTell() throws(StateError) {
        guard !mayWait else {
            run.hold(entries)
            entries = []
            return
        }
        try run.write(entries)
        entries = []
        for event in events { run.executor.emit(event) }
        events = []
    }

    /// Whether all that is under way ends at once and leaves nothing behind outside the state.
    private var mayWait: Bool {
        !(wave.isEmpty && inFlight.isEmpty) && run.heldCount + entries.count < Self.longestWait
            && wave.allSatisfy(\.work.isStateOnly) && inFlight.values.allSatisfy(\.work.isStateOnly)
    }

    private mutating func launch(_ handout: Handout, _ mailbox: Mailbox<Arrival>, _ group: inout TaskGroup<Void>) {
        inFlight[handout.node] = handout
        run.log.started(handout.work)
        run.executor.emit(.stepStarted(handout.work.name))
        let performer = performer
        let stopwatch = Stopwatch(run.executor.clock)
        let (node, work) = (handout.node, handout.work)
        group.addTask {
            let result = await performer.perform(work)
            mailbox.put(Arrival(node: node, result: result, took: stopwatch.elapsed))
        }
    }

    private mutating func settle(_ arrival: Arrival) {
        guard let handout = inFlight.removeValue(forKey: arrival.node) else { return }
        for waiting in admission.leave(handout.need) { freed.append(waiting) }
        let settlement = director.settle(arrival.node, arrival.result)
        entries += settlement.entries
        let name = handout.work.name
        if let failure = settlement.failure {
            entries += run.log.note(failure, of: name)
            events.append(.stepFailed(name, took: arrival.took, failure: failure))
            frontier.fail(arrival.node)
        } else {
            run.log.succeeded(handout.work)
            events.append(.stepSucceeded(name, took: arrival.took))
            frontier.finish(arrival.node)
        }
    }
}

extension StepName: Comparable {
    package static func < (left: StepName, right: StepName) -> Bool { left.address < right.address }
}
