package import MartletModel

/// A program that is run for a credential: `exec` of a kubeconfig's user.
///
/// Follows https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins.
package struct CredentialPlugin: Sendable, Hashable {
    package let command: String
    package let arguments: [String]
    /// Set on top of our own environment.
    package let environment: [Variable]
    /// `client.authentication.k8s.io/v1` or `…/v1beta1`.
    package let apiVersion: String
    package let passesCluster: Bool
    package let installHint: String?

    package struct Variable: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    init(_ exec: Value, user: String, folder: String?) throws(KubeconfigFault) {
        guard let command = exec.text("command"), !command.isEmpty else {
            throw KubeconfigFault("The credential plugin of the user `\(user)` has no command.")
        }
        let version = exec.text("apiVersion") ?? ""
        guard ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"].contains(version) else {
            throw KubeconfigFault(
                "The credential plugin of the user `\(user)` speaks `\(version)`, which is not supported.",
                hint: "Set `apiVersion: client.authentication.k8s.io/v1`."
            )
        }
        let mode = exec.text("interactiveMode") ?? "IfAvailable"
        guard mode != "Always" else {
            throw KubeconfigFault(
                "The credential plugin of the user `\(user)` always asks questions, and Martlet runs without a terminal.",
                hint: "Log in first with a mode that caches its token, and set `interactiveMode: IfAvailable`."
            )
        }
        // A path with a slash belongs to the kubeconfig's folder; a bare name is looked up in PATH.
        self.command = command.contains("/") ? KubeconfigContent.resolved(command, folder: folder) : command
        arguments = (exec["args"]?.list ?? []).compactMap(\.stringValue)
        environment = (exec["env"]?.list ?? []).compactMap { entry in
            entry.text("name").map { Variable(name: $0, value: entry.text("value") ?? "") }
        }
        apiVersion = version
        passesCluster = exec["provideClusterInfo"]?.boolValue ?? false
        installHint = exec.text("installHint")
    }

    /// `KUBERNETES_EXEC_INFO`: what the plugin is told.
    package func request(cluster: KubeconfigCluster, authority: [UInt8]?) -> Value {
        var spec: Fields = ["interactive": false]
        if passesCluster {
            var facts: Fields = ["server": .string(cluster.server.description)]
            if let authority { facts["certificate-authority-data"] = .string(Base64.encoded(authority)) }
            if cluster.skipsVerification { facts["insecure-skip-tls-verify"] = true }
            if let name = cluster.serverName { facts["tls-server-name"] = .string(name) }
            if let proxy = cluster.proxy { facts["proxy-url"] = .string(proxy) }
            if let extensions = cluster.extensions { facts["config"] = extensions }
            spec["cluster"] = .object(facts)
        }
        return ["apiVersion": .string(apiVersion), "kind": "ExecCredential", "spec": .object(spec)]
    }

    /// What the plugin printed.
    package func credential(from output: [UInt8]) throws(KubeconfigFault) -> PluginCredential {
        guard let answer = try? KubernetesJSON.value(output), answer.text("kind") == "ExecCredential" else {
            throw KubeconfigFault("The credential plugin `\(command)` did not print an ExecCredential.")
        }
        guard answer.text("apiVersion") == apiVersion else {
            throw KubeconfigFault(
                "The credential plugin `\(command)` answered in another version than `\(apiVersion)`.")
        }
        let status = answer["status"]
        let credential = PluginCredential(
            token: status?.text("token"), certificate: status?.text("clientCertificateData").map { Array($0.utf8) },
            key: status?.text("clientKeyData").map { Array($0.utf8) },
            expiry: status?.text("expirationTimestamp").flatMap(Timestamp.seconds)
        )
        guard credential.token != nil || (credential.certificate != nil && credential.key != nil) else {
            throw KubeconfigFault("The credential plugin `\(command)` gave neither a token nor a certificate and key.")
        }
        return credential
    }
}

/// What a credential plugin gave. Held in memory only.
package struct PluginCredential: Sendable, Hashable {
    package let token: String?
    package let certificate: [UInt8]?
    package let key: [UInt8]?
    /// Seconds since 1970; nil when it does not expire.
    package let expiry: Int?
}
