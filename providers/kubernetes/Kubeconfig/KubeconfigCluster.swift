package import MartletModel

/// How to reach and to trust an API server.
package struct KubeconfigCluster: Sendable, Hashable {
    package let server: ServerAddress
    package let authority: KubeconfigContent?
    package let skipsVerification: Bool
    /// The name on the server's certificate, when it is not the host of the address.
    package let serverName: String?
    package let proxy: String?
    /// What the stack may pass on to a credential plugin.
    package let extensions: Value?

    init(_ entry: Value, name: String, folder: String?) throws(KubeconfigFault) {
        guard let text = entry.text("server"), !text.isEmpty else {
            throw KubeconfigFault("The cluster `\(name)` has no server.")
        }
        guard let server = ServerAddress(text) else {
            throw KubeconfigFault("The server of the cluster `\(name)` is not an http or https address.")
        }
        self.server = server
        authority = try KubeconfigContent(entry, "certificate-authority", folder: folder)
        skipsVerification = entry["insecure-skip-tls-verify"]?.boolValue ?? false
        if skipsVerification, authority != nil {
            throw KubeconfigFault(
                "The cluster `\(name)` has a certificate authority and skips verification.",
                hint: "Remove `insecure-skip-tls-verify`."
            )
        }
        serverName = entry.text("tls-server-name")
        proxy = entry.text("proxy-url").flatMap { $0.isEmpty ? nil : $0 }
        extensions =
            entry["extensions"]?.list.first { $0.text("name") == "client.authentication.k8s.io/exec" }?["extension"]
    }

    init(server: ServerAddress, authority: KubeconfigContent?) {
        self.server = server
        self.authority = authority
        skipsVerification = false
        serverName = nil
        proxy = nil
        extensions = nil
    }
}

/// Bytes that stand in the kubeconfig itself, or in a file that it names.
package enum KubeconfigContent: Sendable, Hashable {
    case bytes([UInt8])
    case file(String)

    /// `KEY-data` in base64 wins over the path in `KEY`; nil when there is neither.
    init?(_ entry: Value, _ key: String, folder: String?) throws(KubeconfigFault) {
        if let encoded = entry.text("\(key)-data"), !encoded.isEmpty {
            guard let bytes = Base64.decoded(encoded) else { throw KubeconfigFault("`\(key)-data` is not base64.") }
            self = .bytes(bytes)
        } else if let path = entry.text(key), !path.isEmpty {
            self = .file(Self.resolved(path, folder: folder))
        } else {
            return nil
        }
    }

    static func resolved(_ path: String, folder: String?) -> String {
        guard !path.hasPrefix("/"), let folder else { return path }
        return "\(folder)/\(path)"
    }
}
