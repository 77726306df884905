import MartletExecutor
import MartletModel
import MartletPlanner
import MartletRendering

extension Workspace {
    /// Runs the executor with progress, signals and report, and returns what the process ends with.
    ///
    /// The first signal rolls back, the second leaves the rest to `resume`, the third ends the process.
    func run(
        _ executing: ExecutorOptions,
        _ body: @escaping @Sendable (Executor) async throws(ExecutorError) -> ApplyReport
    ) async throws -> ExitStatus {
        let stop = StopSignal()
        let report = try await showingProgress(output: output, world: world) { [self] display in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await listen(stop, display) }
                defer { group.cancelAll() }
                do throws(ExecutorError) {
                    return try await body(executor(executing, stop: stop, emit: { display.take($0) }))
                } catch {
                    throw CommandFailure(error)
                }
            }
        }
        if !output.json {
            let text = ReportText(
                style: output.messageStyle(in: world), arguments: options.arguments, isSandbox: options.sandbox
            )
            world.messages("\n" + text(report))
        }
        return report.outcome.status
    }

    private func listen(_ stop: StopSignal, _ display: ProgressDisplay) async {
        for await _ in world.signals() {
            switch stop.level {
            case .goOn:
                display.say(
                    "Stopping: what is in flight is waited for; what is not committed is taken back.")
            case .rollBack:
                display.say("Stopping: what is in flight is waited for, the rest is left to `martlet resume`.")
            case .leave:
                display.say("Ended at once. `martlet resume\(options.arguments)` goes on from what is written down.")
                world.abort()
            }
            stop.raise()
        }
    }
}

extension ApplyReport.Outcome {
    /// The exit status (design §6).
    var status: ExitStatus {
        switch self {
        case .applied: .done
        case .rolledBack: .rolledBack
        case .kept, .interrupted: .interrupted
        case .rollbackIncomplete: .rollbackIncomplete
        case .cleanupPending: .cleanupPending
        }
    }
}

extension CommandFailure {
    init(_ error: ExecutorError) {
        if case .state(let error) = error { self.init(error) } else { self.init(Diagnostics([error.diagnostic])) }
    }
}
