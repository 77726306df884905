package import MartletProvider

extension TransportError {
    /// Whether the server may have seen the request.
    package var mayHaveArrived: Bool {
        switch kind {
        case .notSent, .tls: false
        case .connectionLost, .timeout, .tooLarge, .cancelled: true
        }
    }

    /// The failure in a provider's terms.
    ///
    /// - Parameters:
    ///   - host: Who was called, for the message.
    ///   - isWrite: Whether the request would have changed something had it arrived.
    package func providerError(calling host: String, isWrite: Bool) -> ProviderError {
        let effect: ProviderError.Effect = isWrite && mayHaveArrived ? .possible : .none
        let message = "The call to `\(host)` did not get an answer: \(self.message)"
        return switch kind {
        case .notSent:
            ProviderError(
                .transient, effect: effect, code: "Unreachable", message: message,
                hint: "Check the network, the proxy and that the host name resolves."
            )
        case .connectionLost: ProviderError(.transient, effect: effect, code: "ConnectionLost", message: message)
        case .timeout: ProviderError(.timeout, effect: effect, code: "NoAnswer", message: message)
        case .tls:
            ProviderError(
                .authentication, effect: effect, code: "TLS", message: message,
                hint: "The server's certificate is not trusted, or it does not accept the client's."
            )
        case .tooLarge: ProviderError(.unsupported, effect: effect, code: "AnswerTooLarge", message: message)
        case .cancelled: ProviderError(.cancelled, effect: effect, code: "Cancelled", message: message)
        }
    }
}
