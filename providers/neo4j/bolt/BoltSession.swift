import MartletModel
import NIOCore
import NIOPosix
import NIOSSL

/// One authenticated conversation with a server: each query runs in a transaction of its own.
struct BoltSession: ~Copyable {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var chunks = BoltChunks()

    /// The rows of a query.
    struct Rows: Hashable, Sendable {
        let names: [String]
        let records: [[Value]]
    }

    /// Connects, agrees on a version, authenticates, runs `body`, says goodbye and closes.
    static func with<Result: Sendable>(
        _ endpoint: BoltEndpoint, credentials: Fields, userAgent: String,
        _ body: (inout BoltSession) async throws -> Result
    ) async throws -> Result {
        let channel = try await connect(endpoint)
        return try await channel.executeThenClose { inbound, outbound in
            var session = BoltSession(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            try await session.open(credentials: credentials, userAgent: userAgent)
            let result = try await body(&session)
            try await session.send(.goodbye)
            return result
        }
    }

    private init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    private static func connect(_ endpoint: BoltEndpoint) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let tls = try context(for: endpoint)
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(15))
                .connect(host: endpoint.host, port: endpoint.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            let handler = try NIOSSLClientHandler(context: tls, serverHostname: endpoint.serverName)
                            try channel.pipeline.syncOperations.addHandler(handler)
                        }
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw BoltError.unreachable("\(endpoint.host):\(endpoint.port) cannot be reached: \(error).")
        }
    }

    private static func context(for endpoint: BoltEndpoint) throws -> NIOSSLContext? {
        guard endpoint.security != .plain else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if endpoint.security == .anyCertificate { configuration.certificateVerification = .none }
        return try NIOSSLContext(configuration: configuration)
    }

    /// Handshake, HELLO, LOGON.
    private mutating func open(credentials: Fields, userAgent: String) async throws {
        let version = try await agree()
        var hello: Fields = ["user_agent": .string(userAgent)]
        if version.hasLogon {
            hello["bolt_agent"] = ["product": .string(userAgent)]
            _ = try await ask(.hello(hello))
            _ = try await ask(.logon(credentials))
        } else {
            for field in credentials { hello[field.key] = field.value }
            _ = try await ask(.hello(hello))
        }
    }

    private mutating func agree() async throws -> BoltVersion {
        try await outbound.write(ByteBuffer(bytes: BoltVersion.handshake))
        var answer: [UInt8] = []
        while answer.count < 4 {
            guard let part = try await inbound.next(isolation: #isolation) else { throw BoltError.closed }
            answer += part.readableBytesView
        }
        guard let version = BoltVersion(answer.prefix(4)) else { throw BoltError.noCommonVersion }
        chunks.append(answer.dropFirst(4))
        return version
    }

    /// Runs one query to its end.
    mutating func run(_ query: String, parameters: Fields, extra: Fields) async throws -> Rows {
        let head = try await ask(.run(query: query, parameters: parameters, extra: extra))
        try await send(.pullAll)
        var records: [[Value]] = []
        while true {
            switch try await reply() {
            case .record(let values): records.append(values)
            case .success:
                return Rows(names: head["fields"]?.elements?.compactMap(\.stringValue) ?? [], records: records)
            case .ignored: throw BoltError.malformed
            case .failure(let code, let message): throw BoltError.failure(code: code, message: message)
            }
        }
    }

    private mutating func ask(_ request: BoltRequest) async throws -> Value {
        try await send(request)
        switch try await reply() {
        case .success(let metadata): return metadata
        case .failure(let code, let message): throw BoltError.failure(code: code, message: message)
        case .record, .ignored: throw BoltError.malformed
        }
    }

    private func send(_ request: BoltRequest) async throws {
        let bytes: [UInt8]
        do { bytes = try request.bytes() } catch { throw BoltError.unsendable }
        try await outbound.write(ByteBuffer(bytes: BoltChunks.chunked(bytes)))
    }

    private mutating func reply() async throws -> BoltReply {
        while true {
            if let message = chunks.next() {
                do { return try BoltReply(message) } catch { throw BoltError.malformed }
            }
            guard let part = try await inbound.next(isolation: #isolation) else { throw BoltError.closed }
            chunks.append(part.readableBytesView)
        }
    }
}

extension BoltEndpoint {
    /// The name to verify; an address has none (RFC 6066 §3).
    fileprivate var serverName: String? {
        (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
    }
}
