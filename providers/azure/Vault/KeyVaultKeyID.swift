import MartletHTTP

/// A key in Azure Key Vault: `https://NAME.vault.azure.net/keys/KEY[/VERSION]`
/// (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers).
package struct KeyVaultKeyID: Sendable, Hashable, CustomStringConvertible {
    package let host: String
    package let name: String
    /// Nil for the current one.
    package let version: String?

    /// The domains of vaults and managed HSMs in each cloud: tokens go nowhere else.
    private static let domains = [
        "vault.azure.net", "vault.usgovcloudapi.net", "vault.azure.cn", "managedhsm.azure.net",
        "managedhsm.usgovcloudapi.net", "managedhsm.azure.cn",
    ]

    /// Reads an id; nil unless it is an `https` URL of a key in a vault.
    package init?(_ text: String) {
        guard let url = AbsoluteURL(text), url.scheme == "https", url.query == nil, url.authority == url.host,
            Self.domain(of: url.host) != nil
        else { return nil }
        let parts = url.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        guard (2...3).contains(parts.count), parts[0] == "keys",
            parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isNameByte) })
        else { return nil }
        host = url.host
        name = parts[1]
        version = parts.count == 3 ? parts[2] : nil
    }

    private static func domain(of host: String) -> String? { domains.first { host.hasSuffix(".\($0)") } }

    /// Names and versions are letters, digits and dashes.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    package var description: String { "https://\(host)\(path)" }

    var path: String { "/keys/\(name)" + (version.map { "/\($0)" } ?? "") }

    /// What a token for the vault is for.
    var scope: String { "https://\(Self.domain(of: host) ?? "vault.azure.net")/.default" }
}
