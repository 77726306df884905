import MartletState
import Synchronization

/// Lets so many moments of durable writes pass, then dies at the next.
final class Moments: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    func pass() throws(StateError) {
        let isOver = left.withLock { left in
            left -= 1
            return left < 0
        }
        if isOver { throw .stopped }
    }
}
