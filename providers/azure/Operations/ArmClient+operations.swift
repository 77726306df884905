import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// How often to ask.
enum PollPace {
    /// Without a `Retry-After`: 10 s, then slower, up to a minute.
    static func interval(asked: Duration?, poll: Int, random: Double) -> Duration {
        if let asked { return max(.seconds(1), min(asked, .seconds(600))) }
        let base = min(60, 10 + 5 * max(0, poll - 6))
        return .seconds(Double(base) * (0.9 + 0.2 * random))
    }
}

extension ArmClient {
    /// Sends a write and waits until what it started has ended. Throws when it failed, with `.possible` effect.
    func run(
        _ call: ArmCall, object: AbsoluteURL, _ context: StepContext, _ deadline: Deadline
    ) async throws(ProviderError) {
        let reply = try await send(call, deadline)
        guard let operation = LongRunningOperation(after: reply, to: call.method, object: object) else {
            return try failIfFailed(reply, call)
        }
        try await context.record(operation.handle)
        try await wait(for: operation, firstInterval: reply.retryAfter(now: now()), context, deadline)
    }

    /// A synchronous answer may carry an object that has failed already.
    private func failIfFailed(_ reply: ArmReply, _ call: ArmCall) throws(ProviderError) {
        guard let word = LongRunningOperation.provisioningState(reply.body)?.lowercased(),
            ["failed", "canceled", "cancelled"].contains(word), call.method != .delete
        else { return }
        throw operationError(ArmFault(code: "ProvisioningFailed", message: "The object is in the state `\(word)`."))
    }

    /// Polls an operation to its end.
    func wait(
        for operation: LongRunningOperation, firstInterval: Duration?, _ context: StepContext, _ deadline: Deadline
    ) async throws(ProviderError) {
        var asked = firstInterval
        var poll = 0
        while true {
            let interval = PollPace.interval(asked: asked, poll: poll, random: randomness.unit())
            guard try await pause(interval, deadline) else { throw timedOut(deadline) }
            poll += 1
            let (step, retryAfter) = try await ask(operation, poll, deadline)
            switch step {
            case .succeeded: return
            case .failed(let fault): throw operationError(fault)
            case .running(let note, _):
                if let note { context.report(note) }
                asked = retryAfter
            }
        }
    }

    /// One poll. A status that cannot be read is no failure of the operation: it is asked again, 60 times at most.
    private func ask(
        _ operation: LongRunningOperation, _ poll: Int, _ deadline: Deadline
    ) async throws(ProviderError) -> (LongRunningOperation.Step, Duration?) {
        do {
            let reply = try await send(.get(operation.url), deadline)
            let step = operation.step(reply.status, reply.body, ArmFault(reply.whole))
            return (step, reply.retryAfter(now: now()))
        } catch {
            guard let status = error.httpStatus else {
                if error.kind == .cancelled || poll > 60 { throw inDoubt(error) }
                return (.running(note: nil, interval: nil), nil)
            }
            guard status < 500, status != 401, status != 429 else {
                if poll > 60 { throw inDoubt(error) }
                return (.running(note: nil, interval: nil), nil)
            }
            let fault = ArmFault(code: error.code, message: error.message)
            let step = operation.step(status, nil, fault)
            if case .running = step, poll > 60 { throw inDoubt(error) }
            return (step, nil)
        }
    }

    private func inDoubt(_ error: ProviderError) -> ProviderError {
        var error = error
        error.effect = .possible
        return error
    }

    private func operationError(_ fault: ArmFault) -> ProviderError {
        ProviderError(
            .operationFailed, effect: .possible, code: fault.codes.last ?? fault.code, message: fault.message,
            hint: FaultTable.hint(for: fault)
        )
    }

    func timedOut(_ deadline: Deadline) -> ProviderError {
        ProviderError(
            .timeout, effect: .possible, code: "StepTimeout",
            message: "Azure was still working when the time limit of \(deadline.limitText) was over.",
            hint: "The operation goes on at Azure: `martlet resume` waits for it. Raise `timeouts` in the stack."
        )
    }
}
