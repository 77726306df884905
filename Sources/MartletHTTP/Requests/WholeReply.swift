package import HTTPTypes

/// An answer whose body has arrived whole.
package struct WholeReply: Sendable, Hashable {
    package let response: HTTPResponse
    package let body: [UInt8]

    package init(_ response: HTTPResponse, _ body: [UInt8]) {
        self.response = response
        self.body = body
    }

    /// The status code.
    package var status: Int { response.status.code }

    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first value of a header.
    package subscript(name: HTTPField.Name) -> String? { response.headerFields[name] }
}

extension HTTPReplyBody {
    /// The largest body that is read whole when nothing else is said: ARM's own limit is 8 MB.
    package static let defaultLimit = 64 << 20

    /// The body whole. Throws `.connectionLost` when it breaks off and `.tooLarge` beyond `limit` bytes.
    package func collect(limit: Int = defaultLimit) async throws(TransportError) -> [UInt8] {
        switch self {
        case .bytes(let bytes):
            guard bytes.count <= limit else { throw .tooLarge(limit) }
            return bytes
        case .stream(let stream):
            return try await Self.collect(stream, limit: limit)
        }
    }

    private static func collect(
        _ stream: AsyncThrowingStream<[UInt8], any Error>, limit: Int
    ) async throws(TransportError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await chunk in stream {
                guard bytes.count + chunk.count <= limit else { throw TransportError.tooLarge(limit) }
                bytes += chunk
            }
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.connectionLost, "The answer broke off after \(bytes.count) bytes.")
        }
        if Task.isCancelled { throw TransportError(.cancelled, "The call was cancelled.") }
        return bytes
    }
}

extension TransportError {
    fileprivate static func tooLarge(_ limit: Int) -> TransportError {
        TransportError(.tooLarge, "The answer is larger than \(limit) bytes.")
    }
}

extension HTTPReply {
    /// The answer with its body whole.
    package func collect(limit: Int = HTTPReplyBody.defaultLimit) async throws(TransportError) -> WholeReply {
        WholeReply(response, try await body.collect(limit: limit))
    }
}

extension HTTPTransport {
    /// Sends `request` and waits for the whole answer.
    package func exchange(
        _ request: HTTPRequest, body: [UInt8] = [], timeout: Duration, limit: Int = HTTPReplyBody.defaultLimit
    ) async throws(TransportError) -> WholeReply {
        try await send(request, body: body, timeout: timeout).collect(limit: limit)
    }
}
