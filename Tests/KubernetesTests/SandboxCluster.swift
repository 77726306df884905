import Foundation
import HTTPTypes
import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Sandbox
import TestSupport

/// A cluster of the sandbox, reached as the provider reaches any other, and an engine of the simplest kind: objects in the
/// order of their edges, each waited for.
struct TestCluster {
    let cloud: SandboxCloud
    let provider: KubernetesProvider
    let configuration: Value
    let connection: any ProviderConnection
    let marker = StackIdentity(stack: "shop", environment: "test")

    init() async throws {
        let kubernetes = KubernetesService()
        cloud = SandboxCloud(
            SandboxServices(arm: ArmService(clusters: kubernetes), kubernetes: kubernetes), seed: 7,
            start: SandboxInstant(seconds: 1_800_000_000)
        )
        let host = "test.azmk8s.sandbox.invalid"
        let pool = SandboxCluster.Pool(
            name: "system", count: 3, vmSize: "Standard_D4s_v5", mode: "System", kubernetesVersion: "1.33.4"
        )
        let cluster = SandboxCluster(
            id: "test", fqdn: host, kubernetesVersion: "1.33.4", location: "westeurope", nodeResourceGroup: "nodes",
            oidcIssuer: nil, pools: [pool]
        )
        try cloud.transaction { kubernetes.converge(cluster, in: &$0) }
        let cloud = cloud
        provider = KubernetesProvider(
            KubernetesSurroundings(
                transports: FixedTransportSource(SandboxTransport(cloud)), clock: cloud.clock, now: { 1_800_000_000 },
                randomness: Randomness { 0 }, environment: [:], readFile: { _ in nil }
            )
        )
        configuration = [
            "kubeconfig": .string(
                "{clusters: [{name: c, cluster: {server: 'https://\(host)'}}], contexts: [{name: x, context: {cluster: c}}]}"
            )
        ]
        connection = try await provider.connect(to: configuration)
    }

    var context: StepContext { StepContext(marker: marker, timeout: .seconds(600)) }

    func identity(_ body: Value) throws -> Identity {
        guard
            let identity = provider.identity(
                of: KubernetesProvider.objectType, body: body, configuration: configuration)
        else {
            throw ProviderError(.bug, code: "Test", message: "no identity")
        }
        return identity
    }

    /// Creates or, with a record, updates; then waits.
    func apply(_ body: Value, over prior: ResourceRecord? = nil, mayAdopt: Bool = false) async throws -> ResourceRecord
    {
        let type = KubernetesProvider.objectType
        let request = WriteRequest(
            type: type, identity: try identity(body), body: body, prior: prior, mayAdopt: mayAdopt)
        let written =
            prior == nil ? try await connection.create(request, context) : try await connection.update(request, context)
        let ready = try await connection.awaitReady(written, type: type, wait: nil, context)
        var record = record(body, attributes: ready.attributes, identity: ready.identity.text)
        record.lineage = ready.lineage
        return record
    }

    /// Positions of `bodies`, each after what must come before it.
    func order(_ bodies: [Value]) -> [Int] {
        let edges = provider.implicitEdges(among: bodies.map { (KubernetesProvider.objectType, $0) })
        var before = [Int](repeating: 0, count: bodies.count)
        var after: [Int: [Int]] = [:]
        for edge in edges {
            before[edge.after] += 1
            after[edge.before, default: []].append(edge.after)
        }
        var order = before.indices.filter { before[$0] == 0 }
        var next = 0
        while next < order.count {
            for position in after[order[next]] ?? [] {
                before[position] -= 1
                if before[position] == 0 { order.append(position) }
            }
            next += 1
        }
        return order
    }

    func applyAll(_ bodies: [Value]) async throws -> [ResourceRecord] {
        var records: [ResourceRecord] = []
        for position in order(bodies) { records.append(try await apply(bodies[position])) }
        return records
    }

    /// What a plan would change, by address and path.
    func changes(_ records: [ResourceRecord], desired: (Value) -> Value = { $0 }) async throws -> [String] {
        let targets = records.map { ReadTarget(type: $0.type, identity: $0.identity, body: $0.body) }
        let observations = await connection.read(targets)
        return try zip(records, observations).flatMap { record, observation -> [String] in
            guard case .present(let live) = try observation.get() else { return ["\(record.identity) is gone"] }
            let assessment = provider.compare(
                Comparison(type: record.type, desired: desired(record.body), record: record, live: live)
            )
            return assessment.changes.map { "\(record.identity): \($0.path)" }
        }
    }

    /// Somebody else's request, as `kubectl` would send it.
    func outside(
        _ method: HTTPRequest.Method, _ path: String, _ body: String, type: String = "application/merge-patch+json"
    ) async throws -> Value {
        var request = HTTPRequest(method: method, scheme: "https", authority: "test.azmk8s.sandbox.invalid", path: path)
        request.headerFields[.contentType] = type
        let reply = try await SandboxTransport(cloud).exchange(request, body: Array(body.utf8), timeout: .seconds(30))
        return try Value(json: reply.body)
    }

    static func certManager() throws -> [Value]? {
        guard let folder = Fixtures.folder else { return nil }
        return try yamlDocuments(Data(contentsOf: folder.appending(path: "cert-manager-v1.14.4.yaml")))
    }
}
