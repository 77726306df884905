import KubernetesProvider
import MartletHTTP
import MartletModel
import Testing

struct KubeconfigTests {
    private let simple = """
        apiVersion: v1
        kind: Config
        current-context: main
        clusters:
          - {name: one, cluster: {server: "https://one:6443", certificate-authority: ca.pem, tls-server-name: api, proxy-url: "http://p:3128"}}
        users:
          - {name: ann, user: {token: planted-token, as: eve, as-groups: [ops], as-user-extra: {reason: [test]}}}
        contexts:
          - {name: main, context: {cluster: one, user: ann, namespace: team}}
        """

    private func settings(_ text: String, _ more: Fields = Fields(), files: [String: String] = [:]) throws
        -> ClusterSettings
    {
        var fields = more
        fields["kubeconfig"] = .string(text)
        return try ClusterSettings(
            .object(fields), in: surroundings(FixedTransportSource(ScriptedTransport()), files: files))
    }

    @Test("A context gives its cluster, its user and its namespace")
    func contextGivesAll() throws {
        let settings = try settings(simple)
        #expect(settings.cluster.server.description == "https://one:6443")
        #expect(settings.cluster.serverName == "api")
        #expect(settings.cluster.proxy == "http://p:3128")
        #expect(settings.user.token == .secret("planted-token"))
        #expect(settings.user.impersonation?.user == "eve")
        #expect(settings.user.impersonation?.groups == ["ops"])
        #expect(settings.defaultNamespace == "team")
    }

    @Test("The configuration's own namespace wins")
    func namespaceWins() throws {
        #expect(try settings(simple, ["namespace": "mine"]).defaultNamespace == "mine")
    }

    @Test("Data in the file wins over a path")
    func dataWins() throws {
        let settings = try settings(
            simple.replacing(
                "certificate-authority: ca.pem", with: "certificate-authority: ca.pem, certificate-authority-data: aGk="
            ))
        #expect(settings.cluster.authority == .bytes(Array("hi".utf8)))
    }

    @Test("The files of KUBECONFIG are merged, the first one wins, and paths belong to their file")
    func merging() throws {
        let second = """
            current-context: other
            clusters: [{name: one, cluster: {server: "https://later"}}, {name: two, cluster: {server: "https://two", certificate-authority: sub/ca.pem}}]
            users: [{name: bob, user: {tokenFile: token}}]
            contexts: [{name: other, context: {cluster: two, user: bob}}]
            """
        let world = surroundings(
            FixedTransportSource(ScriptedTransport()), environment: ["KUBECONFIG": "/a/one.yaml:/missing:/b/two.yaml"],
            files: ["/a/one.yaml": simple, "/b/two.yaml": second]
        )
        #expect(try ClusterSettings(.object([:]), in: world).cluster.server.host == "one")
        let other = try ClusterSettings(["context": "other"], in: world)
        #expect(other.cluster.authority == .file("/b/sub/ca.pem"))
        #expect(other.user.tokenFile == "/b/token")
        #expect(other.defaultNamespace == "default")
    }

    @Test("Without KUBECONFIG, the file in the home folder is read; a path may start with ~")
    func homeFolder() throws {
        let world = surroundings(
            FixedTransportSource(ScriptedTransport()), environment: ["HOME": "/home/me"],
            files: ["/home/me/.kube/config": simple, "/home/me/x": simple]
        )
        #expect(try ClusterSettings(.object([:]), in: world).cluster.server.host == "one")
        #expect(try ClusterSettings(["path": "~/x"], in: world).cluster.authority == .file("/home/me/ca.pem"))
    }

