internal import Synchronization

/// What children of a run leave for its one owner, who takes all of it at once: so that outcomes that arrive together are
/// made durable together.
final class Mailbox<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    func put(_ element: Element) { elements.withLock { $0.append(element) } }

    func takeAll() -> [Element] {
        elements.withLock { elements in
            defer { elements = [] }
            return elements
        }
    }
}
