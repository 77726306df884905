/// How a plan is applied.
package struct ExecutorOptions: Sendable, Hashable {
    /// What happens when a step fails.
    package enum OnFailure: Sendable, Hashable {
        /// Everything done is taken back.
        case rollback
        /// What was done stays, independent branches go on, and `resume` continues.
        case keep
    }

    /// How many steps are in flight at most.
    package var parallelism: Int
    package var onFailure: OnFailure
    package var retries: RetryPolicy
    /// How often the lease says that we live.
    package var heartbeat: Duration
    /// How long everything must stand, and the postconditions hold, before the commit; nil for no wait.
    package var bake: Duration?
    /// What the user says about the run, for the history (`--message`).
    package var message: String?

    package init(
        parallelism: Int = 10, onFailure: OnFailure = .rollback, retries: RetryPolicy = RetryPolicy(),
        heartbeat: Duration = .seconds(10), bake: Duration? = nil, message: String? = nil
    ) {
        self.parallelism = max(1, parallelism)
        self.onFailure = onFailure
        self.retries = retries
        self.heartbeat = heartbeat
        self.bake = bake
        self.message = message
    }
}