    @Test("In a pod, the service account is used", arguments: [("10.0.0.1", "10.0.0.1"), ("fd00::1", "[fd00::1]")])
    func inCluster(_ host: String, _ expected: String) throws {
        let folder = "/var/run/secrets/kubernetes.io/serviceaccount"
        let world = surroundings(
            FixedTransportSource(ScriptedTransport()),
            environment: ["KUBERNETES_SERVICE_HOST": host, "KUBERNETES_SERVICE_PORT": "443"],
            files: ["\(folder)/token": "t", "\(folder)/ca.crt": "c", "\(folder)/namespace": "jobs"]
        )
        let settings = try ClusterSettings(.object([:]), in: world)
        #expect(settings.cluster.server.host == expected)
        #expect(settings.user.tokenFile == "\(folder)/token")
        #expect(settings.defaultNamespace == "jobs")
    }

    static let faults: [(change: (String, String), message: String)] = [
        (("current-context: main", "current-context: mian"), "It has no context `mian`."),
        (
            ("cluster: one, user", "cluster: none, user"),
            "The context `main` names the cluster `none`, which is not there."
        ),
        (("user: ann", "user: bob"), "The context `main` names the user `bob`, who is not there."),
        (("https://one:6443", "ldap://one"), "The server of the cluster `one` is not an http or https address."),
        (
            ("token: planted-token", "auth-provider: {name: azure}"),
            "The user `ann` uses the auth-provider `azure`, which Kubernetes removed in version 1.26."
        ),
        (
            ("token: planted-token", "client-certificate: c.pem"),
            "The user `ann` has one of `client-certificate` and `client-key` without the other."
        ),
        (
            ("certificate-authority: ca.pem", "certificate-authority: ca.pem, insecure-skip-tls-verify: true"),
            "The cluster `one` has a certificate authority and skips verification."
        ),
        (
            ("certificate-authority: ca.pem", "certificate-authority-data: '%'"),
            "`certificate-authority-data` is not base64."
        ),
        (
            ("token: planted-token", "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}"),
            "The credential plugin of the user `ann` speaks `client.authentication.k8s.io/v1alpha1`, which is not supported."
        ),
        (
            (
                "token: planted-token",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}"
            ), "The credential plugin of the user `ann` always asks questions, and Martlet runs without a terminal."
        ),
        (("kind: Config", "kind: Pod"), "Its kind is `Pod`, not `Config`."),
        (("clusters:", "clusters: {\n"), "`kubeconfig` is not valid YAML."),
    ]

    @Test("Faults say what is wrong, and never the token", arguments: faults.indices)
    func faultsAreNamed(_ index: Int) throws {
        let (change, message) = Self.faults[index]
        let text = simple.replacing(change.0, with: change.1)
        try #require(text != simple)
        let fault = #expect(throws: KubeconfigFault.self) { try settings(text) }
        #expect(fault?.message == message)
        #expect(fault.map { "\($0)".contains("planted-token") } == false)
    }

    @Test("A configuration that is not known yet gives no identity, a known one a stable one")
    func identities() throws {
        let provider = provider()
        let body = try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")
        let type = KubernetesProvider.objectType
        #expect(
            provider.identity(of: type, body: body, configuration: ["kubeconfig": .unknown(Unknown(.string))]) == nil)
        let known = provider.identity(of: type, body: body, configuration: ["kubeconfig": .string(simple)])
        #expect(known?.text.hasSuffix("/core/ConfigMap/team/a") == true)
        let role = try yaml(
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: 'system:x', namespace: odd}}"
        )
        let clusterWide = provider.identity(of: type, body: role, configuration: ["kubeconfig": .string(simple)])
        #expect(clusterWide?.text.hasSuffix("/rbac.authorization.k8s.io/ClusterRole/-/system:x") == true)
        let reference = try #require(clusterWide.flatMap { ObjectReference($0) })
        #expect(reference.identity == clusterWide)
        #expect(reference.namespace == nil)
    }

    @Test("A name that is still unknown gives no identity")
    func unknownName() throws {
        let body: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .unknown(Unknown(.string))]]
        let identity = provider().identity(
            of: KubernetesProvider.objectType, body: body, configuration: ["kubeconfig": .string(simple)])
        #expect(identity == nil)
    }
}
