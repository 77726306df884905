package import MartletGraph
package import MartletModel

/// How the executed steps of a run are taken back.
package struct UndoPlan: Sendable, Hashable {
    /// In an order that respects every edge: what is taken away comes first, dependents before what they depend on;
    /// what is made again comes last, dependencies first.
    package let steps: [UndoStep]
    /// Node i is `steps[i]`; nodes past the last step are groups. For running independent undos side by side.
    package let topology: Topology

    /// What stays or is lost, and why: it belongs in the report.
    package var attention: [UndoStep] { steps.filter { $0.note != nil } }
}

/// One executed step taken back.
package struct UndoStep: Sendable, Hashable {
    package enum Operation: Sendable, Hashable {
        /// Deletes what the run created.
        case delete(ResourceRecord)
        /// Nothing to send: the object goes with its parent, which this undo deletes.
        case goneWithParent(ResourceRecord, parent: Address)
        /// Writes the pre-image over what is there now.
        case restore(ResourceRecord, to: ResourceRecord)
        /// Drops the record of an adopted object that was not written to.
        case forget(ResourceRecord)
        /// Restores the pre-image of an adopted object, then drops its record.
        case restoreAndForget(ResourceRecord, to: ResourceRecord)
        /// Makes an object that was deleted early again from its pre-image.
        case recreate(ResourceRecord)
        /// Nothing to send: the object stays as the run left it and must stay recorded so.
        case leave(ResourceRecord)
    }

    package let address: Address
    package let operation: Operation
    /// Why the outcome is not quite as before, as a clause; nil when it is.
    package let note: String?

    package init(address: Address, operation: Operation, note: String? = nil) {
        self.address = address
        self.operation = operation
        self.note = note
    }
}
