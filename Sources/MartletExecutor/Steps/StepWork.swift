internal import MartletModel
internal import MartletProvider

/// One call to an API with all that it takes: what a run hands to a child.
struct StepWork: Sendable {
    enum Call: Sendable {
        case create(WriteRequest)
        case update(WriteRequest)
        /// Takes an existing object, if it is still the one that the plan found; writes only when `mustWrite`.
        case adopt(WriteRequest, found: Lineage?, mustWrite: Bool)
        case delete(ResourceRecord)
        case readData(ResourceType, Value)
        /// Takes away what a create of which nothing more is known may have made: looks first, and touches nothing
        /// that is not ours.
        case deleteIfOurs(ResourceRecord, pending: WriteRequest?)
        /// Makes an object again unless it is still there.
        case createIfAbsent(WriteRequest, former: ResourceRecord)
    }

    var name: StepName
    /// The step's number in the journal; nil for a call that changes nothing.
    var ordinal: Int?
    var call: Call
    var connectionName: ConnectionName
    var connection: ConnectionRecord
    var stack: StackIdentity
    var timeout: Duration
    var wait: Value?
    /// A long-running operation that an interrupted run had started.
    var pendingOperation: OperationHandle?
    /// Whether an interrupted run had begun the same call, which may have left something.
    var isRepeated = false
    /// Whether what is to be created has a name that no plan could look at: what is there already is not to be taken for it.
    var isUnseen = false
    /// The type keeps its objects in the state alone: nothing can hang, and nothing is ever there to look at.
    var isStateOnly = false
    /// What is done besides, in a rollback.
    var compensation: Compensation?
}

/// What became of a call.
enum StepResult: Sendable {
    /// The object is there as wanted; nil when it is gone as wanted.
    case done(LiveObject?)
    /// What a data source answered.
    case read(Value)
    /// Nothing was changed.
    case notDone(ProviderError)
    /// It failed, and this is there because of it, or half changed.
    case failed(LiveObject, ProviderError)
    /// It failed, and nobody could tell what it has done.
    case inDoubt(ProviderError)
}

extension StepFailure {
    init(_ error: ProviderError) {
        let problems = error.problems.map { problem in
            let isNamed = problem.path.steps.isEmpty || problem.message.contains("`\(problem.path)`")
            return isNamed ? problem.message : "`\(problem.path)`: \(problem.message)"
        }
        self.init(
            code: error.code, message: ([error.message] + problems).joined(separator: " "), hint: error.hint,
            requestID: error.requestID
        )
    }
}
