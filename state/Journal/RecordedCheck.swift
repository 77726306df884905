/// What became of one check that a run has asked.
package struct RecordedCheck: Sendable, Hashable {
    /// As the user knows it: `name`, `module.net.name`.
    package let name: String
    package let isBlocking: Bool
    /// Nil when it passed.
    package let failure: RecordedFailure?

    package init(name: String, isBlocking: Bool, failure: RecordedFailure?) {
        self.name = name
        self.isBlocking = isBlocking
        self.failure = failure
    }
}

/// The checks of one run, asked at one time.
package struct RecordedChecks: Sendable, Hashable {
    package let askedAt: Timestamp
    /// In the order of the stack's files.
    package let results: [RecordedCheck]

    package init(askedAt: Timestamp, results: [RecordedCheck]) {
        self.askedAt = askedAt
        self.results = results
    }
}
