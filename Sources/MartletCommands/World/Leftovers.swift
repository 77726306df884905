internal import Synchronization

/// What commands leave to the end of the process: taking a large program apart takes a twentieth of the time that it takes
/// to read and evaluate it, and whoever waits for the answer has nothing of it.
package final class Leftovers: Sendable {
    private let kept = Mutex<[any Sendable]>([])

    package init() {}

    func keep(_ value: some Sendable) { kept.withLock { $0.append(value) } }
}
