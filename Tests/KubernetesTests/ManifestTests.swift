import Foundation
import HTTPTypes
import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import TestSupport
import Testing

struct ManifestTests {
    private func members(_ body: Value, files: [String: String] = [:]) async throws -> [ExpandedMember] {
        try await provider(files: files).expand(
            type: KubernetesProvider.manifestsType, body: body, stackFolder: "/stack")
    }

    private let many = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: a}
        ---
        # nothing here
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: a}
        ---
        apiVersion: v1
        kind: List
        items:
          - {apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {k: planted}}
          - {apiVersion: example.com/v1, kind: Deployment, metadata: {name: web}}
        """

    @Test("Members are named by kind, namespace and name; by group when the kind alone could be two")
    func names() async throws {
        let found = try await members(["file": "all.yaml"], files: ["/stack/all.yaml": many])
        #expect(
            found.map(\.member) == ["Deployment.apps/a/web", "Deployment.example.com/web", "Namespace/a", "Secret/s"])
        #expect(found[3].body.at("stringData", "k") == .secret("planted"))
    }

    @Test(
        "Filters choose",
        arguments: [
            ("{only: [Namespace]}", ["Namespace/a"]),
            ("{only: [Deployment/web], exclude: [{namespace: a}]}", ["Deployment/web"]),
            ("{exclude: [Secret/s*, Deployment]}", ["Namespace/a"]),
        ]
    )
    func filters(_ filter: String, _ expected: [String]) async throws {
        var body = try #require(try yaml(filter).fields)
        body["text"] = .string(many)
        #expect(try await members(.object(body)).map(\.member) == expected)
    }

    @Test("A namespace is given to those that need one and have none")
    func namespace() async throws {
        let found = try await members(["text": .string(many), "namespace": "z"])
        #expect(found.map(\.member).contains("Secret/z/s"))
        #expect(found.map(\.member).contains("Namespace/a"))
    }

    @Test("Two objects of one name, and documents that are no objects, are faults")
    func faults() async throws {
        let text =
            "{apiVersion: v1, kind: Pod, metadata: {name: x}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: x}}\n---\nkind: Pod\n"
        let error = await #expect(throws: ProviderError.self) { try await members(["text": .string(text)]) }
        #expect(
            error?.problems.map(\.message) == [
                "Document 3 has no `apiVersion`, no `metadata.name`.", "`Pod/x` is there 2 times.",
            ])
    }

    @Test("What is fetched must have the digest that the stack names")
    func digests() async throws {
        let server = ScriptedTransport()
        server.on("GET /m.yaml", 302, "", headers: [.location: "https://cdn.example.com/n.yaml?sig=1"])
        server.on("GET /n.yaml", 200, "{apiVersion: v1, kind: Pod, metadata: {name: x}}")
        let good = Digest(of: "{apiVersion: v1, kind: Pod, metadata: {name: x}}")
        let provider = provider(FixedTransportSource(server))
        let expand = { (digest: Digest) in
            try await provider.expand(
                type: KubernetesProvider.manifestsType,
                body: ["url": "https://example.com/m.yaml", "sha256": .string(digest.hex)], stackFolder: "/"
            )
        }
        #expect(try await expand(good).map(\.member) == ["Pod/x"])
        let error = await #expect(throws: ProviderError.self) { _ = try await expand(Digest(of: "other")) }
        #expect(error?.code == "DigestMismatch")
    }

    static let sources: [(body: Value, message: String?)] = [
        (["text": "x"], nil),
        ([:], "Exactly one of `file`, `url` and `text` must be given; none is."),
        (["text": "x", "file": "y"], "Exactly one of `file`, `url` and `text` must be given; `file` and `text` are."),
        (["url": "https://x/y"], "A manifest from a URL needs its `sha256`, so that it cannot change unseen."),
        (["url": "https://x/y", "sha256": "abc"], "`sha256` must be 64 hexadecimal digits."),
        (["url": "ftp://x/y", "sha256": .unknown(Unknown())], "`url` must be an http or https address."),
    ]

    @Test("A source must be one, and sure", arguments: sources.indices)
    func sourceProblems(_ index: Int) {
        let (body, message) = Self.sources[index]
        #expect(
            provider().problems(in: body, of: KubernetesProvider.manifestsType).map(\.message)
                == [message].compactMap { $0 })
    }

    static let problems: [(text: String, problems: [String])] = [
        ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {A: x}}", []),
        ("{kind: ConfigMap, metadata: {name: a}}", ["The manifest has no `apiVersion`."]),
        ("{apiVersion: v1, kind: ConfigMap}", ["The manifest has no `metadata`."]),
        (
            "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}",
            ["`generateName` would make a new object at every apply."]
        ),
        ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {A: 1}}", ["`data.A` must be a text."]),
        (
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {A: '!'}}",
            ["The value of `data.A` is not base64."]
        ),
        ("{apiVersion: v1, kind: Deployment, metadata: {name: a}}", ["`Deployment` is not in `v1`."]),
        (
            "{apiVersion: apps/v1, kind: Deploymnet, metadata: {name: a}}",
            ["`apps/v1` has no kind `Deploymnet` that Martlet knows."]
        ),
        (
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {martlet.dev/stack: x, n: 3}}}",
            [
                "`metadata.labels.n` must be a text.",
                "The label `martlet.dev/stack` is Martlet's own: it says whose the object is.",
            ]
        ),
        (
            "{apiVersion: v1, kind: Namespace, metadata: {name: a, namespace: b}}",
            ["Namespace is not in a namespace; `b` has no meaning here."]
        ),
        ("{apiVersion: example.com/v1, kind: Anything, metadata: {name: a}, status: {}}", []),
        ("{apiVersion: v1, kind: PodList, metadata: {name: a}, items: []}", ["A list is not an object."]),
    ]

    @Test("Faults show without a cluster", arguments: problems.indices)
    func bodyProblems(_ index: Int) throws {
        let (text, expected) = Self.problems[index]
        #expect(provider().problems(in: try yaml(text), of: KubernetesProvider.objectType).map(\.message) == expected)
    }

    @Test("The real cert-manager release has 46 objects, each with a name of its own")
    func certManager() async throws {
        guard let folder = Fixtures.folder else { return print("skipped: no fixtures") }
        let text = try String(contentsOf: folder.appending(path: "cert-manager-v1.14.4.yaml"), encoding: .utf8)
        let found = try await members(["text": .string(text)])
        #expect(found.count == 46)
        #expect(Set(found.map(\.member)).count == 46)
        #expect(found.map(\.member).contains("Deployment/cert-manager/cert-manager-webhook"))
        #expect(found.map(\.member).contains("Role/kube-system/cert-manager:leaderelection"))
        let provider = provider()
        #expect(found.allSatisfy { provider.problems(in: $0.body, of: $0.type).isEmpty })
    }
}
