internal import MartletProvider

/// Runs `body` and cancels it after `limit`. What it answers after it was cancelled still counts; only an error caused by
/// the cancellation is told as a timeout, after which the call may have had its effect.
func withDeadline<Result: Sendable>(
    _ limit: Duration, on clock: any Clock<Duration>,
    _ body: @escaping @Sendable () async throws(ProviderError) -> Result
) async throws(ProviderError) -> Result {
    let ending = await withTaskGroup(of: Ending<Result>.self) { group -> Ending<Result> in
        group.addTask {
            do throws(ProviderError) { return .answered(try await body()) } catch { return .failed(error) }
        }
        group.addTask {
            do { try await clock.sleep(for: limit) } catch { return .watchEnded }
            return .ranOut
        }
        var didRunOut = false
        while let ending = await group.next() {
            switch ending {
            case .answered, .failed:
                group.cancelAll()
                if didRunOut, case .failed(let error) = ending, error.kind == .cancelled { return .ranOut }
                return ending
            case .watchEnded: continue
            case .ranOut:
                didRunOut = true
                group.cancelAll()
            }
        }
        return .ranOut
    }
    switch ending {
    case .answered(let result): return result
    case .failed(let error): throw error
    case .ranOut, .watchEnded:
        throw ProviderError(
            .timeout, effect: .possible, code: "StepTimeout", message: "The step did not end within \(limit).",
            hint: "Raise the resource's `timeouts`."
        )
    }
}

extension ProviderError {
    /// The object was written and did not become ready while there was time.
    static func notReadyInTime(_ limit: Duration) -> ProviderError {
        ProviderError(
            .timeout, effect: .possible, code: "NotReady", message: "The object did not become ready within \(limit).",
            hint: "Raise the resource's `timeouts`, or look at the object for what it waits for."
        )
    }
}

private enum Ending<Result: Sendable>: Sendable {
    case answered(Result)
    case failed(ProviderError)
    case ranOut
    /// The watch was called off because the answer is there.
    case watchEnded
}
