/// What the process ends with (design §6).
package enum ExitStatus: Int32, Sendable {
    case done = 0
    /// An error, and nothing changed.
    case failed = 1
    /// The plan has changes (`--detailed-exitcode`).
    case hasChanges = 2
    /// Failed and fully rolled back.
    case rolledBack = 3
    case rollbackIncomplete = 4
    /// Committed; some deletes are still to be done.
    case cleanupPending = 5
    case lockHeld = 6
    /// Interrupted; `resume` goes on.
    case interrupted = 7
    case usage = 64
}
