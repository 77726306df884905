import HTTPTypes
import MartletHTTP
import MartletLanguage
import MartletModel
import Sandbox
import Testing

/// A cluster of the sandbox with `nodes` nodes, spoken to over its transport.
///
/// `try await cluster.apply("…yaml…")` sends a server-side apply, `cluster.get("/api/v1/…")` reads; both give the
/// status and the body.
struct ClusterFixture {
    let cloud: SandboxCloud
    private let transport: SandboxTransport
    private let authority = "test.azmk8s.sandbox.invalid"

    init(nodes: Int = 2, flow: SandboxClock.Flow = .jumping) throws {
        let kubernetes = KubernetesService()
        cloud = SandboxCloud(
            SandboxServices(arm: ArmService(clusters: kubernetes), kubernetes: kubernetes), seed: 7,
            start: SandboxInstant(seconds: 1_764_000_000), flow: flow)
        transport = SandboxTransport(cloud)
        let cluster = SandboxCluster(
            id: "test", fqdn: authority, kubernetesVersion: "1.33.4", location: "westeurope",
            nodeResourceGroup: "MC_test", oidcIssuer: nil,
            pools: [
                SandboxCluster.Pool(
                    name: "system", count: nodes, vmSize: "Standard_D4s_v5", mode: "System", kubernetesVersion: "1.33.4"
                )
            ])
        try cloud.transaction { kubernetes.converge(cluster, in: &$0) }
    }

    /// What an answer said.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var body: Value { (try? Value(json: bytes)) ?? .null }
        var message: String { body["message"]?.stringValue ?? text }
        var version: String { body.at("metadata", "resourceVersion")?.stringValue ?? "" }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = [], type: String = "application/json",
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var request = HTTPRequest(method: method, scheme: "https", authority: authority, path: path)
        request.headerFields = headers
        if !body.isEmpty { request.headerFields[.contentType] = type }
        request.headerFields[.userAgent] = "tests/1.0"
        let reply = try await transport.send(request, body: body, timeout: .seconds(30))
        var bytes: [UInt8] = []
        switch reply.body {
        case .bytes(let whole): bytes = whole
        case .stream(let stream): for try await chunk in stream { bytes += chunk }
        }
        return Answer(status: reply.response.status.code, headers: reply.response.headerFields, bytes: bytes)
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers)
    }

    func delete(_ path: String, _ options: Value? = nil) async throws -> Answer {
        try await send(.delete, path, try options?.canonicalJSONBytes(secrets: .reveal) ?? [])
    }

    func create(_ yaml: String, query: String = "") async throws -> Answer {
        let object = try Self.object(yaml)
        return try await send(
            .post, Self.collection(of: object) + query, try object.canonicalJSONBytes(secrets: .reveal))
    }

    func replace(_ object: Value, query: String = "") async throws -> Answer {
        try await send(.put, Self.path(of: object) + query, try object.canonicalJSONBytes(secrets: .reveal))
    }

    func patch(_ path: String, _ json: String, type: String = "application/merge-patch+json") async throws -> Answer {
        try await send(.patch, path, Array(json.utf8), type: type)
    }

    /// Applies one object by server-side apply.
    func apply(
        _ yaml: String, manager: String = "tests", force: Bool = false, query: String = "", part: String = ""
    ) async throws -> Answer {
        try await apply(try Self.object(yaml), manager: manager, force: force, query: query, part: part)
    }

    func apply(
        _ object: Value, manager: String = "tests", force: Bool = false, query: String = "", part: String = ""
    ) async throws -> Answer {
        let options = "?fieldManager=\(manager)\(force ? "&force=true" : "")\(query)"
        return try await send(
            .patch, Self.path(of: object) + part + options, try object.canonicalJSONBytes(secrets: .reveal),
            type: "application/apply-patch+yaml")
    }

    /// Lets virtual time pass.
    func pass(_ duration: Duration) throws {
        // In steps, so that what one moment starts the next can finish.
        for _ in 0..<20 {
            cloud.clock.advance(to: cloud.clock.now.advanced(by: duration / 20))
            try cloud.transaction { _ in }
        }
    }

    static func object(_ yaml: String) throws -> Value {
        try #require(try YAMLReader.values(Array(yaml.utf8), name: "test").first)
    }

    static func path(of object: Value) -> String {
        "\(collection(of: object))/\(object.at("metadata", "name")?.stringValue ?? "")"
    }

    private static func collection(of object: Value) -> String {
        let version = object["apiVersion"]?.stringValue ?? ""
        let kind = (object["kind"]?.stringValue ?? "").lowercased()
        let plural =
            kind.hasSuffix("y") ? "\(kind.dropLast())ies" : kind.hasSuffix("s") ? "\(kind)es" : "\(kind)s"
        let root = version.contains("/") ? "/apis/\(version)" : "/api/\(version)"
        let namespace = object.at("metadata", "namespace")?.stringValue.map { "/namespaces/\($0)" } ?? ""
        return "\(root)\(namespace)/\(plural)"
    }
}

extension Value {
    /// The value at a path of field names and list indices: `"spec", "ports", 0, "port"`.
    func find(_ path: any PathStep...) -> Value? {
        path.reduce(Optional(self)) { found, step in
            switch step {
            case let name as String: found?[name]
            case let index as Int: found?.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            default: nil
            }
        }
    }
}

protocol PathStep {}
extension String: PathStep {}
extension Int: PathStep {}

extension String {
    /// The text with every `old` replaced.
    func replacing(_ old: String, with new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
