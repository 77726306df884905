/// A kubeconfig for one of the sandbox's clusters: a token, and no certificates, for there is no TLS on loopback.
struct SandboxKubeconfig: Sendable {
    let cluster: String
    let user: String
    let server: String
    let token: String

    /// Where a cluster's API is for somebody who reached ARM at `base`.
    static func server(of clusterID: String, asked base: String) -> String {
        SandboxRouter.armHosts.contains { base == "https://\($0)" }
            ? "https://" + SandboxRouter.fqdn(clusterID: clusterID) : "\(base)/clusters/\(clusterID)"
    }

    /// The file. Every name in it is plain, so that nothing needs quotes.
    var text: String {
        """
        apiVersion: v1
        kind: Config
        clusters:
        - cluster:
            server: \(server)
          name: \(cluster)
        contexts:
        - context:
            cluster: \(cluster)
            user: \(user)
          name: \(cluster)
        current-context: \(cluster)
        preferences: {}
        users:
        - name: \(user)
          user:
            token: \(token)

        """
    }
}
