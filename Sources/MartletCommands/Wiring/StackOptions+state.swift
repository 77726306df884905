import MartletModel
import MartletState

extension StackOptions {
    /// The state of the chosen stack and environment; an empty one when nothing was applied yet.
    ///
    /// Waits for the vault that keeps the key, where there is one.
    func openState(in world: World) async throws -> StateStore {
        let paths = StatePaths(options: self, world: world)
        return try reportingState {
            try StateStore.open(
                path: paths.state, key: StateKeySource(variables: world.environment, defaultFile: paths.key)
            )
        }
    }
}

/// Runs `body`; what the store refuses becomes a diagnostic, and a held lease its own exit status.
func reportingState<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as StateError {
        throw CommandFailure(error)
    }
}

extension CommandFailure {
    init(_ error: StateError) {
        var status = ExitStatus.failed
        if case .held = error { status = .lockHeld }
        self.init(.init([error.diagnostic]), status: status)
    }
}
