/// Who holds, or last held, the right to write.
package struct LeaseHolder: Sendable, Hashable {
    /// The name of the person or job, as shown to others.
    package let owner: String
    package let process: ProcessIdentity
    /// Grows with every change of hands; a write with an older one is refused.
    package let epoch: Int
    package let acquiredAt: Timestamp
    package let heartbeatAt: Timestamp
    /// Nil while held, and when the holder died without giving it back.
    package let releasedAt: Timestamp?

    package init(
        owner: String, process: ProcessIdentity, epoch: Int, acquiredAt: Timestamp, heartbeatAt: Timestamp,
        releasedAt: Timestamp? = nil
    ) {
        self.owner = owner
        self.process = process
        self.epoch = epoch
        self.acquiredAt = acquiredAt
        self.heartbeatAt = heartbeatAt
        self.releasedAt = releasedAt
    }
}
