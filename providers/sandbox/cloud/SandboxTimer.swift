package import MartletModel

/// Something that will happen in a space by itself: an operation ends, a pod gets ready.
package struct SandboxTimer: Sendable, Hashable {
    package let space: SandboxSpace
    package let deadline: SandboxInstant
    /// What the service that set it understands.
    package let payload: Value
    /// The place among the timers.
    let name: String
}
