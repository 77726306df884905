package import MartletModel
package import MartletState

/// Something that happens while a plan is applied; in order, for displays and logs.
package enum ApplyEvent: Sendable, Hashable {
    /// The lease was taken over from a holder that died with it in hand.
    case tookOver(from: LeaseHolder)
    /// `steps` is the number of steps that the plan needs, cleanup included.
    case started(deployment: Int, steps: Int)
    case phase(Phase)
    case stepStarted(StepName)
    /// What a running step waits for.
    case stepProgress(StepName, note: String)
    case stepSucceeded(StepName, took: Duration)
    case stepFailed(StepName, took: Duration, failure: StepFailure)
    /// Everything is done; the commit waits for so long (`--bake`).
    case baking(Duration)
    /// The first signal: no new steps, those in flight are waited for.
    case draining(inFlight: [StepName])
    case finished(ApplyReport)

    /// Design §5.
    package enum Phase: Sendable, Hashable {
        case prepare
        case forward
        case verify
        case commit
        case cleanup
        case rollback
    }
}

/// One step: what is done to which resource, and in which direction.
package struct StepName: Sendable, Hashable {
    package enum Operation: Sendable, Hashable {
        case create
        case update
        case delete
        case adopt
        case forget
        /// Asks a check of the stack; the address is the check's.
        case check
    }

    package let address: Address
    package let operation: Operation
    /// Whether the step takes another one back.
    package let isUndo: Bool

    package init(_ address: Address, _ operation: Operation, isUndo: Bool = false) {
        self.address = address
        self.operation = operation
        self.isUndo = isUndo
    }
}

/// Why a step failed, in words without secrets.
package struct StepFailure: Sendable, Hashable {
    package let code: String
    package let message: String
    package let hint: String?
    package let requestID: String?

    package init(code: String, message: String, hint: String? = nil, requestID: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.requestID = requestID
    }
}
