import KubernetesProvider
import MartletHTTP
import MartletModel
import Testing

/// What `martlet import` takes for the id of a Kubernetes object.
struct NamedObjectTests {
    private static let kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: main
        clusters: [{name: one, cluster: {server: "https://one:6443"}}]
        users: [{name: ann, user: {token: t}}]
        contexts: [{name: main, context: {cluster: one, user: ann, namespace: team}}]
        """

    private func identity(_ text: String, body: String) throws -> String? {
        let provider = KubernetesProvider(surroundings(FixedTransportSource(ScriptedTransport())))
        let identity = provider.identity(
            named: text, of: KubernetesProvider.objectType, body: try yaml(body),
            configuration: ["kubeconfig": .string(Self.kubeconfig)]
        )
        // Without the digest that stands for the cluster.
        return identity.map { $0.text.split(separator: "/").dropFirst().joined(separator: "/") }
    }

    private static let deployment = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}}"
    private static let role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}"

    static let named: [(text: String, body: String, identity: String)] = [
        ("apps/v1/Deployment/shop/web", deployment, "apps/Deployment/shop/web"),
        ("apps/v1/Deployment/web", deployment, "apps/Deployment/team/web"),
        ("deployment.apps/web", deployment, "apps/Deployment/shop/web"),
        ("deployments/web", deployment, "apps/Deployment/shop/web"),
        ("v1/ConfigMap/shop/settings", deployment, "core/ConfigMap/shop/settings"),
        ("v1/Namespace/shop", deployment, "core/Namespace/-/shop"),
        ("rbac.authorization.k8s.io/v1/ClusterRole/reader", role, "rbac.authorization.k8s.io/ClusterRole/-/reader"),
        ("clusterrole.rbac.authorization.k8s.io/reader", role, "rbac.authorization.k8s.io/ClusterRole/-/reader"),
        ("acme.example/v1beta1/Widget/shop/w", deployment, "acme.example/Widget/shop/w"),
        ("k8s-0123456789ab/apps/Deployment/shop/web", deployment, "apps/Deployment/shop/web"),
    ]

    @Test(arguments: named.indices) func `an object is known by what kubectl prints`(index: Int) throws {
        let row = Self.named[index]
        #expect(try identity(row.text, body: row.body) == row.identity)
    }

    @Test(arguments: [
        "", "web", "pod/web", "apps/v1/Deployment", "apps/v1/Deployment//web", "v1/a/b/c/d", "deployment.apps/",
    ])
    func `anything else names nothing`(text: String) throws {
        #expect(try identity(text, body: Self.deployment) == nil)
    }
}
