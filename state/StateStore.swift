package import MartletModel

/// One state: a SQLite file beside a stack, or none yet.
///
/// Reading opens the file read-only and takes no lease. Writing goes through a ``Lease`` (``acquireLease(owner:now:)``).
/// A file that is not ours, damaged, or from a newer Martlet is refused and left as it is, byte for byte.
package struct StateStore: Sendable {
    package let path: String
    let keySource: StateKeySource
    let process: ProcessIdentity
    let observeWrite: WriteObserver
    /// Whether secrets stay sealed when they are read, so that no key is needed.
    private(set) var keepsSeals = false

    /// Called before and after each durable write; an error from it stops the writer for good, as a crash there would.
    package typealias WriteObserver = @Sendable (WriteMoment) throws(StateError) -> Void

    /// Looks at the file's header; a file that does not exist is an empty state, which only a lease makes.
    ///
    /// - Parameters:
    ///   - process: Who we are, for the lease.
    ///   - observeWrite: For tests of crashes.
    package static func open(
        path: String, key: StateKeySource, process: ProcessIdentity = .current(),
        observeWrite: @escaping WriteObserver = { (_) throws(StateError) in }
    ) throws(StateError) -> StateStore {
        try FileHeader(path: path).check(path: path)
        return StateStore(path: path, keySource: key, process: process, observeWrite: observeWrite)
    }

    /// The same state, read without the key: what is secret in it stays sealed, in values that are good for showing and for
    /// writing back (``KeptSeals``), and for nothing else.
    package var withoutKey: StateStore {
        var store = self
        store.keepsSeals = true
        return store
    }

    /// Why what is sealed cannot be opened; nil when it can, or nothing is sealed.
    package func keyFault() -> StateError? {
        do throws(StateError) {
            guard try keyNote().check != nil else { return nil }
            guard try key(mayCreate: false) != nil else {
                return .unusableKey(source: keySource.defaultFile, detail: "there is none")
            }
            _ = try reading { reader in try reader.currentRevision() }
            return nil
        } catch {
            switch error {
            case .wrongKey, .unusableKey, .vaultRefused: return error
            default: return nil
            }
        }
    }

    /// The state as it is now; an empty one without lineage when the file does not exist.
    ///
    /// While a deployment is open this is the state with all that it has done so far. O(n).
    package func snapshot() throws(StateError) -> Snapshot {
        try reading { reader in try reader.snapshot() } ?? Snapshot(lineage: "")
    }

    /// The state as it was committed as `revision`; tombstones are those of now. O(n).
    package func snapshot(revision: Int) throws(StateError) -> Snapshot {
        let snapshot = try reading { reader in try reader.snapshot(revision: revision) }
        guard let snapshot else {
            guard revision == 0 else { throw .noSuchRevision(revision) }
            return Snapshot(lineage: "")
        }
        return snapshot
    }

    /// The state as it was committed at each revision, that of `current` first, then back to the oldest, read as it is asked
    /// for. Ends where one cannot be read.
    package func snapshots(backFrom current: Snapshot) -> some Sequence<Snapshot> {
        sequence(state: current.revision) { revision -> Snapshot? in
            guard revision > 0 else { return nil }
            defer { revision -= 1 }
            return try? snapshot(revision: revision)
        }
    }

    /// Every revision, newest first.
    package func history() throws(StateError) -> [Revision] {
        try reading { reader in try reader.revisions() } ?? []
    }

    /// Every run, newest first.
    package func deployments() throws(StateError) -> [DeploymentSummary] {
        try reading { reader in try reader.deployments() } ?? []
    }

    /// The deployment that was begun and has not ended; nil when there is none.
    package func openDeployment() throws(StateError) -> OpenDeployment? {
        try reading { reader in try reader.openDeployment() } ?? nil
    }

    /// Who holds, or last held, the lease; nil when nobody ever did.
    package func leaseHolder() throws(StateError) -> LeaseHolder? {
        try reading { reader in try reader.leaseHolder() } ?? nil
    }

    /// What it takes to seal a saved plan with the state's key, which is made when there is none and `mayCreate`.
    package func sealer(mayCreate: Bool = true) throws(StateError) -> StateSealer {
        guard let sealer = try sealerIfPossible(mayCreate: mayCreate) else {
            throw .unusableKey(source: keySource.defaultFile, detail: "there is none")
        }
        return sealer
    }

    /// The same; nil when there is no key and none may be made.
    package func sealerIfPossible(mayCreate: Bool) throws(StateError) -> StateSealer? {
        try key(mayCreate: mayCreate).map { StateSealer(key: $0) }
    }

    var lockPath: String { path + ".lock" }
}

/// When the observer of writes is called.
package enum WriteMoment: Sendable, Hashable {
    case before
    /// The write is on the disk.
    case after
}
