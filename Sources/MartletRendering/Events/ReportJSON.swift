package import MartletExecutor
package import MartletModel

extension ApplyReport {
    /// `martlet.report/1`.
    package var json: Value {
        var fields: Fields = [
            "format": "martlet.report/1",
            "outcome": .string(outcome.name),
            "revision": .number(Number(revision)),
            "done": .tuple(done.map(\.json)),
            "rolled_back": .tuple(rolledBack.map(\.json)),
            "not_started": .tuple(notStarted.map(\.json)),
            "needs_attention": .tuple(needsAttention.map(\.json)),
            "outputs": .object(Fields(outputs.map { Fields.Field($0.key, $0.value.shown) })),
            "milliseconds": .number(Number(took.wholeMilliseconds)),
        ]
        if !checks.isEmpty { fields["checks"] = .tuple(checks.map(\.json)) }
        if let firstFailure { fields["first_failure"] = firstFailure.json }
        return .object(fields)
    }
}

extension ApplyReport.Item {
    fileprivate var json: Value {
        var fields = step.json.fields ?? Fields()
        if let failure { fields["failure"] = failure.json }
        return .object(fields)
    }
}

extension CheckResult {
    /// `{name, blocking, passed, failure}`.
    package var json: Value {
        var fields: Fields = [
            "name": .string(name), "blocking": .bool(isBlocking), "passed": .bool(failure == nil),
        ]
        if let failure { fields["failure"] = failure.json }
        return .object(fields)
    }
}

extension ApplyReport.Outcome {
    /// The outcome in a word with dashes.
    package var name: String {
        switch self {
        case .applied: "applied"
        case .rolledBack: "rolled-back"
        case .kept: "kept"
        case .rollbackIncomplete: "rollback-incomplete"
        case .cleanupPending: "cleanup-pending"
        case .interrupted: "interrupted"
        }
    }
}
