/// Why a call to an API did not succeed, in the terms that decide what happens next.
package struct ProviderError: Error, Sendable, Hashable {
    /// What kind of failure it is.
    package enum Kind: Sendable, Hashable {
        /// The body or the configuration is at fault: the same call will fail again.
        case invalid
        case authentication
        case forbidden
        case notFound
        /// Somebody else's object, or field, is in the way.
        case conflict
        /// Too many calls; nothing was done.
        case throttled
        /// The server's fault or the network's; may work later.
        case transient
        case timeout
        /// The operation was accepted and then failed.
        case operationFailed
        case unsupported
        case cancelled
        /// A fault of Martlet's own.
        case bug
    }

    /// Whether the call may have changed something.
    package enum Effect: Sendable, Hashable {
        case none
        /// The answer never arrived, or the operation failed after it had begun: look before anything else.
        case possible
    }

    package var kind: Kind
    package var effect: Effect
    /// The API's own code, or one of ours.
    package var code: String
    /// Full sentences without secrets.
    package var message: String
    package var hint: String?
    package var httpStatus: Int?
    /// The API's name for the request, for its support.
    package var requestID: String?
    /// Faults by field, where the API says.
    package var problems: [BodyProblem]

    package init(
        _ kind: Kind, effect: Effect = .none, code: String, message: String, hint: String? = nil,
        httpStatus: Int? = nil, requestID: String? = nil, problems: [BodyProblem] = []
    ) {
        self.kind = kind
        self.effect = effect
        self.code = code
        self.message = message
        self.hint = hint
        self.httpStatus = httpStatus
        self.requestID = requestID
        self.problems = problems
    }
}
