private import HTTPTypes
private import Hummingbird
package import Logging
private import MartletHTTP
private import NIOCore

/// The sandbox on loopback: the same answers as in process, for `kubectl`, Azure clients and browsers.
package struct SandboxServer: Sendable {
    /// Where everything is reached: `http://127.0.0.1:8080`.
    package struct Endpoint: Sendable, Hashable {
        package let port: Int

        package init(port: Int) { self.port = port }

        /// Azure Resource Manager and the login; clusters are below `/clusters/ID`.
        package var base: String { "http://127.0.0.1:\(port)" }
    }

    private let transport: SandboxTransport
    private let port: Int
    private let logger: Logger

    /// - Parameter port: 0 for any that is free.
    package init(_ transport: SandboxTransport, port: Int = 0, logger: Logger) {
        self.transport = transport
        self.port = port
        self.logger = logger
    }

    /// Serves until the task is cancelled; then closes every connection and returns.
    ///
    /// - Parameter onReady: Called once requests can be sent.
    package func run(onReady: @escaping @Sendable (Endpoint) async -> Void) async throws {
        let transport = transport
        let application = Application(
            responder: CallbackResponder<ServedContext> { request, context in
                await SandboxServer.respond(to: request, context, transport)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                await onReady(Endpoint(port: channel.localAddress?.port ?? 0))
            },
            logger: logger)
        do {
            try await application.run()
        } catch is CancellationError {
            return
        }
    }

    private static let bodyLimit = 64 << 20
    private static let timeout = Duration.seconds(600)

    private static func respond(
        to request: Request, _ context: ServedContext, _ transport: SandboxTransport
    ) async -> Response {
        guard let body = try? await request.body.collect(upTo: bodyLimit) else {
            return Response(status: .contentTooLarge)
        }
        do throws(TransportError) {
            let reply = try await transport.send(request.head, body: Array(body.readableBytesView), timeout: timeout)
            return Response(reply)
        } catch {
            // What breaks a connection in process breaks it here.
            try? await context.channel.close()
            return Response(status: .badGateway)
        }
    }
}

/// A request's connection, so that faults can break it.
private struct ServedContext: InitializableFromSource, Sendable {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}

extension Response {
    fileprivate init(_ reply: HTTPReply) {
        var headers = reply.response.headerFields
        switch reply.body {
        case .bytes(let bytes):
            self.init(
                status: reply.response.status, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let chunks):
            headers[.contentLength] = nil
            self.init(
                status: reply.response.status, headers: headers,
                body: ResponseBody { writer in
                    for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                    try await writer.finish(nil)
                })
        }
    }
}
