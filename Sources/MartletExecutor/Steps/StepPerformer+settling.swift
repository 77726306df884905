internal import MartletModel
internal import MartletProvider
internal import MartletState

extension StepPerformer {
    /// What a call has done that threw `error`.
    func settle(_ error: ProviderError, _ work: StepWork, _ connection: any ProviderConnection) async -> StepResult {
        guard error.effect == .possible, let provider = providers[work.connection.provider] else {
            return .notDone(error)
        }
        // A type that lives in the state alone has nothing that could have been done.
        guard !work.isStateOnly else { return .notDone(error) }
        let prober = Prober(provider: provider, connection: connection, stack: work.stack)
        switch work.call {
        case .create(let request), .createIfAbsent(let request, _):
            return await settled(await prober.afterCreate(request), error, request, work, connection)
        case .update(let request), .adopt(let request, _, _):
            return await settled(await prober.afterUpdate(request), error, request, work, connection)
        case .delete(let record), .deleteIfOurs(let record, _):
            return settledDelete(await prober.afterDelete(record), error)
        case .readData: return .notDone(error)
        }
    }

    private func settled(
        _ finding: Prober.Finding, _ error: ProviderError, _ request: WriteRequest, _ work: StepWork,
        _ connection: any ProviderConnection
    ) async -> StepResult {
        switch finding {
        case .asWanted(let live) where error.kind == .operationFailed || error.kind == .timeout:
            return .failed(live, error)
        case .asWanted(let live):
            // Only the answer was lost.
            do throws(ProviderError) {
                return try await withDeadline(work.timeout, on: clock) { () async throws(ProviderError) in
                    try await ready(live, request.type, work, connection)
                }
            } catch {
                return .failed(live, error)
            }
        case .between(let live): return .failed(live, error)
        case .absent, .asBefore, .foreign: return .notDone(error)
        case .unknown: return .inDoubt(error)
        }
    }

    private func settledDelete(_ finding: Prober.Finding, _ error: ProviderError) -> StepResult {
        switch finding {
        case .absent, .foreign: .done(nil)
        case .asBefore, .asWanted, .between: .notDone(error)
        case .unknown: .inDoubt(error)
        }
    }

    func context(of work: StepWork) -> StepContext { context(of: work, pending: work.pendingOperation) }

    func context(of work: StepWork, pending: OperationHandle?) -> StepContext {
        let name = work.name
        let ordinal = work.ordinal
        let record = record
        let report = report
        return StepContext(
            marker: work.stack, timeout: work.timeout, pendingOperation: pending,
            record: { handle throws(ProviderError) in
                guard let ordinal else { return }
                do throws(StateError) { try record(.operation(step: ordinal, OperationText(handle.text))) } catch {
                    throw ProviderError(
                        .cancelled, effect: .possible, code: "StateLost", message: error.diagnostic.detail
                    )
                }
            },
            report: { report(name, $0) }, isEnding: { [patience] in patience.hasEnded }
        )
    }
}
