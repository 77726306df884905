internal import MartletModel
internal import MartletProvider
internal import MartletState

/// A change made ready to run: its call, its intent, and what it must not run beside.
struct PlannedStep {
    let work: StepWork
    let intent: StepIntent
    let connection: ConnectionRecord
    let key: String?

    /// - Throws: Why the change cannot be carried out as planned.
    init(_ change: Change, name: StepName, director: ForwardDirector) throws(StepFailure) {
        let run = director.run
        guard let provider = run.executor.providers[change.provider] else {
            throw StepFailure(code: "NoProvider", message: "There is no provider `\(change.provider)`.")
        }
        guard let planned = change.body else { throw .ourFault("A change to write has no body.") }
        let connection = try director.connection(named: change.connection, for: change.address)
        let wanted = try director.filled(planned, of: change.address)
        let body = change.contraction?.expanding(wanted) ?? wanted
        let schema = provider.schema(of: change.type) ?? ResourceSchema(type: change.type)
        let attempt = run.lastAttempt(change.address, change.action.stepOperation)
        let prior =
            attempt.map(\.intent.prior) ?? change.asFound(run.records[change.previousAddress ?? change.address])
        // Through another API the same identity is another object.
        let former = prior.flatMap { run.formerConnections[$0.connection] ?? run.connections[$0.connection] }
        let isSameAPI = prior == nil || former == connection
        let rival = isSameAPI && !schema.isStateOnly ? prior?.identity : nil
        let identity = try Self.identity(of: change, body, provider, connection, prior, rival: rival)
        let request = WriteRequest(
            type: change.type, identity: identity, body: body, prior: change.action.keepsObject ? prior : nil,
            mayAdopt: change.action == .adopt
        )
        var settings = change.settings
        // Of a replacement that deletes first, the undo belongs to the delete.
        settings.undo = nil
        if change.action != .replace(.deleteFirst) {
            settings.undo = try director.undo(of: change, connection, identity)
        }
        let ordinal = run.takeOrdinal()
        self.connection = connection
        key = schema.serializationKey(in: body)
        // What was to be deleted and is taken up again was there before: not an undo's to delete.
        let copy = run.buriedCopy(change, identity)
        intent = StepIntent(
            ordinal: ordinal, address: change.address, operation: change.action.stepOperation, type: change.type,
            provider: change.provider, connection: change.connection, identity: identity, body: body, prior: prior,
            preimage: copy?.body ?? change.preImage(provider, prior),
            reversibility: copy == nil ? change.reversibility : .undo(.restore),
            dependencies: change.dependencies, settings: settings
        )
        let limit = change.action.keepsObject ? change.settings.updateTimeout : change.settings.createTimeout
        work = StepWork(
            name: name, ordinal: ordinal, call: change.call(request), connectionName: change.connection,
            connection: connection, stack: run.stack,
            timeout: limit ?? (change.action.keepsObject ? schema.timeouts.update : schema.timeouts.create),
            wait: change.settings.wait, pendingOperation: attempt?.pendingOperation,
            isRepeated: attempt?.mayHaveActed ?? false,
            isUnseen: change.identity == nil && attempt == nil && copy == nil && !schema.isStateOnly,
            isStateOnly: schema.isStateOnly
        )
    }

    /// The identity as planned; when the plan could not tell, as it follows from the body now.
    private static func identity(
        of change: Change, _ body: Value, _ provider: any Provider, _ connection: ConnectionRecord,
        _ prior: ResourceRecord?, rival: Identity?
    ) throws(StepFailure) -> Identity? {
        if change.action.keepsObject, let identity = change.identity ?? prior?.identity { return identity }
        let identity =
            change.identity
            ?? provider.identity(of: change.type, body: body, configuration: connection.configuration)
        // Otherwise cleanup would delete the new object in the old one's place (engine.md, I21).
        guard change.action != .replace(.createFirst) || identity == nil || identity != rival else {
            throw StepFailure(
                code: "SameIdentity", message: "The new object turns out to have the identity of the old one.",
                hint: "Set `lifecycle: {create_before_destroy: false}`; this deletes the old object first."
            )
        }
        return identity
    }
}

