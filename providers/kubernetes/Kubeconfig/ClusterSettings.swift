package import MartletModel

/// One entry of `providers:` of kind Kubernetes, wholly known: which cluster, as whom, in which namespace.
package struct ClusterSettings: Sendable, Hashable {
    package let cluster: KubeconfigCluster
    package let user: KubeconfigUser
    /// For objects that name no namespace.
    package let defaultNamespace: String
    /// Whether fields that another manager owns are taken without asking.
    package let forcesConflicts: Bool
    /// The uid of `kube-system` that the cluster must have; nil to take any.
    package let expectedUID: String?

    package var name: ClusterName { ClusterName(server: cluster.server) }

    /// - Parameter configuration: Plain and wholly known.
    package init(_ configuration: Value, in surroundings: KubernetesSurroundings) throws(KubeconfigFault) {
        let selection = try KubeconfigSources(surroundings).selection(configuration)
        cluster = selection.cluster
        user = selection.user
        defaultNamespace = configuration.text("namespace") ?? selection.namespace ?? "default"
        forcesConflicts = configuration["force_conflicts"]?.boolValue ?? false
        expectedUID = configuration.text("cluster_uid")
    }
}

/// Where a kubeconfig comes from.
struct KubeconfigSources {
    private let surroundings: KubernetesSurroundings
    private static let accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    init(_ surroundings: KubernetesSurroundings) { self.surroundings = surroundings }

    /// The configuration's own text or file; else `KUBECONFIG`; else `~/.kube/config`; else the pod that we run in.
    func selection(_ configuration: Value) throws(KubeconfigFault) -> KubeconfigSelection {
        let context = configuration.text("context")
        if let text = configuration.text("kubeconfig") {
            return try kubeconfig(Array(text.utf8), name: "kubeconfig", folder: nil).selection(context)
        }
        if let path = configuration.text("path") {
            guard let found = try file(expanded(path)) else { throw KubeconfigFault("There is no file `\(path)`.") }
            return try found.selection(context)
        }
        if let found = try fromEnvironment() { return try found.selection(context) }
        if let found = try inCluster() { return found }
        throw KubeconfigFault(
            "There is no kubeconfig.",
            hint: "Set `kubeconfig:` (text) or `path:` under `providers:`, or the variable KUBECONFIG."
        )
    }

    private func fromEnvironment() throws(KubeconfigFault) -> Kubeconfig? {
        let list = surroundings.environment["KUBECONFIG"] ?? ""
        let paths = list.isEmpty ? [expanded("~/.kube/config")] : list.split(separator: ":").map(String.init)
        var merged: Kubeconfig?
        for path in paths {
            guard let found = try file(path) else { continue }
            merged = merged.map { $0.merged(with: found) } ?? found
        }
        return merged
    }

    private func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = surroundings.environment["HOME"] else { return path }
        return home + path.dropFirst(1)
    }

    private func file(_ path: String) throws(KubeconfigFault) -> Kubeconfig? {
        guard let bytes = try bytes(of: path) else { return nil }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return try kubeconfig(bytes, name: path, folder: folder)
    }

    private func bytes(of path: String) throws(KubeconfigFault) -> [UInt8]? {
        do {
            return try surroundings.readFile(path)
        } catch {
            throw KubeconfigFault("The file `\(path)` cannot be read.")
        }
    }

    private func kubeconfig(_ bytes: [UInt8], name: String, folder: String?) throws(KubeconfigFault) -> Kubeconfig {
        guard let documents = try? KubernetesYAML.documents(bytes, name: name) else {
            // The text holds credentials, so the fault does not quote it.
            throw KubeconfigFault("`\(name)` is not valid YAML.")
        }
        guard let document = documents.first, documents.count == 1 else {
            throw KubeconfigFault("`\(name)` holds \(documents.count) documents instead of one.")
        }
        return try Kubeconfig(document, folder: folder)
    }

    /// The service account of the pod that Martlet runs in; nil outside of one.
    private func inCluster() throws(KubeconfigFault) -> KubeconfigSelection? {
        guard let host = surroundings.environment["KUBERNETES_SERVICE_HOST"],
            let port = surroundings.environment["KUBERNETES_SERVICE_PORT"], !host.isEmpty
        else { return nil }
        let bracketed = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard let server = ServerAddress("https://\(bracketed):\(port)") else {
            throw KubeconfigFault("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not an address.")
        }
        var user = KubeconfigUser()
        user.tokenFile = "\(Self.accountFolder)/token"
        let namespace = try bytes(of: "\(Self.accountFolder)/namespace").map { String(decoding: $0, as: UTF8.self) }
        return KubeconfigSelection(
            cluster: KubeconfigCluster(server: server, authority: .file("\(Self.accountFolder)/ca.crt")),
            user: user, namespace: namespace
        )
    }
}
