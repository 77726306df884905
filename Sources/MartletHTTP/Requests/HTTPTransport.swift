package import HTTPTypes

/// Sends one HTTP request and returns the answer: the network, or the sandbox.
///
/// No retry, no authentication, no redirect: those wrap a transport.
package protocol HTTPTransport: Sendable {
    /// Sends `request` with `body`. Throws only when no answer arrived; a status of 500 is an answer.
    ///
    /// - Parameter timeout: How long to wait for the head of the answer.
    func send(_ request: HTTPRequest, body: [UInt8], timeout: Duration) async throws(TransportError) -> HTTPReply
}

/// The answer to one request.
package struct HTTPReply: Sendable {
    package let response: HTTPResponse
    package let body: HTTPReplyBody

    package init(_ response: HTTPResponse, _ body: HTTPReplyBody) {
        self.response = response
        self.body = body
    }
}

/// The body of an answer: whole, or as it comes (a Kubernetes watch, a followed log).
package enum HTTPReplyBody: Sendable {
    case bytes([UInt8])
    case stream(AsyncThrowingStream<[UInt8], any Error>)
}

/// No answer arrived.
package struct TransportError: Error, Sendable, Hashable {
    /// Why, in the terms that decide about a retry.
    package enum Kind: Sendable, Hashable {
        /// The request never left: safe to send again, whatever it is.
        case notSent
        /// The connection broke after the request may have left.
        case connectionLost
        case timeout
        case tls
        /// The answer was larger than the caller takes.
        case tooLarge
        case cancelled
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
