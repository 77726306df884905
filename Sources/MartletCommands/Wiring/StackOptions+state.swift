import MartletModel
import MartletState

extension StackOptions {
    /// The state of the chosen stack and environment; an empty one when nothing was applied yet.
    ///
    /// - Parameter opensKey: Whether secrets will be read or written: then a vault that keeps the key is asked for it.
    func openState(in world: World, opensKey: Bool = true) async throws -> StateStore {
        guard state != nil || world.hasFolder(folder) else {
            throw CommandFailure(
                .noState, detail: "There is no folder `\(folder)`, so there is no state of a stack in it.",
                hint: "Give the folder that holds `stack.yaml`."
            )
        }
        let paths = StatePaths(options: self, world: world)
        let store = try reportingState {
            try StateStore.open(
                path: paths.state, key: StateKeySource(variables: world.environment, defaultFile: paths.key)
            )
        }
        return opensKey ? try await StateVault(world: world).opening(store) : store
    }
}

/// Runs `body`; what the store refuses becomes a diagnostic, and a lease of somebody else's its own exit status.
func reportingState<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as StateError {
        throw CommandFailure(error)
    }
}

extension CommandFailure {
    init(_ error: StateError) {
        let status: ExitStatus =
            switch error {
            case .held, .fenced: .lockHeld
            default: .failed
            }
        self.init(.init([error.diagnostic]), status: status)
    }
}
