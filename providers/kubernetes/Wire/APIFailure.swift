package import MartletHTTP
package import MartletModel
package import MartletProvider

/// Why a call gave no object.
package enum APIFailure: Error, Sendable, Hashable {
    /// The server answered, and not with success.
    case refused(StatusReply, FailureClass)
    /// No answer.
    case unanswered(TransportError)
    /// The call could not be made at all.
    case impossible(ProviderError)

    package var failureClass: FailureClass? {
        if case .refused(_, let failureClass) = self { return failureClass }
        return nil
    }

    /// The server's own words; empty when there was no answer.
    package var reply: StatusReply? {
        if case .refused(let reply, _) = self { return reply }
        return nil
    }

    /// The failure with every secret of `body` left out of its texts.
    package func hiding(secretsOf body: Value) -> APIFailure {
        guard case .refused(let reply, let failureClass) = self else { return self }
        return .refused(reply.hiding(secretsOf: body), failureClass)
    }

    /// The failure in the engine's terms.
    ///
    /// - Parameter subject: What was tried, as a clause: `apply Deployment team/web`.
    package func providerError(_ subject: String, host: String, isWrite: Bool) -> ProviderError {
        switch self {
        case .impossible(let error): return error
        case .unanswered(let error): return error.providerError(calling: host, isWrite: isWrite)
        case .refused(let reply, let failureClass):
            return ProviderError(
                failureClass.errorKind,
                effect: isWrite && reply.code >= 500 && failureClass == .serverTrouble ? .possible : .none,
                code: reply.reason.isEmpty ? "HTTP\(reply.code)" : reply.reason,
                message:
                    "Could not \(subject): \(reply.message.isEmpty ? "the API server answered \(reply.code)" : reply.message)",
                hint: Self.hint(failureClass, reply), httpStatus: reply.code
            )
        }
    }

    private static func hint(_ failureClass: FailureClass, _ reply: StatusReply) -> String? {
        switch failureClass {
        case .expiredCredential: "The credential of the kubeconfig's user is not accepted (any more): log in again."
        case .forbidden where reply.message.contains("exceeded quota"): "Raise the namespace's ResourceQuota."
        case .forbidden: "Ask for the right that the message names, or use a context that has it."
        case .notServed: "The cluster does not serve this kind: is its CustomResourceDefinition installed?"
        case .namespaceMissing: "Put the namespace into the stack, or create it first."
        case .namespaceTerminating: "The namespace is being deleted; the run goes on once it is gone."
        case .notInSchema: "Compare the field's name and type with `kubectl explain`."
        case .webhookNotReady: webhookHint(reply.message)
        case .tooLarge: "A ConfigMap or Secret holds at most 1 MiB."
        default: nil
        }
    }

    /// The five ways in which a webhook is not there, in the order in which they heal.
    private static func webhookHint(_ message: String) -> String {
        let texts = [
            ("not found", "The webhook's Service does not exist yet."),
            ("no endpoints available", "The webhook's pods are not ready yet."),
            ("connection refused", "The webhook's pods are not ready yet."),
            ("x509", "The webhook's CA bundle is not injected yet: its injector (cainjector) must run."),
            (
                "context deadline exceeded",
                "The control plane cannot reach the webhook: check network policies and firewall rules for its port."
            ),
        ]
        return texts.first { message.contains($0.0) }?.1 ?? "An admission webhook does not answer."
    }
}
