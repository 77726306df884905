import MartletProvider

/// Why a Bolt session cannot go on.
enum BoltError: Error, Hashable, Sendable {
    /// The server speaks none of the versions that were offered.
    case noCommonVersion
    case malformed
    case closed
    /// The server's own words.
    case failure(code: String, message: String)
    /// A parameter that PackStream has no form for.
    case unsendable
    case unreachable(String)

    /// In the terms of the engine; codes are `Neo.<class>.<category>.<title>`.
    var providerError: ProviderError {
        switch self {
        case .noCommonVersion:
            ProviderError(
                .unsupported, code: "NoCommonVersion", message: "The server speaks no version of Bolt from 4.2 to 5.8.",
                hint: "Neo4j 4.2 and later do."
            )
        case .malformed: ProviderError(.transient, code: "Malformed", message: "The server's answer is not Bolt.")
        case .closed:
            ProviderError(
                .transient, effect: .possible, code: "Closed", message: "The server closed the connection."
            )
        case .unreachable(let text): ProviderError(.transient, code: "Unreachable", message: text)
        case .unsendable:
            ProviderError(.invalid, code: "Unsendable", message: "A parameter is beyond the 64 bits that Bolt carries.")
        case .failure(let code, let message): ProviderError(Self.kind(of: code), code: code, message: message)
        }
    }

    private static func kind(of code: String) -> ProviderError.Kind {
        switch true {
        case code.contains(".Security.Unauthorized"), code.contains(".Security.CredentialsExpired"): .authentication
        case code.contains(".Security."): .forbidden
        case code.hasPrefix("Neo.TransientError."): .transient
        case code.hasPrefix("Neo.ClientError."): .invalid
        default: .operationFailed
        }
    }
}
