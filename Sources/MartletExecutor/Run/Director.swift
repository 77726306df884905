internal import MartletGraph
internal import MartletState

/// Decides what the nodes of one phase do; the run's loop does it.
protocol Director: AnyObject {
    /// Whether anything more may be started.
    var mayStart: Bool { get }

    /// What `node` takes, now that everything before it has succeeded.
    func start(_ node: NodeID) -> StepStart

    /// What the end of a node's call means.
    func settle(_ node: NodeID, _ result: StepResult) -> Settlement
}

/// How a node begins.
enum StepStart {
    /// It needs no call: what is to be written down, and it is done.
    case pass([JournalEntry])
    /// It cannot be done.
    case refuse(StepName, StepFailure)
    /// A call, after these entries are durable. Calls with equal keys are never in flight together.
    case call(StepWork, entries: [JournalEntry], key: String?)
}

/// How a node ended: what is to be written down before anything depends on it.
struct Settlement {
    var entries: [JournalEntry]
    /// Nil when the node succeeded.
    var failure: StepFailure?
}
