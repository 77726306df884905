/// What a connection to a server needs beside its URL. Holds private keys: never printed.
package struct TransportOptions: Sendable, Hashable {
    /// PEM certificates that are trusted instead of the system's; nil for the system's.
    package var roots: [UInt8]?
    /// The client's own certificate chain and key, in PEM.
    package var clientIdentity: ClientIdentity?
    /// The name that the server's certificate must have, when it is not the host of the URL.
    package var serverName: String?
    /// Whether any certificate is taken. Asked for by `insecure-skip-tls-verify` and by nothing else.
    package var skipsVerification = false
    package var proxy: ProxySettings?

    package init(
        roots: [UInt8]? = nil, clientIdentity: ClientIdentity? = nil, serverName: String? = nil,
        skipsVerification: Bool = false, proxy: ProxySettings? = nil
    ) {
        self.roots = roots
        self.clientIdentity = clientIdentity
        self.serverName = serverName
        self.skipsVerification = skipsVerification
        self.proxy = proxy
    }

    /// A client certificate, in PEM.
    package struct ClientIdentity: Sendable, Hashable {
        package var certificateChain: [UInt8]
        package var privateKey: [UInt8]

        package init(certificateChain: [UInt8], privateKey: [UInt8]) {
            self.certificateChain = certificateChain
            self.privateKey = privateKey
        }
    }
}

extension TransportOptions: CustomStringConvertible {
    package var description: String {
        "TransportOptions(serverName: \(serverName ?? "-"), skipsVerification: \(skipsVerification))"
    }
}

/// Makes transports: the network, or one sandbox for every address.
package protocol TransportSource: Sendable {
    /// A transport with `options`. Throws `.tls` when a certificate or key cannot be read.
    func transport(_ options: TransportOptions) throws(TransportError) -> any HTTPTransport
}

/// Answers every request for a transport with the same one.
package struct FixedTransportSource: TransportSource {
    private let fixed: any HTTPTransport

    package init(_ fixed: any HTTPTransport) { self.fixed = fixed }

    package func transport(_ options: TransportOptions) -> any HTTPTransport { fixed }
}
