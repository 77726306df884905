package import MartletModel

/// How to prove who is calling.
package struct KubeconfigUser: Sendable, Hashable {
    package var certificate: KubeconfigContent?
    package var key: KubeconfigContent?
    package var token: Value?
    /// Read anew as it rotates; wins over ``token``.
    package var tokenFile: String?
    package var username: String?
    package var password: Value?
    package var plugin: CredentialPlugin?
    package var impersonation: Impersonation?

    /// Whom to act as.
    package struct Impersonation: Sendable, Hashable {
        package let user: String
        package let uid: String?
        package let groups: [String]
        /// Values by key, in byte order of the keys.
        package let extra: [Extra]

        package struct Extra: Sendable, Hashable {
            package let key: String
            package let values: [String]
        }
    }

    /// Nobody: no credential at all.
    package init() {}

    init(_ entry: Value, name: String, folder: String?) throws(KubeconfigFault) {
        if let provider = entry.text("auth-provider", "name") {
            throw KubeconfigFault(
                "The user `\(name)` uses the auth-provider `\(provider)`, which Kubernetes removed in version 1.26.",
                hint: provider == "azure"
                    ? "Run `kubelogin convert-kubeconfig -l azurecli`, or take the administrator's kubeconfig."
                    : "Use an `exec` plugin instead."
            )
        }
        certificate = try KubeconfigContent(entry, "client-certificate", folder: folder)
        key = try KubeconfigContent(entry, "client-key", folder: folder)
        if (certificate == nil) != (key == nil) {
            throw KubeconfigFault(
                "The user `\(name)` has one of `client-certificate` and `client-key` without the other.")
        }
        token = entry.text("token").flatMap { $0.isEmpty ? nil : .secret(.string($0)) }
        tokenFile = entry.text("tokenFile").flatMap {
            $0.isEmpty ? nil : KubeconfigContent.resolved($0, folder: folder)
        }
        username = entry.text("username").flatMap { $0.isEmpty ? nil : $0 }
        password = entry.text("password").map { .secret(.string($0)) }
        if let exec = entry["exec"], !exec.isNull { plugin = try CredentialPlugin(exec, user: name, folder: folder) }
        impersonation = Self.impersonation(entry)
    }

    private static func impersonation(_ entry: Value) -> Impersonation? {
        guard let user = entry.text("as"), !user.isEmpty else { return nil }
        let extra = (entry["as-user-extra"]?.fields ?? Fields()).map { field in
            Impersonation.Extra(key: field.key, values: field.value.list.compactMap(\.stringValue))
        }
        let groups = (entry["as-groups"]?.list ?? []).compactMap(\.stringValue)
        return Impersonation(user: user, uid: entry.text("as-uid"), groups: groups, extra: extra)
    }
}