/// The second part of an update, after the commit, made ready to run.
struct PlannedContraction {
    let work: StepWork
    let intent: StepIntent
    let key: String?

    /// - Parameters:
    ///   - record: The object with what is to be taken away.
    ///   - body: Without it.
    init(_ record: ResourceRecord, to body: Value, name: StepName, run: Run, connection: ConnectionRecord) {
        let schema =
            run.executor.providers[record.provider]?.schema(of: record.type) ?? ResourceSchema(type: record.type)
        let ordinal = run.takeOrdinal()
        key = schema.serializationKey(in: body)
        intent = StepIntent(
            ordinal: ordinal, address: name.address, operation: .update, type: record.type, provider: record.provider,
            connection: record.connection, identity: record.identity, body: body, prior: record, preimage: nil,
            reversibility: .notNeeded, dependencies: record.dependencies, settings: StepSettings(of: record)
        )
        let request = WriteRequest(type: record.type, identity: record.identity, body: body, prior: record)
        let attempt = run.lastAttempt(name.address, .update)
        work = StepWork(
            name: name, ordinal: ordinal, call: .update(request), connectionName: record.connection,
            connection: connection, stack: run.stack, timeout: schema.timeouts.update,
            pendingOperation: attempt?.pendingOperation, isRepeated: attempt?.mayHaveActed ?? false,
            isStateOnly: schema.isStateOnly
        )
    }
}

extension Run {
    /// The object that an earlier run left under the name which a replacement is about to give. (Where nothing is replaced the
    /// plan has looked: what is there is adopted.)
    fileprivate func buriedCopy(_ change: Change, _ identity: Identity?) -> ResourceRecord? {
        guard case .replace = change.action, let identity else { return nil }
        let key = ObjectKey(connection: change.connection, type: change.type, identity: identity)
        guard let copy = tombstones[key], copy.contraction == nil else { return nil }
        return copy.record
    }
}

extension StepSettings {
    /// What the record keeps of them.
    fileprivate init(of record: ResourceRecord) {
        self.init()
        preventDestroy = record.preventDestroy
        retainOnDestroy = record.retainOnDestroy
    }
}

/// A delete made ready to run.
struct PlannedDelete {
    var work: StepWork
    var intent: StepIntent
    let key: String?

    init(_ record: ResourceRecord, name: StepName, run: Run, connection: ConnectionRecord, settings: StepSettings) {
        let schema =
            run.executor.providers[record.provider]?.schema(of: record.type) ?? ResourceSchema(type: record.type)
        let ordinal = run.takeOrdinal()
        key = schema.serializationKey(in: record.body)
        intent = StepIntent(
            ordinal: ordinal, address: name.address, operation: .delete, type: record.type, provider: record.provider,
            connection: record.connection, identity: record.identity, body: nil, prior: record, preimage: nil,
            reversibility: .notNeeded, dependencies: record.dependencies, settings: settings
        )
        let attempt = run.lastDelete(of: record)
        work = StepWork(
            name: name, ordinal: ordinal,
            call: record.isInDoubt ? .deleteIfOurs(record, pending: nil) : .delete(record),
            connectionName: record.connection, connection: connection, stack: run.stack,
            timeout: settings.deleteTimeout ?? schema.timeouts.delete,
            pendingOperation: attempt?.pendingOperation, isRepeated: attempt?.mayHaveActed ?? false,
            isStateOnly: schema.isStateOnly
        )
    }
}

extension JournalStep {
    var isInDoubt: Bool { outcome == nil }

    /// Whether it did not end well, and may have left something all the same.
    var mayHaveActed: Bool {
        switch outcome {
        case nil, .failed: true
        case .done, .notDone, .skipped: false
        }
    }

