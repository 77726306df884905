package import MartletProvider

/// What an answer of the API server means for what to do next.
package enum FailureClass: Sendable, Hashable {
    /// The manifest or the request is wrong.
    case invalid
    /// The manifest has a field that the kind does not have, or of another type: server-side apply's own 500.
    case notInSchema
    case expiredCredential
    case forbidden
    /// The namespace is being deleted.
    case namespaceTerminating
    /// The kind is not served, yet or any more.
    case notServed
    case namespaceMissing
    case notFound
    case alreadyExists
    /// Other managers own fields that would change.
    case fieldConflict
    /// The uid or the version is not the one that was asked for.
    case preconditionFailed
    /// Two requests raced for a quota.
    case quotaRace
    /// The list or the watch must begin anew.
    case expired
    case tooLarge
    /// Martlet sent what the server does not speak.
    case mediaType
    case throttled
    /// An admission or conversion webhook does not answer yet.
    case webhookNotReady
    case serverTrouble

    /// How a failure is met.
    package enum Remedy: Sendable, Hashable {
        /// It fails.
        case none
        /// It is sent again after a pause; nothing was done.
        case retry
        /// It may come right while other parts of the stack are made: tried until the step's time is up.
        case await
    }

    package var remedy: Remedy {
        switch self {
        case .throttled, .serverTrouble, .quotaRace: .retry
        case .webhookNotReady, .notServed, .namespaceTerminating: .await
        default: .none
        }
    }

    /// The kind of error that it is in the engine's terms.
    package var errorKind: ProviderError.Kind {
        switch self {
        case .invalid, .notInSchema, .tooLarge, .namespaceMissing: .invalid
        case .expiredCredential: .authentication
        case .forbidden: .forbidden
        case .notServed, .notFound: .notFound
        case .alreadyExists, .fieldConflict, .preconditionFailed, .namespaceTerminating: .conflict
        case .throttled: .throttled
        case .quotaRace, .expired, .webhookNotReady, .serverTrouble: .transient
        case .mediaType: .bug
        }
    }
}

extension FailureClass {
    /// One row: what must be seen, and what it means. The first row that holds wins.
    private struct Row {
        var codes: Set<Int>
        var reason: String?
        var cause: String?
        var kind: String?
        var text: String?
        var needsStatus: Bool?
        let means: FailureClass

        func holds(for reply: StatusReply) -> Bool {
            codes.contains(reply.code) && reason.map { $0 == reply.reason } ?? true
                && cause.map { wanted in reply.causes.contains { $0.reason == wanted } } ?? true
                && kind.map { $0 == reply.kind } ?? true && text.map { reply.message.contains($0) } ?? true
                && needsStatus.map { $0 == reply.isStatus } ?? true
        }
    }

    package init(_ reply: StatusReply) {
        self = Self.rows.first { $0.holds(for: reply) }?.means ?? (reply.code >= 500 ? .serverTrouble : .invalid)
    }

    private static let rows: [Row] = [
        Row(codes: [401], means: .expiredCredential),
        Row(codes: [403], cause: "NamespaceTerminating", means: .namespaceTerminating),
        Row(codes: [403], text: "because it is being terminated", means: .namespaceTerminating),
        Row(codes: [403], means: .forbidden),
        Row(codes: [404], needsStatus: false, means: .notServed),
        Row(codes: [404], text: "could not find the requested resource", means: .notServed),
        Row(codes: [404], kind: "namespaces", means: .namespaceMissing),
        Row(codes: [404], means: .notFound),
        Row(codes: [406, 415], means: .mediaType),
        Row(codes: [409], reason: "AlreadyExists", means: .alreadyExists),
        Row(codes: [409], cause: "FieldManagerConflict", means: .fieldConflict),
        Row(codes: [409], text: "resourcequotas", means: .quotaRace),
        Row(codes: [409], means: .preconditionFailed),
        Row(codes: [410], means: .expired),
        Row(codes: [413], means: .tooLarge),
        Row(codes: [422], text: "Too long", means: .tooLarge),
        // The uid in an apply is a precondition, too.
        Row(codes: [422], text: "metadata.uid: Invalid value", means: .preconditionFailed),
        Row(codes: [429], means: .throttled),
        Row(codes: [500], text: "typed patch object", means: .notInSchema),
        Row(codes: [500], text: "field not declared in schema", means: .notInSchema),
        Row(codes: [400, 500, 502, 503, 504], text: "failed calling webhook", means: .webhookNotReady),
        Row(codes: [500, 503], text: "conversion webhook", means: .webhookNotReady),
        Row(codes: [500, 502, 503, 504], means: .serverTrouble),
    ]
}
