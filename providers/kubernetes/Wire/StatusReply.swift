package import MartletHTTP
import MartletModel

/// An answer that is not a success: what the API server's `Status` object says.
///
/// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
package struct StatusReply: Sendable, Hashable {
    package let code: Int
    /// The machine's word: `NotFound`, `Conflict`; empty when the answer was no `Status`.
    package let reason: String
    package let message: String
    /// The kind of object that it is about, in plural: `namespaces`.
    package let kind: String
    package let causes: [Cause]
    package let retryAfter: Int?
    /// Whether the answer was a `Status` at all, and not a line of text.
    package let isStatus: Bool

    /// One fault among several.
    package struct Cause: Sendable, Hashable {
        package let reason: String
        package let message: String
        package let field: String
    }

    init(
        code: Int, reason: String, message: String, kind: String, causes: [Cause], retryAfter: Int?, isStatus: Bool
    ) {
        self.code = code
        self.reason = reason
        self.message = message
        self.kind = kind
        self.causes = causes
        self.retryAfter = retryAfter
        self.isStatus = isStatus
    }

    package init(_ reply: WholeReply) {
        let value = try? KubernetesJSON.value(reply.body)
        isStatus = value?.text("kind") == "Status"
        code = reply.status
        reason = value?.text("reason") ?? ""
        message = value?.text("message") ?? String(reply.text.prefix(500)).trimmed
        kind = value?.text("details", "kind") ?? ""
        causes = (value?.at("details", "causes")?.list ?? []).map { cause in
            Cause(
                reason: cause.text("reason") ?? "", message: cause.text("message") ?? "",
                field: cause.text("field") ?? ""
            )
        }
        retryAfter = reply[.retryAfterField].flatMap(Int.init) ?? value?.at("details", "retryAfterSeconds")?.intValue
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
