internal import MartletModel
internal import MartletProvider
internal import MartletState

/// What a rollback does besides taking an object back: it makes the object under `rollback: {undo:}`, waits until that is
/// ready, and deletes it. A Job that takes back what another Job has done.
struct Compensation: Sendable {
    enum Moment: Sendable {
        /// Before the object is deleted or set back: what it needs is still there.
        case before
        /// After an object that had to be deleted early is there again.
        case after
    }

    let request: WriteRequest
    let moment: Moment
    /// For all three parts together.
    let timeout: Duration

    /// Nil when the step declares none, or its object is one of those that need none.
    ///
    /// - Throws: When it has no identity any more: a fault of Martlet's own, as the plan has looked.
    init?(_ source: UndoDirector.Executed, _ step: StepWork.Call, _ connection: ConnectionRecord, _ run: Run)
        throws(StepFailure)
    {
        let intent = source.intent
        guard let body = intent.settings.undo else { return nil }
        let provider = run.executor.providers[intent.provider]
        guard
            let identity = provider?.identity(of: intent.type, body: body, configuration: connection.configuration)
        else { throw .ourFault("An undo has no identity.") }
        request = WriteRequest(type: intent.type, identity: identity, body: body)
        if case .createIfAbsent = step { moment = .after } else { moment = .before }
        timeout = source.timeout(run, .create)
    }
}

extension StepPerformer {
    /// Makes the call, and what compensates for it before or after.
    ///
    /// A compensation whose end was not written down is made again from its beginning: it is made at least once.
    func perform(_ work: StepWork) async -> StepResult {
        guard let compensation = work.compensation else { return await performAlone(work) }
        switch compensation.moment {
        case .before:
            if let error = await compensate(compensation, work) { return .notDone(error) }
            return await performAlone(work)
        case .after:
            let result = await performAlone(work)
            guard case .done(let live) = result, let error = await compensate(compensation, work) else { return result }
            return live.map { .failed($0, error) } ?? .notDone(error)
        }
    }

    /// Nil when it is done, or nothing was there to compensate for.
    private func compensate(_ compensation: Compensation, _ work: StepWork) async -> ProviderError? {
        var attempt = 1
        while true {
            guard let failure = await compensateOnce(compensation, work) else { return nil }
            guard let pause = retries.pause(after: attempt, failure) else { return failure }
            do { try await clock.sleep(for: pause) } catch { return failure }
            attempt += 1
        }
    }

    private func compensateOnce(_ compensation: Compensation, _ work: StepWork) async -> ProviderError? {
        do throws(ProviderError) {
            let connection = try await pool.connection(work.connection)
            guard let provider = providers[work.connection.provider] else { return nil }
            let prober = Prober(provider: provider, connection: connection, stack: work.stack)
            guard try await isThere(work, prober) else { return nil }
            try await withDeadline(compensation.timeout, on: clock) { () async throws(ProviderError) in
                try await run(compensation, work, connection, prober)
            }
            return nil
        } catch {
            var error = error
            error.message = "Its undo `\(compensation.request.identity?.text ?? "")` failed: \(error.message)"
            return error
        }
    }

    /// Whether there is anything to compensate for: a create of which nobody knows the end may have made nothing.
    private func isThere(_ work: StepWork, _ prober: Prober) async throws(ProviderError) -> Bool {
        guard case .deleteIfOurs(let record, _) = work.call, work.pendingOperation == nil else { return true }
        let request = WriteRequest(type: record.type, identity: record.identity, body: record.body)
        switch await prober.afterCreate(request) {
        case .asWanted, .asBefore, .between: return true
        case .absent, .foreign: return false
        case .unknown(let error): throw error
        }
    }

    private func run(
        _ compensation: Compensation, _ work: StepWork, _ connection: any ProviderConnection, _ prober: Prober
    ) async throws(ProviderError) {
        let (request, name, report) = (compensation.request, work.name, report)
        // Its long-running operations are not written down: what is left of an attempt is deleted by the next one.
        let context = StepContext(
            marker: work.stack, timeout: compensation.timeout, report: { report(name, "undo: \($0)") })
        report(name, "undo: \(request.identity?.text ?? "")")
        if case .asWanted(let left) = await prober.afterCreate(request) {
            try await connection.delete(record(of: left, request, work), context)
        }
        let made = try await connection.create(request, context)
        do throws(ProviderError) {
            _ = try await connection.awaitReady(made, type: request.type, wait: nil, context)
        } catch {
            // The failure counts, whatever becomes of its object: the next attempt deletes it first.
            try? await connection.delete(record(of: made, request, work), context)
            throw error
        }
        try await connection.delete(record(of: made, request, work), context)
    }

    private func record(of object: LiveObject, _ request: WriteRequest, _ work: StepWork) -> ResourceRecord {
        ResourceRecord(
            address: work.name.address, type: request.type, provider: work.connection.provider,
            connection: work.connectionName, identity: object.identity, lineage: object.lineage, body: request.body,
            attributes: object.attributes
        )
    }
}
