private import AsyncHTTPClient
package import HTTPTypes
private import NIOCore
private import NIOHTTP1
private import NIOSSL

/// The network, by async-http-client: HTTP/1.1 with kept-alive connections, bodies as they come.
///
/// Connections close when the last reference goes.
package final class AsyncHTTPClientTransport: HTTPTransport {
    private let direct: HTTPClient
    private let proxied: HTTPClient?
    private let options: TransportOptions

    package init(_ options: TransportOptions = TransportOptions()) throws(TransportError) {
        self.options = options
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try options.tlsConfiguration(),
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(15))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // Retries are ours, with a policy; the client's own would hide a refused connection until the time limit.
        configuration.connectionPool.retryConnectionEstablishment = false
        direct = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        proxied = options.proxy.map { proxy in
            configuration.proxy = .server(host: proxy.host, port: proxy.port)
            return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        }
    }

    deinit {
        direct.shutdown { _ in }
        proxied?.shutdown { _ in }
    }

    package func send(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async throws(TransportError) -> HTTPReply {
        guard let url = request.url else {
            throw TransportError(.notSent, "The request has no absolute URL. This is a bug in Martlet.")
        }
        var outgoing = HTTPClientRequest(url: url.description)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headerFields { outgoing.headers.add(name: field.name.rawName, value: field.value) }
        if !body.isEmpty || [.put, .post, .patch].contains(request.method) { outgoing.body = .bytes(body) }
        let client = options.proxy?.applies(to: url.host) == true ? proxied ?? direct : direct
        do {
            let answer = try await client.execute(outgoing, timeout: TimeAmount(timeout))
            return HTTPReply(HTTPResponse(answer), HTTPReplyBody(answer.body))
        } catch {
            throw TransportError(error)
        }
    }
}

/// Makes transports to the network.
package struct NetworkTransportSource: TransportSource {
    package init() {}

    package func transport(_ options: TransportOptions) throws(TransportError) -> any HTTPTransport {
        try AsyncHTTPClientTransport(options)
    }
}

extension HTTPResponse {
    fileprivate init(_ answer: HTTPClientResponse) {
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        self.init(
            status: Status(code: Int(answer.status.code), reasonPhrase: answer.status.reasonPhrase),
            headerFields: fields
        )
    }
}

extension HTTPReplyBody {
    /// Pulls from the connection as the caller iterates, so that a slow reader slows the server, and an iteration that is
    /// dropped or cancelled closes the connection.
    fileprivate init(_ body: HTTPClientResponse.Body) {
        let chunks = Chunks(body)
        self = .stream(AsyncThrowingStream { try await chunks.next() })
    }
}

/// The one iterator over a body.
///
/// `@unchecked Sendable` because async-http-client's iterator is not, and a stream's producer must be. An answer's body is
/// read by one task, and `AsyncThrowingStream` asks its producer for an element only when that reader asks for one, so
/// calls of ``next()`` follow one another.
private final class Chunks: @unchecked Sendable {
    private var iterator: HTTPClientResponse.Body.AsyncIterator

    init(_ body: HTTPClientResponse.Body) { iterator = body.makeAsyncIterator() }

    func next() async throws -> [UInt8]? {
        do {
            return try await iterator.next().map { Array($0.readableBytesView) }
        } catch {
            throw TransportError(error)
        }
    }
}
