extension SandboxCloud {
    /// Changes of `space` after `revision`; waits for the first one, at most until `deadline`, and lets time pass.
    ///
    /// - Returns: Nothing when `deadline` came first; nil when changes after `revision` are forgotten.
    package func changes(
        in space: SandboxSpace, after revision: Int, until deadline: SandboxInstant
    ) async throws -> [SandboxChange]? {
        while true {
            try Task.checkCancellation()
            // What is due happens in a transaction of its own, so that the next one sees it as committed.
            try transaction { _ in }
            let (changes, next, seen) = try transaction { transaction in
                let changes = transaction.committedChanges(in: space, after: revision)
                return (changes, transaction.nextTimer?.deadline, transaction.revision)
            }
            guard let changes else { return nil }
            guard changes.isEmpty, clock.now < deadline else { return changes }
            try await clock.sleep(until: min(next ?? deadline, deadline, nextLook)) { self.writtenRevision > seen }
        }
    }

    /// When to look for writes of other processes, which nobody announces: once a real second.
    private var nextLook: SandboxInstant {
        switch clock.flow {
        case .jumping: SandboxInstant(nanoseconds: .max)
        case .flowing(let factor): clock.now.advanced(by: .seconds(factor))
        }
    }
}
