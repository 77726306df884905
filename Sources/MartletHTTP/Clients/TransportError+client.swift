internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Darwin)
private import Darwin
#else
private import Glibc
#endif

extension TransportError {
    /// What a failure of async-http-client means for a retry.
    init(_ error: any Error) {
        switch error {
        case let error as TransportError: self = error
        case is CancellationError: self.init(.cancelled, "The call was cancelled.")
        case let error as HTTPClientError: self.init(error)
        case let error as NIOConnectionError:
            self.init(.notSent, "no connection to \(error.host):\(error.port) could be made")
        case let error as IOError where Self.unconnected.contains(error.errnoCode):
            self.init(.notSent, "no connection could be made (error \(error.errnoCode))")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            self.init(.tls, "the TLS handshake failed (\(error))")
        case ChannelError.connectTimeout: self.init(.notSent, "the connection timed out")
        default: self.init(.connectionLost, "the connection broke (\(type(of: error)))")
        }
    }

    /// Failures to connect, before a byte was sent.
    private static let unconnected: Set<CInt> = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN]

    private init(_ error: HTTPClientError) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout,
            .proxyAuthenticationRequired, .invalidProxyResponse, .invalidURL, .emptyHost, .emptyScheme:
            self.init(.notSent, "no connection could be made (\(error.shortDescription))")
        case .tlsHandshakeTimeout: self.init(.tls, "the TLS handshake timed out")
        case .deadlineExceeded, .readTimeout, .writeTimeout: self.init(.timeout, "no answer within the time limit")
        case .cancelled: self.init(.cancelled, "the call was cancelled")
        default: self.init(.connectionLost, "the connection broke (\(error.shortDescription))")
        }
    }
}
