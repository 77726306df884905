package import MartletModel

/// Why the state cannot be read or written.
package enum StateError: Error, Sendable, Hashable {
    /// The file is there and is no state of Martlet's.
    case notMartlet(path: String)
    /// The file was written by a newer Martlet.
    case newerSchema(path: String, found: Int, supported: Int)
    /// The file has to be migrated and could not be; it is as it was. The backup is nil when it was not made.
    case notMigrated(path: String, found: Int, supported: Int, detail: String, backup: String?)
    case corrupt(path: String, detail: String)
    /// The disk or the permissions are at fault.
    case unreadable(path: String, detail: String)
    /// Another process is in the middle of a write and does not come to its end: it may have been stopped there.
    case busy(path: String)
    /// Somebody else writes this state now.
    case held(path: String, by: LeaseHolder?)
    /// The lease was lost to a later owner: this writer must stop.
    case fenced(epoch: Int, current: Int)
    /// A migration that this file went through is not the one that this Martlet has.
    case alteredMigration(path: String, number: Int)
    /// The key does not open what the state holds.
    case wrongKey(path: String)
    /// The key is malformed, unreadable or missing.
    case unusableKey(source: String, detail: String)
    /// The vault does not open the key that it has wrapped.
    case vaultRefused(key: String, detail: String, hint: String?)
    case noSuchRevision(Int)
    /// A deployment is open that has to be finished first.
    case deploymentOpen(DeploymentID)
    /// Records were on their way to another state, and nobody can tell whether they have arrived.
    case transferOpen(Transfer, detail: String)
    /// A write that would have made the state invalid; a fault of Martlet's own.
    case invalid(detail: String)
    /// The observer of writes stopped this writer (tests of crashes).
    case stopped
}

extension StateError {
    /// What is shown to the user.
    package var diagnostic: Diagnostic {
        let code = StateCode(self)
        let (detail, hint) = prose
        return Diagnostic(.error, code.code, code.summary, detail: detail, hint: hint)
    }

    private var prose: (detail: String, hint: String?) {
        switch self {
        case .notMartlet(let path):
            (
                "\(path) is not a Martlet state file. It was left as it is.",
                "Name the right file with --state, or move this one away."
            )
        case .newerSchema(let path, let found, let supported):
            (
                "\(path) has schema \(found); this Martlet knows schemas up to \(supported). It was left as it is.",
                "Use the Martlet that wrote it, or a later one."
            )
        case .notMigrated(let path, let found, let supported, let detail, let backup):
            (
                "\(path) has schema \(found) and could not be brought to \(supported): \(detail). It was left as it is.",
                backup.map { "A copy from before is at \($0)." }
            )
        case .corrupt(let path, let detail):
            (
                "\(path) is damaged: \(detail). It was left as it is.",
                "Restore it from a backup; one is made in \(StateBackup.folder(of: path)) before each migration."
            )
        case .unreadable(let path, let detail):
            (
                "\(path) cannot be used: \(detail).",
                "See to the file and its disk, then run `martlet status`: it tells whether a run was left unfinished."
            )
        case .busy(let path):
            (
                "\(path) cannot be used: another process is in the middle of a write and does not come to its end.",
                "Let it go on where it was stopped (`fg`), or end it: the state is then as before that write. Then run "
                    + "`martlet status`."
            )
        case .held(let path, let holder): (Self.held(path, holder), Self.heldHint)
        case .fenced(let epoch, let current):
            (
                "This run held the lease with epoch \(epoch); another one took it with epoch \(current). "
                    + "Nothing more is written by this run.",
                "Look at `martlet status`, then at what the other run does."
            )
        case .alteredMigration(let path, let number):
            (
                "\(path) went through another migration \(number) than the one in this Martlet. It was left as it is.",
                nil
            )
        case .wrongKey(let path):
            (
                "Secrets in \(path) were sealed with another key.",
                "Set MARTLET_STATE_KEY or MARTLET_STATE_KEY_FILE to the key that was used before."
            )
        case .unusableKey(let source, let detail):
            (
                "The key for secrets from \(source) cannot be used: \(detail).",
                "A key is 32 bytes in base64 or hexadecimal. Where none can be written beside the state, give one in "
                    + "MARTLET_STATE_KEY."
            )
        case .vaultRefused(let key, let detail, let hint):
            ("The key of this state is wrapped by `\(key)`, which did not open it. \(detail)", hint)
        case .noSuchRevision(let number):
            ("The state has no revision \(number).", "`martlet history` lists them.")
        case .deploymentOpen(let id):
            ("Deployment \(id) was not finished.", "Run `martlet resume`.")
        case .transferOpen(let transfer, let detail):
            (
                "Moving \(transfer.names) out of this state was interrupted, and nobody can tell whether it was done: \(detail).",
                "Run `martlet resume`; it needs the file \(transfer.peer.path)."
            )
        case .invalid(let detail):
            (
                "A write was refused because it would have made the state invalid: \(detail). The state is as before.",
                "This is a fault of Martlet's own: please report it."
            )
        case .stopped: ("The writer was stopped.", "Run `martlet resume`.")
        }
    }

    private static func held(_ path: String, _ holder: LeaseHolder?) -> String {
        guard let holder else { return "Another process writes \(path)." }
        return "\(path) is being written by \(holder.owner) on \(holder.process.host), process \(holder.process.pid), "
            + "since \(holder.acquiredAt), last seen \(holder.heartbeatAt)."
    }

    private static let heldHint =
        "Wait for it to end. If you are sure that it is gone for good, run `martlet unlock`."
}
