package import MartletProvider

/// Gets tokens for Entra-protected services.
package protocol AzureCredential: Sendable {
    /// A token for `scope` (`https://management.azure.com/.default`) that is good for some minutes more.
    ///
    /// - Parameter renewing: Whether the last token was refused, so that a kept one must not be used again.
    func token(for scope: String, renewing: Bool) async throws(ProviderError) -> AccessToken
}

/// A bearer token. Prints `<redacted>`.
package struct AccessToken: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The clear text: for the `Authorization` header and nothing else.
    package let text: String
    /// Seconds since 1970.
    package let expiry: Int

    package init(_ text: String, expiry: Int) {
        self.text = text
        self.expiry = expiry
    }

    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
}

/// A token that somebody else made: the sandbox takes any.
package struct FixedCredential: AzureCredential {
    private let fixed: AccessToken

    package init(_ text: String = "sandbox") { fixed = AccessToken(text, expiry: .max) }

    package func token(for scope: String, renewing: Bool) -> AccessToken { fixed }
}
