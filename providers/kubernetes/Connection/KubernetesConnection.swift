import MartletHTTP
import MartletModel
import MartletProvider

/// One cluster, reached as one user.
struct KubernetesConnection: ProviderConnection {
    let client: APIClient
    let discovery: DiscoverySource
    let settings: ClusterSettings
    /// Objects as they were last read, for dry runs that must know what is there.
    let seen = SeenObjects()

    /// Requests in flight at once; the server's own fairness takes care of the rest.
    static let parallelism = 16

    /// Opens the connection: asks what the cluster serves, and whether it is the one that the configuration means.
    init(_ settings: ClusterSettings, surroundings: KubernetesSurroundings) async throws(ProviderError) {
        self.settings = settings
        client = try APIClient(settings, surroundings: surroundings)
        discovery = DiscoverySource(client)
        do throws(APIFailure) {
            _ = try await discovery.discovery()
            guard let expected = settings.expectedUID else { return }
            let found = try await client.send(APICall.get("/api/v1/namespaces/kube-system")).text("metadata", "uid")
            guard found == expected else { throw APIFailure.impossible(Self.otherCluster(settings, found)) }
        } catch {
            throw error.providerError("connect to the cluster", host: client.host, isWrite: false)
        }
    }

    private static func otherCluster(_ settings: ClusterSettings, _ found: String?) -> ProviderError {
        ProviderError(
            .conflict, code: "OtherCluster",
            message: "`\(settings.cluster.server)` is another cluster than the one the configuration means: its "
                + "`kube-system` has the uid \(found ?? "?") instead of \(settings.expectedUID ?? "?").",
            hint: "Use the right kubeconfig context, or change `cluster_uid`."
        )
    }

    /// An object at the cluster: where it is, and under which path.
    struct Place: Sendable {
        let reference: ObjectReference
        let resource: Discovery.Resource
        /// Nil for objects of the whole cluster.
        let namespace: String?

        var path: String { resource.path(namespace: namespace, name: reference.name) }
        var listPath: String { resource.listPath(namespace: namespace) }
    }

    /// Where the object of `reference` is, in the version of `kind` or else the server's favourite; nil when its kind is
    /// not served.
    func place(of reference: ObjectReference, kind: ObjectKind?) async throws(APIFailure) -> Place? {
        let groupKind = reference.groupKind
        let resource = try await discovery.resource { known in
            kind.map { known[$0] } ?? known[groupKind]
        }
        guard let resource else { return nil }
        let namespace = resource.isNamespaced ? reference.namespace ?? settings.defaultNamespace : nil
        return Place(reference: reference, resource: resource, namespace: namespace)
    }

    /// In the version of the record, or in any when that one is not served any more.
    func anyPlace(of reference: ObjectReference, _ kind: ObjectKind?) async throws(APIFailure) -> Place? {
        if let place = try await place(of: reference, kind: kind) { return place }
        return kind == nil ? nil : try await place(of: reference, kind: nil)
    }

    /// What a body says it is, and where that is.
    func reference(of body: Value) throws(ProviderError) -> (manifest: Manifest, reference: ObjectReference) {
        guard let manifest = Manifest(body) else {
            throw ProviderError(
                .invalid, code: "Manifest", message: "The body does not say `apiVersion`, `kind` and `metadata.name`."
            )
        }
        let reference = manifest.reference(
            in: settings.name, isNamespaced: BuiltInKind[manifest.kind.groupKind]?.isNamespaced,
            defaultNamespace: settings.defaultNamespace
        )
        return (manifest, reference)
    }

    /// A failure in the engine's terms.
    func error(_ failure: APIFailure, _ subject: String, isWrite: Bool = false) -> ProviderError {
        failure.providerError(subject, host: client.host, isWrite: isWrite)
    }

    func notServed(_ kind: ObjectKind, _ versions: [String]) -> ProviderError {
        ProviderError(
            .notFound, code: "NotServed", message: "The cluster does not serve `\(kind)`.",
            hint: versions.isEmpty
                ? "Is its CustomResourceDefinition installed? It may come with an operator of the stack: add `depends_on`."
                : "It serves this kind as \(versions.map { "`\($0)`" }.joined(separator: ", "))."
        )
    }
}
