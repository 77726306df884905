package import MartletHTTP

/// One API of the sandbox: what it answers, and what it does by itself as time passes.
package protocol SandboxService: Sendable {
    /// What a request does, in the words of fault rules: `PUT Microsoft.Storage/storageAccounts`, `create secrets`.
    func operation(of request: SandboxRequest) -> String

    /// Answers a request. Writes are kept with an answer of any status, and taken back when a refusal is thrown.
    func respond(to request: SandboxRequest, in transaction: inout SandboxTransaction) throws(SandboxRefusal)
        -> HTTPReply

    /// An error answer in this service's own form.
    func failure(status: Int, code: String, message: String) -> HTTPReply

    /// A timer of this service's space is due. `transaction.now` is its deadline.
    func fire(_ timer: SandboxTimer, in transaction: inout SandboxTransaction)
}

/// An answer that undoes what the request has written so far.
package struct SandboxRefusal: Error, Sendable {
    package let reply: HTTPReply

    package init(_ reply: HTTPReply) { self.reply = reply }
}

/// The Kubernetes side of managed clusters.
package protocol SandboxClusterService: SandboxService {
    /// Brings the cluster's space in line: namespaces and nodes of a new cluster, nodes of changed pools.
    func converge(_ cluster: SandboxCluster, in transaction: inout SandboxTransaction)
}

/// What Azure knows of a cluster that its Kubernetes API shows.
package struct SandboxCluster: Sendable, Hashable {
    /// The name under which its API is served; its space is `.cluster(id)`.
    package let id: String
    package let fqdn: String
    /// `1.33.4`.
    package let kubernetesVersion: String
    /// An Azure region, for the labels of nodes.
    package let location: String
    package let nodeResourceGroup: String
    package let oidcIssuer: String?
    package let pools: [Pool]

    package var space: SandboxSpace { .cluster(id) }

    /// Machines that are alike.
    package struct Pool: Sendable, Hashable {
        package let name: String
        package let count: Int
        package let vmSize: String
        /// `System` or `User`.
        package let mode: String
        package let kubernetesVersion: String
        package let zones: [String]
        package let labels: [String: String]
        /// `key=value:Effect`, as Azure writes them.
        package let taints: [String]

        package init(
            name: String, count: Int, vmSize: String, mode: String, kubernetesVersion: String, zones: [String] = [],
            labels: [String: String] = [:], taints: [String] = []
        ) {
            self.name = name
            self.count = count
            self.vmSize = vmSize
            self.mode = mode
            self.kubernetesVersion = kubernetesVersion
            self.zones = zones
            self.labels = labels
            self.taints = taints
        }
    }

    package init(
        id: String, fqdn: String, kubernetesVersion: String, location: String, nodeResourceGroup: String,
        oidcIssuer: String?, pools: [Pool]
    ) {
        self.id = id
        self.fqdn = fqdn
        self.kubernetesVersion = kubernetesVersion
        self.location = location
        self.nodeResourceGroup = nodeResourceGroup
        self.oidcIssuer = oidcIssuer
        self.pools = pools
    }
}
