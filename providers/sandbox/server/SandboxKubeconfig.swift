import MartletModel

/// A kubeconfig for clusters of the sandbox: tokens, and no certificates, for there is no TLS on loopback.
package struct SandboxKubeconfig: Sendable, Hashable {
    /// One cluster and somebody who may use it. All names are plain, so that nothing in the file needs quotes.
    package struct Entry: Sendable, Hashable {
        package let cluster: String
        let user: String
        /// Where the API server is.
        package let server: String
        let token: String
    }

    package let entries: [Entry]

    /// Where a cluster's API is for somebody who reached ARM at `base`.
    static func server(of clusterID: String, asked base: String) -> String {
        SandboxRouter.armHosts.contains { base == "https://\($0)" }
            ? "https://" + SandboxRouter.fqdn(clusterID: clusterID) : "\(base)/clusters/\(clusterID)"
    }

    /// The file; the first entry is the current context.
    package var text: String {
        """
        apiVersion: v1
        kind: Config
        clusters:
        \(entries.map { "- cluster: {server: \"\($0.server)\"}\n  name: \($0.cluster)" }.joined(separator: "\n"))
        contexts:
        \(entries.map { "- context: {cluster: \($0.cluster), user: \($0.user)}\n  name: \($0.cluster)" }.joined(separator: "\n"))
        current-context: \(entries.first?.cluster ?? "\"\"")
        preferences: {}
        users:
        \(entries.map { "- name: \($0.user)\n  user: {token: \($0.token)}" }.joined(separator: "\n"))

        """
    }
}

extension SandboxCloud {
    /// An administrator's kubeconfig for every cluster that is up, by name; nil while there is none.
    ///
    /// - Parameter base: Where the sandbox is served, as ``SandboxServer/Endpoint/base``.
    package func kubeconfig(servedAt base: String) throws(SandboxStoreError) -> SandboxKubeconfig? {
        let entries = try transaction { transaction in
            transaction.resources(ofType: ManagedClusterBehaviour.type, below: "").map { cluster in
                SandboxKubeconfig.Entry(
                    cluster: cluster.id.name, user: "clusterAdmin_\(cluster.id.group?.name ?? "")_\(cluster.id.name)",
                    server: SandboxKubeconfig.server(of: ManagedClusterBehaviour.clusterID(cluster.id), asked: base),
                    // Loopback asks for no proof, and so the file that this becomes holds no secret.
                    token: "sandbox")
            }
        }
        return entries.isEmpty ? nil : SandboxKubeconfig(entries: entries)
    }
}
