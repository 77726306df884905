package import MartletLanguage
internal import MartletModel
package import MartletProvider
package import MartletState

/// Carries plans out as transactions: a run ends applied, or rolled back, or in a state that says exactly what is left to
/// do (design §5, engine.md §4.3).
package struct Executor: Sendable {
    package let store: StateStore
    package let providers: ProviderRegistry
    package let program: any StackProgram
    package let options: ExecutorOptions
    /// Who runs it, as shown to others.
    package let actor: String
    let clock: any Clock<Duration>
    let now: @Sendable () -> Timestamp
    /// The lineage of a state that is made now.
    let newLineage: @Sendable () -> String
    let stop: StopSignal
    let emit: @Sendable (ApplyEvent) -> Void

    /// - Parameters:
    ///   - program: The stack as the plan was made from: fills in what only apply can tell.
    ///   - clock: For timeouts and pauses.
    ///   - now: For what is written down.
    ///   - newLineage: A text that nobody else will choose; called at most once a run.
    ///   - emit: Takes every event, in order, from any thread.
    package init(
        store: StateStore, providers: ProviderRegistry, program: any StackProgram,
        options: ExecutorOptions = ExecutorOptions(), actor: String, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp, newLineage: @escaping @Sendable () -> String,
        stop: StopSignal = StopSignal(), emit: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) {
        self.store = store
        self.providers = providers
        self.program = program
        self.options = options
        self.actor = actor
        self.clock = clock
        self.now = now
        self.newLineage = newLineage
        self.stop = stop
        self.emit = emit
    }

    /// Takes the lease for the time of `body` and keeps it alive meanwhile.
    func withLease<Result: Sendable>(
        _ body: (Lease) async throws(ExecutorError) -> Result
    ) async throws(ExecutorError) -> Result {
        let lease: Lease
        do throws(StateError) {
            lease = try store.acquireLease(owner: actor, lineage: newLineage(), now: now())
        } catch {
            throw .state(error)
        }
        if let dead = lease.takenOverFrom { emit(.tookOver(from: dead)) }
        let outcome = await withTaskGroup(of: Void.self) { group -> Swift.Result<Result, ExecutorError> in
            group.addTask { await beat(lease) }
            defer { group.cancelAll() }
            do throws(ExecutorError) { return .success(try await body(lease)) } catch { return .failure(error) }
        }
        // A run that could not write any more cannot give the lease back either; its process's end does.
        do throws(StateError) { try lease.release(now: now()) } catch {
            if case .success = outcome { throw .state(error) }
        }
        return try outcome.get()
    }

    private func beat(_ lease: Lease) async {
        while !Task.isCancelled {
            do { try await clock.sleep(for: options.heartbeat) } catch { return }
            // A lease that is lost stops the run at its next write, which tells why.
            do throws(StateError) { try lease.heartbeat(now: now()) } catch { return }
        }
    }
}

/// Runs `body`, whose errors of the state become the executor's.
func onState<Result>(_ body: () throws(StateError) -> Result) throws(ExecutorError) -> Result {
    do throws(StateError) { return try body() } catch { throw .state(error) }
}
