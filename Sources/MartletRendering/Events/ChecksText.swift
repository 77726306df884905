package import MartletExecutor

/// What became of checks: those that failed with their reasons, and how many passed.
package struct ChecksText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func callAsFunction(_ checks: [CheckResult]) -> String {
        let failed = checks.filter { $0.failure != nil }
        let passed = "\(checks.count - failed.count) of \(counted(checks.count, "check")) passed"
        guard !failed.isEmpty else { return style(.created, passed) + "." }
        return ([style(.removed, passed) + ":"] + failed.map(line)).joined(separator: "\n")
    }

    private func line(_ check: CheckResult) -> String {
        let message = check.failure.map { ": \($0.message.withVisibleControls)" } ?? ""
        return "  \(check.name)\(check.isBlocking ? " (blocking)" : "")\(message)"
    }
}
