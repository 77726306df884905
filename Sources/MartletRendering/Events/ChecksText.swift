package import MartletExecutor
package import MartletState

/// What became of checks: those that failed with their reasons, and how many passed.
package struct ChecksText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle) { self.style = style }

    package func callAsFunction(_ checks: [CheckResult]) -> String {
        text(checks.map { Line(name: $0.name, isBlocking: $0.isBlocking, failure: $0.failure?.message) })
    }

    package func callAsFunction(_ checks: [RecordedCheck]) -> String {
        text(checks.map { Line(name: $0.name, isBlocking: $0.isBlocking, failure: $0.failure?.message) })
    }

    private struct Line {
        let name: String
        let isBlocking: Bool
        /// Nil when the check passed.
        let failure: String?

        var text: String {
            "  \(name)\(isBlocking ? " (blocking)" : "")" + (failure.map { ": \($0.withVisibleControls)" } ?? "")
        }
    }

    private func text(_ checks: [Line]) -> String {
        let failed = checks.filter { $0.failure != nil }
        let passed = "\(checks.count - failed.count) of \(counted(checks.count, "check")) passed"
        guard !failed.isEmpty else { return style(.created, passed) + "." }
        return ([style(.removed, passed) + ":"] + failed.map(\.text)).joined(separator: "\n")
    }
}