    /// The long-running operation of a step in doubt: it is asked after instead of beginning anew.
    var pendingOperation: OperationHandle? { isInDoubt ? operation.map { OperationHandle($0.text) } : nil }
}

extension Run {
    /// The entries that must be durable before a call: its intent, and how to reach its API without the stack.
    func opening(_ intent: StepIntent, _ connection: ConnectionRecord) -> [JournalEntry] {
        let connecting = connecting(intent.connection, connection)
        var entries: [JournalEntry] = connecting.isEmpty ? [] : [.state(connecting)]
        // A former attempt stays in doubt, or failed, until the new one takes its place.
        let deleted = intent.operation == .delete ? intent.prior : nil
        let former = deleted.map(lastDelete) ?? lastAttempt(intent.address, intent.operation)
        if let former, former.mayHaveActed {
            entries.append(.outcome(step: former.intent.ordinal, .notDone(failure: "made again"), []))
        }
        return entries + [.intent(intent)]
    }
}

extension Action {
    /// Whether the object that is there stays the same one.
    var keepsObject: Bool {
        switch self {
        case .update, .adopt, .noOp: true
        case .create, .replace, .delete, .forget: false
        }
    }

    var stepOperation: StepOperation {
        switch self {
        case .create, .replace: .create
        case .update, .noOp: .update
        case .delete, .forget: .delete
        case .adopt: .adopt
        }
    }
}

extension Change {
    fileprivate func call(_ request: WriteRequest) -> StepWork.Call {
        switch action {
        case .adopt: .adopt(request, found: observedLineage, mustWrite: !fields.isEmpty)
        case .update: .update(request)
        case .create, .replace, .delete, .forget, .noOp: .create(request)
        }
    }

    /// The body that a restore would write: the object as it was found, or as last recorded when it was not looked at.
    fileprivate func preImage(_ provider: any Provider, _ prior: ResourceRecord?) -> Value? {
        action.keepsObject ? found(provider, prior) : nil
    }

    /// The body that would make the object again as it was found; as last recorded when it was not looked at.
    func found(_ provider: any Provider, _ prior: ResourceRecord?) -> Value? {
        guard let identity = identity ?? prior?.identity, let observed else { return prior?.body }
        let live = LiveObject(identity: identity, lineage: observedLineage, attributes: observed)
        let record =
            prior
            ?? ResourceRecord(
                address: address, type: type, provider: provider.name, connection: connection, identity: identity,
                lineage: observedLineage, body: body ?? .null, attributes: observed
            )
        let preImage = provider.preImage(of: record, live: live)
        // Of an object that was not ours, what the step adds has no former value to write back.
        return prior == nil ? addedPaths.reduce(preImage) { $0.setting(nil, at: $1) } : preImage
    }

    /// The fields that the object does not have before the step. Elements of lists are written whole.
    private var addedPaths: [ValuePath] {
        fields.filter { field in
            field.before == nil && field.path.steps.allSatisfy { if case .key = $0 { true } else { false } }
        }.map(\.path)
    }
}

extension ResourceSchema {
    /// What writes must not share with another one in flight; nil when they may run beside anything: those of a type without
    /// a key, and of a body that has no part of it.
    func serializationKey(in body: Value) -> String? {
        let parts = serializationKey.map { path in body.at(path)?.stringValue }
        guard parts.contains(where: { $0 != nil }) else { return nil }
        return parts.map { $0 ?? "" }.joined(separator: "\u{0}")
    }
}

extension Value {
    /// The value at a path of keys; nil where the path leads nowhere.
    fileprivate func at(_ path: ValuePath) -> Value? {
        var current: Value? = self
        for step in path.steps {
            switch step {
            case .key(let key): current = current?[key]
            case .index(let index):
                let elements = current?.elements ?? []
                current = elements.indices.contains(index) ? elements[index] : nil
            case .any: return nil
            }
        }
        return current
    }
}
