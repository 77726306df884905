import HTTPTypes
import MartletHTTP
import MartletModel

/// One request to Resource Manager.
struct ArmCall: Sendable {
    var method: HTTPRequest.Method
    var url: AbsoluteURL
    var body: Value?
    var ifMatch: String?
    /// Codes that the type adds to the general table of "later".
    var retryCodes: [String: Duration] = [:]
    /// A POST that only reads: safe to send again.
    var isRead = false

    /// Whether it changes something.
    var isWrite: Bool { !isRead && method != .get && method != .head }

    static func get(_ url: AbsoluteURL) -> ArmCall { ArmCall(method: .get, url: url) }
}

/// An answer of Resource Manager that is not an error.
struct ArmReply: Sendable {
    let whole: WholeReply
    /// The body; nil when there is none.
    let body: Value?

    var status: Int { whole.status }

    /// How long the service asks to wait.
    func retryAfter(now: Int) -> Duration? { whole[.retryAfterField].flatMap { RetryAfter($0) }?.delay(now: now) }

    /// A header that holds a URL: absolute, or a path at the same host.
    func url(_ name: HTTPField.Name, relativeTo base: AbsoluteURL) -> AbsoluteURL? {
        guard let text = whole[name] else { return nil }
        if text.hasPrefix("/") { return AbsoluteURL("\(base.scheme)://\(base.authority)\(text)") }
        return AbsoluteURL(text)
    }
}
