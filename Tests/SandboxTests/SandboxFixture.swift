import HTTPTypes
import MartletHTTP
import MartletModel
import Synchronization
import Testing

@testable import Sandbox

/// A sandbox in memory and short ways to talk to it: `try await sandbox.put("/…", body)` answers status, headers and JSON.
struct SandboxFixture: Sendable {
    static let subscription = "/subscriptions/00000000-0000-0000-0000-000000000000"
    static let group = "\(subscription)/resourceGroups/g"
    /// The first moment of 2026.
    static let start = SandboxInstant(seconds: 1_767_225_600)

    let cloud: SandboxCloud
    let clusters: RecordedClusters
    var transport: SandboxTransport { SandboxTransport(cloud) }

    init(settings: ArmSettings = ArmSettings()) {
        clusters = RecordedClusters()
        cloud = SandboxCloud(Self.services(clusters, settings), seed: 7, start: Self.start)
    }

    /// A sandbox in the file at `path`.
    init(path: String) throws {
        clusters = RecordedClusters()
        cloud = try SandboxCloud(Self.services(clusters, ArmSettings()), path: path, seed: 7, start: Self.start)
    }

    private static func services(_ clusters: RecordedClusters, _ settings: ArmSettings) -> SandboxServices {
        SandboxServices(arm: ArmService(clusters: clusters, settings: settings), kubernetes: clusters)
    }

    /// One answer.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let json: Value

        var code: String? { (json["error"] ?? json)["code"]?.stringValue }

        subscript(path: String) -> Value? { ArmBody(json)[path] }
    }

    /// - Parameter path: Below `https://management.azure.com`, or a whole URL.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: Value? = nil, headers: HTTPFields = [:],
        version: String? = "2025-10-01"
    ) async throws -> Answer {
        let whole = path.hasPrefix("https://") ? path : "https://management.azure.com" + path
        let rest = whole.dropFirst("https://".count)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var target = String(rest[slash...])
        if let version, !target.contains("api-version=") {
            target += (target.contains("?") ? "&" : "?") + "api-version=\(version)"
        }
        var request = HTTPRequest(method: method, scheme: "https", authority: String(rest[..<slash]), path: target)
        request.headerFields = headers
        request.headerFields[.authorization] = headers[.authorization] ?? "Bearer token"
        request.headerFields[.contentType] = "application/json"
        let reply = try await transport.send(
            request, body: try body?.canonicalJSONBytes(secrets: .reveal) ?? [], timeout: .seconds(60))
        guard case .bytes(let bytes) = reply.body else { throw FixtureError.stream }
        return Answer(
            status: reply.response.status.code, headers: reply.response.headerFields,
            json: bytes.isEmpty ? .null : try Value(json: bytes))
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path) }
    func put(_ path: String, _ body: Value) async throws -> Answer { try await send(.put, path, body) }
    func delete(_ path: String) async throws -> Answer { try await send(.delete, path) }

    func pass(_ duration: Duration) { cloud.clock.advance(to: cloud.clock.now.advanced(by: duration)) }

    /// Makes the group that everything in these tests lies in.
    func makeGroup() async throws {
        let answer = try await put(Self.group, ["location": "westeurope"])
        #expect(answer.status == 201)
    }
}

enum FixtureError: Error {
    case stream
}

/// A Kubernetes side that only remembers what it was told.
final class RecordedClusters: SandboxClusterService {
    private let seen = Mutex<[SandboxCluster]>([])

    var last: SandboxCluster? { seen.withLock(\.last) }

    func converge(_ cluster: SandboxCluster, in transaction: inout SandboxTransaction) {
        seen.withLock { $0.append(cluster) }
        transaction.put(SandboxKey(cluster.space, "namespaces", "default"), ["kind": "Namespace"])
    }

    func operation(of request: SandboxRequest) -> String { "get namespaces" }

    func respond(
        to request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        guard request.path == "/watch" else {
            return .json(.ok, ["path": .string(request.path), "base": .string(request.base)])
        }
        let (cloud, space) = (transaction.cloud, request.space)
        let seen = Mutex(transaction.revision)
        let end = transaction.now.advanced(by: .seconds(86_400 * 365))
        let names = AsyncThrowingStream<[UInt8], any Error> {
            guard cloud.clock.now < end else { return nil }
            let changes = try await cloud.changes(in: space, after: seen.withLock { $0 }, until: end) ?? []
            if let last = changes.last { seen.withLock { $0 = last.revision } }
            return changes.flatMap { Array("\($0.key.name)\n".utf8) }
        }
        return HTTPReply(HTTPResponse(status: .ok), .stream(names))
    }

    func failure(status: Int, code: String, message: String) -> HTTPReply {
        .json(HTTPResponse.Status(code: status), ["kind": "Status", "reason": .string(code)])
    }

    func fire(_ timer: SandboxTimer, in transaction: inout SandboxTransaction) {
        transaction.put(
            SandboxKey(timer.space, "fired", timer.payload.stringValue ?? ""),
            [
                "at": .string(transaction.now.seconds)
            ])
    }
}

/// Bodies that tests send.
enum SandboxBodies {
    static let account: Value = [
        "location": "West Europe", "kind": "StorageV2", "sku": ["name": "Standard_LRS"], "tags": ["a": "b"],
        "properties": ["allowSharedKeyAccess": true],
    ]

    static let cluster: Value = [
        "location": "westeurope", "identity": ["type": "SystemAssigned"],
        "properties": [
            "dnsPrefix": "demo", "kubernetesVersion": "1.33", "oidcIssuerProfile": ["enabled": true],
            "agentPoolProfiles": [["name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"]],
        ],
    ]
}
