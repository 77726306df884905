internal import MartletModel
internal import MartletProvider
internal import MartletState

/// Makes the calls of steps: opens connections, keeps time, tries again, and looks when an answer never came.
struct StepPerformer: Sendable {
    let providers: ProviderRegistry
    let pool: ConnectionPool
    let clock: any Clock<Duration>
    let retries: RetryPolicy
    /// Makes something durable about a running step.
    let record: @Sendable (JournalEntry) throws(StateError) -> Void
    let report: @Sendable (StepName, String) -> Void
    let patience: Patience

    func performAlone(_ work: StepWork) async -> StepResult {
        var attempt = 1
        var mustLook = work.isUnseen
        while true {
            let result = await performOnce(work, &mustLook)
            guard case .notDone(let refusal) = result else { return result }
            guard let pause = retries.pause(after: attempt, refusal) else { return await refused(work, refusal) }
            do throws(StateError) { try note(work, attempt, refusal) } catch { return await refused(work, refusal) }
            do { try await clock.sleep(for: pause) } catch { return await refused(work, refusal) }
            attempt += 1
        }
    }

    /// That this call did nothing says nothing of the one before the crash; unless what is there is somebody else's, and so
    /// what that one was to make is not.
    private func refused(_ work: StepWork, _ error: ProviderError) async -> StepResult {
        guard work.isRepeated, !work.isStateOnly else { return .notDone(error) }
        guard case .create(let request) = work.call, work.pendingOperation == nil,
            let connection = try? await pool.connection(work.connection),
            let prober = prober(work, connection), case .foreign = await prober.afterCreate(request)
        else { return .inDoubt(error) }
        return .notDone(error)
    }

    private func note(_ work: StepWork, _ attempt: Int, _ error: ProviderError) throws(StateError) {
        // The intent of a step that only changes the state may not be written down yet.
        guard let ordinal = work.ordinal, !work.isStateOnly else { return }
        try record(.attempt(step: ordinal, number: attempt, failure: error.message))
    }

    private func performOnce(_ work: StepWork, _ mustLook: inout Bool) async -> StepResult {
        let connection: any ProviderConnection
        do throws(ProviderError) {
            connection = try await pool.connection(work.connection)
            if mustLook { try await lookFirst(work, connection) }
            mustLook = false
        } catch {
            return .notDone(error)
        }
        do throws(ProviderError) {
            guard !work.isStateOnly else { return try await call(work, connection) }
            return try await withDeadline(work.timeout, on: clock) { () async throws(ProviderError) in
                try await call(work, connection)
            }
        } catch {
            return await settle(error, work, connection)
        }
    }

    /// - Throws: What is in the way of a create: an object of ours that no state knows, or that nobody can tell. (One of
    ///   others the provider refuses itself.)
    private func lookFirst(_ work: StepWork, _ connection: any ProviderConnection) async throws(ProviderError) {
        guard case .create(let request) = work.call, let identity = request.identity,
            let prober = prober(work, connection)
        else { return }
        switch await prober.afterCreate(request) {
        case .absent, .foreign: return
        case .unknown(let error): throw error
        case .asWanted, .asBefore, .between:
            throw ProviderError(
                .conflict, code: "ObjectExists",
                message: "`\(identity)` exists and is not in the state. It carries the marker of this stack, which has "
                    + "let go of it before.",
                hint: "Choose another name; or delete the object, if nobody needs it."
            )
        }
    }

    /// - Throws: What the provider says; whether anything was done is then still open.
    private func call(_ work: StepWork, _ connection: any ProviderConnection) async throws(ProviderError) -> StepResult
    {
        let context = context(of: work)
        switch work.call {
        case .create(let request):
            return try await ready(connection.create(request, context), request.type, work, connection)
        case .update(let request) where work.name.isUndo && work.pendingOperation != nil:
            // What is under way is the step itself: it is waited for, whatever comes of it, and then taken back.
            _ = try? await connection.update(request, context)
            let live = try await connection.update(request, self.context(of: work, pending: nil))
            return try await ready(live, request.type, work, connection)
        case .update(let request):
            return try await ready(connection.update(request, context), request.type, work, connection)
        case .adopt(let request, let lineage, let mustWrite):
            let live = try await lookAgain(at: request, lineage, connection)
            guard mustWrite else { return .done(live) }
            return try await ready(connection.update(request, context), request.type, work, connection)
        case .delete(let record):
            try await connection.delete(record, context)
            return .done(nil)
        case .readData(let type, let body): return .read(try await connection.readData(type: type, body: body))
        case .deleteIfOurs(let record, let pending):
            return try await deleteIfOurs(record, pending, work, connection)
        case .createIfAbsent(let request, let former):
            return try await ready(createIfAbsent(request, former, work, connection), request.type, work, connection)
        }
    }

