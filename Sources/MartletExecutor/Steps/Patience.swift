internal import Synchronization

/// Whether the steps in flight may go on waiting for what they have written to get ready. Once it has ended it stays so.
final class Patience: Sendable {
    private let state = Mutex(false)

    var hasEnded: Bool { state.withLock { $0 } }

    func end() { state.withLock { $0 = true } }
}
