package import MartletLanguage
internal import MartletState

/// What became of one check.
package struct CheckResult: Sendable, Hashable {
    package let id: CheckID
    package let isBlocking: Bool
    /// Nil when it passed.
    package let failure: StepFailure?

    /// As the user knows it: `name`, `module.net.name`.
    package var name: String { id.description }

    package init(_ id: CheckID, isBlocking: Bool, failure: StepFailure? = nil) {
        self.id = id
        self.isBlocking = isBlocking
        self.failure = failure
    }
}

extension CheckResult {
    /// As the journal keeps it.
    var recorded: RecordedCheck {
        RecordedCheck(
            name: name, isBlocking: isBlocking,
            failure: failure.map { failure in
                RecordedFailure(
                    address: nil, operation: nil, code: failure.code, message: failure.message, hint: failure.hint,
                    requestID: failure.requestID
                )
            }
        )
    }
}
