internal import MartletModel
internal import MartletProvider
internal import MartletState

/// What the end of a forward step means for the journal and the state (rule J3).
struct StepSettlement {
    private let intent: StepIntent
    private let schema: ResourceSchema?

    init(_ intent: StepIntent, schema: ResourceSchema?) {
        self.intent = intent
        self.schema = schema
    }

    /// - Parameters:
    ///   - previous: Where the record is kept until now.
    ///   - isAdoption: Whether the object was there before the stack.
    func settlement(_ result: StepResult, moving previous: Address? = nil, isAdoption: Bool = false) -> Settlement {
        switch result {
        case .done(nil):
            let changes = [StateChange.remove(previous ?? intent.address)]
            return Settlement(entries: [.outcome(step: intent.ordinal, .done(nil), changes)])
        case .done(let live?):
            let record = record(live, isAdoption: isAdoption)
            return Settlement(
                entries: [.outcome(step: intent.ordinal, .done(record), changes(record, previous))]
            )
        case .failed(let live, let error):
            let failure = StepFailure(error)
            var record = record(live, isAdoption: isAdoption)
            if intent.operation != .create { record = record.covering(intent.prior) }
            record.health = intent.operation == .create ? .tainted(failure.message) : .diverged(failure.message)
            let outcome = StepOutcome.failed(record, failure: failure.message)
            return Settlement(
                entries: [.outcome(step: intent.ordinal, outcome, changes(record, previous))], failure: failure
            )
        case .notDone(let error):
            let failure = StepFailure(error)
            return Settlement(
                entries: [.outcome(step: intent.ordinal, .notDone(failure: failure.message), [])], failure: failure
            )
        case .inDoubt(let error): return Settlement(entries: [], failure: StepFailure(error))
        case .read: return Settlement(entries: [], failure: .ourFault("A write ended as a read."))
        }
    }

    private func changes(_ record: ResourceRecord, _ previous: Address?) -> [StateChange] {
        (previous.map { [.remove($0)] } ?? []) + [.put(record)]
    }

    func record(_ live: LiveObject, isAdoption: Bool) -> ResourceRecord {
        ResourceRecord(
            address: intent.address, type: intent.type, provider: intent.provider, connection: intent.connection,
            identity: live.identity, lineage: live.lineage, body: intent.body ?? .null, attributes: live.attributes,
            dependencies: intent.dependencies, preventDestroy: intent.settings.preventDestroy,
            retainOnDestroy: intent.settings.retainOnDestroy,
            isAdopted: isAdoption || (intent.operation != .create && intent.prior?.isAdopted == true),
            schemaVersion: schema?.schemaVersion ?? intent.prior?.schemaVersion ?? 1
        )
    }
}
