package import MartletModel

/// A step that a run carried out before it failed, as the journal tells it: what must be taken back.
///
/// A replacement that deletes first is two of them at one address, in the order in which they ran.
package struct ExecutedStep: Sendable, Hashable {
    package enum Effect: Sendable, Hashable {
        /// The object is new, or may be: a create whose answer never came and that probing found done.
        case created(ResourceRecord)
        /// The object was changed in place. The pre-image's body is what a restore writes
        /// (``Provider/preImage(of:live:)``).
        case updated(ResourceRecord, preImage: ResourceRecord)
        /// The object was there before and was taken under the stack's care; the pre-image is nil when nothing was
        /// written to it.
        case adopted(ResourceRecord, preImage: ResourceRecord?)
        /// The object was deleted before commit, to make room for one of the same identity.
        case deleted(preImage: ResourceRecord)
    }

    package let address: Address
    package let effect: Effect
    /// What the step waited for: the change's dependencies.
    package let dependencies: [Address]
    /// As planned.
    package let reversibility: Reversibility
    /// Whether taking it back takes more than its object: then that does not just go with its parent.
    package let hasUndo: Bool

    package init(
        address: Address, effect: Effect, dependencies: [Address], reversibility: Reversibility, hasUndo: Bool = false
    ) {
        self.hasUndo = hasUndo
        self.address = address
        self.effect = effect
        self.dependencies = dependencies
        self.reversibility = reversibility
    }
}
