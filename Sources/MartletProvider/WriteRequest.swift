package import MartletModel

/// One object to be written.
package struct WriteRequest: Sendable, Hashable {
    package let type: ResourceType
    /// Nil when the API chooses the identity.
    package let identity: Identity?
    /// Plain and wholly known, secrets marked.
    package let body: Value
    /// The record before; nil for create.
    package let prior: ResourceRecord?
    /// Whether an object that is already there without our marker may be taken (`adopt`).
    package let mayAdopt: Bool
    /// Whether the object leaves the stack's care with this write: it is left without our marker (`forget` in rollback).
    package let releases: Bool

    package init(
        type: ResourceType, identity: Identity?, body: Value, prior: ResourceRecord? = nil, mayAdopt: Bool = false,
        releases: Bool = false
    ) {
        self.type = type
        self.identity = identity
        self.body = body
        self.prior = prior
        self.mayAdopt = mayAdopt
        self.releases = releases
    }
}

/// What a running step gives to and takes from the engine.
package struct StepContext: Sendable {
    /// Put on every object that can carry it.
    package let marker: StackIdentity
    /// How long the step may take, waiting included.
    package let timeout: Duration
    /// A long-running operation that an interrupted run had started: poll it instead of starting anew.
    package let pendingOperation: OperationHandle?
    /// Makes a long-running operation's handle durable; returns once it is.
    package let record: @Sendable (OperationHandle) async throws(ProviderError) -> Void
    /// Says what the step is waiting for, for the progress display.
    package let report: @Sendable (String) -> Void
    /// Whether the run ends without this step: what is written need not get ready any more. An operation that the server
    /// has taken is waited for all the same.
    package let isEnding: @Sendable () -> Bool

    package init(
        marker: StackIdentity, timeout: Duration, pendingOperation: OperationHandle? = nil,
        record: @escaping @Sendable (OperationHandle) async throws(ProviderError) -> Void = { _ in },
        report: @escaping @Sendable (String) -> Void = { _ in },
        isEnding: @escaping @Sendable () -> Bool = { false }
    ) {
        self.marker = marker
        self.timeout = timeout
        self.pendingOperation = pendingOperation
        self.record = record
        self.report = report
        self.isEnding = isEnding
    }
}

/// Where a long-running operation can be asked after. Opaque; may hold a signed URL, so it is stored sealed.
package struct OperationHandle: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }
}
