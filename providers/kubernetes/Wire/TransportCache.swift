import MartletHTTP
private import Synchronization

/// One transport for each set of options: a credential plugin may hand out new certificates while we run.
final class TransportCache: Sendable {
    private let source: any TransportSource
    private let latest = Mutex<(options: TransportOptions, transport: any HTTPTransport)?>(nil)

    init(_ source: any TransportSource) { self.source = source }

    func transport(_ options: TransportOptions) throws(TransportError) -> any HTTPTransport {
        try latest.withLock { (latest) throws(TransportError) in
            if let latest, latest.options == options { return latest.transport }
            let transport = try source.transport(options)
            latest = (options, transport)
            return transport
        }
    }
}
