internal import NIOSSL

extension TransportOptions {
    /// The options in NIOSSL's terms.
    func tlsConfiguration() throws(TransportError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        do {
            if let roots {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(roots))
            }
            if let clientIdentity {
                let chain = try NIOSSLCertificate.fromPEMBytes(clientIdentity.certificateChain)
                configuration.certificateChain = chain.map { .certificate($0) }
                configuration.privateKey = .privateKey(
                    try NIOSSLPrivateKey(bytes: clientIdentity.privateKey, format: .pem)
                )
            }
        } catch {
            throw TransportError(.tls, "A certificate or key is not valid PEM.")
        }
        if skipsVerification { configuration.certificateVerification = .none }
        return configuration
    }
}