    /// An object that is there already, perhaps half made by an attempt that died, is brought to the body.
    private func createIfAbsent(
        _ request: WriteRequest, _ former: ResourceRecord, _ work: StepWork, _ connection: any ProviderConnection
    ) async throws(ProviderError) -> LiveObject {
        guard let prober = prober(work, connection), case .asWanted(let live) = await prober.afterCreate(request) else {
            return try await connection.create(request, context(of: work))
        }
        var prior = former
        prior.lineage = live.lineage
        prior.attributes = live.attributes
        guard prober.differs(live, from: request.body, prior) else { return live }
        let update = WriteRequest(type: request.type, identity: live.identity, body: request.body, prior: prior)
        return try await connection.update(update, context(of: work))
    }

    /// Waits for a written object. One that does not get ready is there all the same.
    func ready(
        _ object: LiveObject, _ type: ResourceType, _ work: StepWork, _ connection: any ProviderConnection
    ) async throws(ProviderError) -> StepResult {
        do throws(ProviderError) {
            return .done(try await connection.awaitReady(object, type: type, wait: work.wait, context(of: work)))
        } catch {
            return .failed(object, error.kind == .cancelled ? .notReadyInTime(work.timeout) : error)
        }
    }

    /// The object to adopt. Another one that has taken its name since the plan is somebody else's (I20).
    private func lookAgain(
        at request: WriteRequest, _ lineage: Lineage?, _ connection: any ProviderConnection
    ) async throws(ProviderError) -> LiveObject {
        guard let identity = request.identity else {
            throw ProviderError(.bug, code: "NoIdentity", message: "An object to adopt has no identity.")
        }
        let target = ReadTarget(type: request.type, identity: identity, body: request.body)
        switch await connection.read([target]).first {
        case .success(.present(let live)):
            guard let lineage, let there = live.lineage, there != lineage else { return live }
            throw ProviderError(
                .conflict, code: "AnotherObject", message: "`\(identity)` is another object than the plan found.",
                hint: "Plan again: somebody has made it anew since the plan."
            )
        case .failure(let error): throw error
        case .success(.absent), nil:
            throw ProviderError(
                .notFound, code: "NothingToAdopt", message: "There is no object `\(identity)`.",
                hint: "Plan again: it was there when the plan was made."
            )
        }
    }

    private func deleteIfOurs(
        _ record: ResourceRecord, _ pending: WriteRequest?, _ work: StepWork, _ connection: any ProviderConnection
    ) async throws(ProviderError) -> StepResult {
        // An operation that the server took is waited for, never abandoned: what it makes could appear after the delete.
        if let pending, work.pendingOperation != nil { _ = try? await connection.create(pending, context(of: work)) }
        guard let prober = prober(work, connection) else { return .done(nil) }
        let request = WriteRequest(type: record.type, identity: record.identity, body: record.body)
        switch await prober.afterCreate(request) {
        case .absent, .foreign: return .done(nil)
        case .unknown(let error): throw error
        case .asWanted(let live), .asBefore(let live), .between(let live):
            var found = record
            found.lineage = live.lineage
            found.attributes = live.attributes
            try await connection.delete(found, context(of: work, pending: nil))
            return .done(nil)
        }
    }

    private func prober(_ work: StepWork, _ connection: any ProviderConnection) -> Prober? {
        guard let provider = providers[work.connection.provider] else { return nil }
        return Prober(provider: provider, connection: connection, stack: work.stack)
    }
}
