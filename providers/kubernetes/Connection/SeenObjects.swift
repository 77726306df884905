import MartletModel
private import Synchronization

/// Objects as the server last sent them in this run.
final class SeenObjects: Sendable {
    private let objects = Mutex<[Identity: Value]>([:])

    subscript(identity: Identity) -> Value? { objects.withLock { $0[identity] } }

    func note(_ object: Value?, as identity: Identity) { objects.withLock { $0[identity] = object } }
}
