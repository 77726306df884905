import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Testing

/// Tests of what a connection asks of a cluster that holds one config map.
protocol OneMapSuite {}

extension OneMapSuite {
    /// A server that serves config maps, namespaces and deployments.
    func scripted() -> ScriptedTransport {
        let server = ScriptedTransport()
        server.on(
            "GET /api", 200,
            #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[{"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced","verbs":["get","list","delete"]},{"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster","verbs":["get","list","delete"]}]}]}]}"#
        )
        server.on(
            "GET /apis", 200,
            #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[{"resource":"deployments","responseKind":{"group":"apps","version":"v1","kind":"Deployment"},"scope":"Namespaced","verbs":["get","list","delete"]}]}]}]}"#
        )
        return server
    }

    var kubeconfig: String {
        "{clusters: [{name: c, cluster: {server: 'http://sim:8001'}}], users: [{name: u, user: {token: t0k}}], contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}"
    }

    var context: StepContext { StepContext(marker: StackIdentity(stack: "shop"), timeout: .seconds(60)) }

    func connect(_ server: ScriptedTransport, _ more: Fields = Fields()) async throws -> any ProviderConnection {
        var configuration = more
        configuration["kubeconfig"] = .string(kubeconfig)
        return try await provider(FixedTransportSource(server)).connect(to: .object(configuration))
    }

    var type: ResourceType { KubernetesProvider.objectType }
    var map: Value {
        ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "data": ["k": "v"]]
    }
    var path: String { "/api/v1/namespaces/default/configmaps/a" }
    var live: String {
        #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default","uid":"u1","resourceVersion":"5","labels":{"martlet.dev/stack":"shop","martlet.dev/environment":"default","app.kubernetes.io/managed-by":"martlet"},"managedFields":[{"manager":"martlet","operation":"Apply"}]},"data":{"k":"v"}}"#
    }
    var foreign: String {
        #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","uid":"u2","resourceVersion":"7","managedFields":[{"manager":"kubectl-client-side-apply","operation":"Update","apiVersion":"v1","fieldsV1":{"f:data":{"f:k":{},"f:old":{}}}}]},"data":{"old":"x"}}"#
    }

    func identity() throws -> Identity {
        try #require(provider().identity(of: type, body: map, configuration: ["kubeconfig": .string(kubeconfig)]))
    }

    func prior(_ data: Fields) throws -> ResourceRecord {
        var body = map.fields ?? Fields()
        body["data"] = .object(data)
        var record = record(.object(body), identity: try identity().text)
        record.lineage = Lineage("u1")
        return record
    }
}
