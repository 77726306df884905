import HTTPTypes
import Logging
import MartletHTTP
import MartletModel
import Synchronization
import Testing

@testable import Sandbox

struct ServerTests {
    /// Serves `fixture` while `body` runs.
    private func serving(
        _ fixture: SandboxFixture,
        _ body: @Sendable @escaping (SandboxServer.Endpoint, any HTTPTransport) async throws -> Void
    ) async throws {
        let server = SandboxServer(fixture.transport, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (endpoints, ready) = AsyncStream.makeStream(of: SandboxServer.Endpoint.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { ready.yield($0) } }
            var iterator = endpoints.makeAsyncIterator()
            let endpoint = try #require(await iterator.next())
            try await body(endpoint, try AsyncHTTPClientTransport())
            group.cancelAll()
        }
    }

    private func request(
        _ method: HTTPRequest.Method, _ endpoint: SandboxServer.Endpoint, _ path: String
    ) -> HTTPRequest {
        var request = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:\(endpoint.port)", path: path)
        request.headerFields[.authorization] = "Bearer x"
        request.headerFields[.contentType] = "application/json"
        return request
    }

    private func bytes(_ reply: HTTPReply) async throws -> [UInt8] {
        switch reply.body {
        case .bytes(let bytes): return bytes
        case .stream(let chunks):
            var all: [UInt8] = []
            for try await chunk in chunks { all += chunk }
            return all
        }
    }

    @Test func `ARM, clusters, tokens and the release are served on one port`() async throws {
        let fixture = SandboxFixture()
        try await fixture.makeGroup()
        let cluster = SandboxFixture.group + "/providers/Microsoft.ContainerService/managedClusters/aks"
        _ = try await fixture.put(cluster, SandboxBodies.cluster)
        fixture.pass(.seconds(240))
        try await serving(fixture) { (endpoint, client) async throws -> Void in
            func get(_ path: String) async throws -> (Int, [UInt8]) {
                let reply = try await client.send(request(.get, endpoint, path), body: [], timeout: .seconds(10))
                return (reply.response.status.code, try await bytes(reply))
            }
            let group = try await get(SandboxFixture.group + "?api-version=2024-07-01")
            #expect(group.0 == 200)
            #expect(try Value(json: group.1)["name"] == "g")
            let accepted = try await client.send(
                request(.delete, endpoint, SandboxFixture.group + "?api-version=2024-07-01"), body: [],
                timeout: .seconds(10))
            #expect(accepted.response.headerFields[.location]?.hasPrefix(endpoint.base + "/") == true)
            let token = try await client.send(
                request(.post, endpoint, "/tenant/oauth2/v2.0/token"), body: Array("grant_type=x".utf8),
                timeout: .seconds(10))
            #expect(try Value(json: try await bytes(token))["token_type"] == "Bearer")
            #expect(try await get("/cert-manager/cert-manager.yaml").1 == Array(CertManagerRelease.text.utf8))
            let kubeconfig = try #require(try fixture.cloud.kubeconfig(servedAt: endpoint.base))
            let server = try #require(kubeconfig.entries.first?.server)
            let api = try await get(String(server.dropFirst(endpoint.base.count)) + "/api/v1/namespaces?watch=true")
            #expect(try Value(json: api.1)["path"] == "/api/v1/namespaces")
            #expect(try Value(json: api.1)["base"] == .string(server))
        }
    }

    @Test func `a lost reply breaks the connection after the deed`() async throws {
        let fixture = SandboxFixture()
        let fault = try SandboxFault(["match": "PUT *", "action": "lost_reply"])
        try fixture.cloud.transaction { $0.add(fault) }
        try await serving(fixture) { (endpoint, client) async throws -> Void in
            let put = request(.put, endpoint, SandboxFixture.group + "?api-version=2024-07-01")
            let error = await #expect(throws: TransportError.self) {
                try await client.send(put, body: Array(#"{"location": "westeurope"}"#.utf8), timeout: .seconds(10))
            }
            #expect(error?.kind == .connectionLost)
            #expect(try await fixture.get(SandboxFixture.group).status == 200)
        }
    }

    @Test func `faults, dump and reset are served`() async throws {
        let fixture = SandboxFixture()
        try await fixture.makeGroup()
        try await serving(fixture) { (endpoint, client) async throws -> Void in
            func send(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") async throws -> (Int, String) {
                let reply = try await client.send(
                    request(method, endpoint, "/sandbox/" + path), body: Array(body.utf8), timeout: .seconds(10))
                return (reply.response.status.code, String(decoding: try await bytes(reply), as: UTF8.self))
            }
            #expect(try await send(.post, "faults", #"{"name": "n", "match": "GET *", "action": "reset"}"#).0 == 200)
            #expect(try await send(.post, "faults", #"{"action": "explode"}"#).0 == 400)
            #expect(try await send(.get, "faults").1.contains(#""matched":0"#))
            #expect(try await send(.delete, "faults/n").1 == #"{"faults":[]}"#)
            #expect(try await send(.get, "dump").1.contains("resourcegroups"))
            #expect(try await send(.post, "reset").0 == 204)
            #expect(try fixture.cloud.isEmpty())
        }
    }

    @Test func `a stream comes as it happens, and stopping the server ends it`() async throws {
        let fixture = SandboxFixture()
        try await serving(fixture) { (endpoint, client) async throws -> Void in
            let reply = try await client.send(
                request(.get, endpoint, "/clusters/c/watch"), body: [], timeout: .seconds(10))
            guard case .stream(let chunks) = reply.body else {
                Issue.record("The answer is not a stream.")
                return
            }
            try fixture.cloud.transaction { $0.put(SandboxKey(.cluster("c"), "pods", "web"), .null) }
            var iterator = chunks.makeAsyncIterator()
            let first = try await iterator.next()
            #expect(String(decoding: first ?? [], as: UTF8.self).hasPrefix("web"))
        }
    }
}
