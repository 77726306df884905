package import MartletModel
package import MartletState

/// What was left unfinished, read without touching anything.
package struct RunStatus: Sendable, Hashable {
    /// The run that has not ended; nil when none is open.
    package let open: OpenDeployment?
    /// Steps that were about to call an API and of which nothing more is known.
    package let inDoubt: [StepName]
    /// Objects that should be gone and may still be there.
    package let tombstones: [Tombstone]
    /// Who writes, or wrote last.
    package let holder: LeaseHolder?

    package init(of store: StateStore) throws(StateError) {
        open = try store.openDeployment()
        inDoubt = (open?.inDoubt ?? []).map { step in
            StepName(step.intent.address, step.intent.operation.name, isUndo: step.intent.undoes != nil)
        }
        tombstones = try store.snapshot().tombstones
        holder = try store.leaseHolder()
    }

    /// Whether `resume` has something to do.
    package var isPending: Bool { open != nil || tombstones.contains { !$0.mayBeInUse } }
}
