internal import MartletModel
internal import MartletState

/// What a run has to tell at its end.
struct RunLog {
    private(set) var firstFailure: ApplyReport.Item?
    private(set) var done: [ApplyReport.Item] = []
    private(set) var undone: [ApplyReport.Item] = []
    private(set) var attention: [ApplyReport.Item] = []
    private(set) var startedSteps: Set<StepName> = []
    /// An update in two parts is told once.
    private var doneSteps: Set<StepName> = []

    mutating func started(_ work: StepWork) { startedSteps.insert(work.name) }

    mutating func succeeded(_ work: StepWork) {
        if case .readData = work.call { return }
        succeeded(work.name)
    }

    mutating func succeeded(_ name: StepName) {
        if name.isUndo {
            undone.append(ApplyReport.Item(name))
        } else if doneSteps.insert(name).inserted {
            done.append(ApplyReport.Item(name))
        }
    }

    /// What must be looked at, with the reason.
    mutating func needsAttention(_ name: StepName, _ failure: StepFailure) {
        attention.append(ApplyReport.Item(name, failure: failure))
    }

    /// A failure of a step. Returns what is to be written down of it: the first one only.
    mutating func note(_ failure: StepFailure, of name: StepName) -> [JournalEntry] {
        guard !name.isUndo else {
            needsAttention(name, failure)
            return []
        }
        guard firstFailure == nil else { return [] }
        firstFailure = ApplyReport.Item(name, failure: failure)
        let operation: StepOperation? =
            switch name.operation {
            case .create: .create
            case .update: .update
            case .delete: .delete
            case .adopt: .adopt
            case .forget, .check: nil
            }
        return [
            .failed(
                RecordedFailure(
                    address: name.address, operation: operation, code: failure.code, message: failure.message,
                    hint: failure.hint, requestID: failure.requestID
                )
            )
        ]
    }

    /// Takes up the first failure of a run that was interrupted.
    mutating func resume(_ failure: RecordedFailure?) {
        guard let failure, let address = failure.address, firstFailure == nil else { return }
        let operation: StepName.Operation =
            switch failure.operation {
            case .create: .create
            case .update: .update
            case .delete: .delete
            case .adopt: .adopt
            case nil: .check
            }
        firstFailure = ApplyReport.Item(
            StepName(address, operation),
            failure: StepFailure(
                code: failure.code, message: failure.message, hint: failure.hint, requestID: failure.requestID
            )
        )
    }
}
