package import MartletModel

/// One run of a plan, by number; numbers are never used twice.
package struct DeploymentID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let number: Int

    package init(_ number: Int) { self.number = number }

    package var description: String { String(number) }

    package static func < (left: DeploymentID, right: DeploymentID) -> Bool { left.number < right.number }
}

/// One durable fact about the open deployment; what is given to one write becomes durable together or not at all.
package enum JournalEntry: Sendable, Hashable {
    /// About to call an API (rule J1): written before the first byte of the request.
    case intent(StepIntent)
    /// The API took the call as a long-running operation (rule J2).
    case operation(step: Int, OperationText)
    /// An attempt that did not succeed and will be made again.
    case attempt(step: Int, number: Int, failure: String)
    /// How a step ended, and what that means for the state (rule J3).
    case outcome(step: Int, StepOutcome, [StateChange])
    /// The deployment goes over to another phase.
    case phase(DeploymentPhase)
    /// The failure that began it all; only the first one counts.
    case failed(RecordedFailure)
    /// What the checks said that were asked so far; takes the place of what an earlier entry said.
    case checks([RecordedCheck])
    /// Changes to the state that belong to no step.
    case state([StateChange])
}

/// The text of a long-running operation's handle; may hold a signed URL, so it is stored sealed.
package struct OperationText: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Which half of a deployment is under way; design §5.
package enum DeploymentPhase: String, Sendable, Hashable {
    case forward
    case rollback
    case cleanup
    case finished
}

/// Why an open deployment is not running.
package enum Halt: String, Sendable, Hashable {
    /// It failed with `--on-failure=keep`.
    case kept
    /// Some steps could not be taken back.
    case rollbackIncomplete
    /// A signal stopped it between two steps.
    case interrupted
}

/// How a deployment ended for good.
package enum DeploymentOutcome: String, Sendable, Hashable {
    case applied
    case rolledBack
    /// Committed; tombstones tell what is left to delete.
    case cleanupPending
    /// Left halted, and a later plan went on from what it had left.
    case superseded
}

/// A failure as it is written down: in words without secrets.
package struct RecordedFailure: Sendable, Hashable {
    package let address: Address?
    package let operation: StepOperation?
    package let code: String
    package let message: String
    package let hint: String?
    package let requestID: String?

    package init(
        address: Address?, operation: StepOperation?, code: String, message: String, hint: String? = nil,
        requestID: String? = nil
    ) {
        self.address = address
        self.operation = operation
        self.code = code
        self.message = message
        self.hint = hint
        self.requestID = requestID
    }
}
