import AzureProvider
import HTTPTypes
import Logging
import MartletHTTP
import MartletModel
import MartletProvider
import Sandbox
import Testing

/// The provider over a real socket: async-http-client on one side, the sandbox's server on the other.
struct LoopbackTests {
    private func serving(_ azure: SandboxAzure, _ body: (SandboxServer.Endpoint) async throws -> Void) async throws {
        let server = SandboxServer(
            SandboxTransport(azure.cloud), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (endpoints, ready) = AsyncStream.makeStream(of: SandboxServer.Endpoint.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { ready.yield($0) } }
            var iterator = endpoints.makeAsyncIterator()
            try await body(try #require(await iterator.next()))
            group.cancelAll()
        }
    }

    @Test func `an account is made, read and deleted over HTTP`() async throws {
        let azure = try await SandboxAzure()
        try await serving(azure) { endpoint in
            let clock = azure.cloud.clock
            let provider = AzureProvider(
                AzureProvider.World(
                    transports: NetworkTransportSource(), clock: clock,
                    now: { Int(clock.now.nanoseconds / 1_000_000_000) },
                    readFile: { _ in [] }, credential: FixedCredential()))
            let connection = try await provider.connect(
                to: ["subscription_id": .string(SandboxAzure.subscription), "endpoint": .string(endpoint.base)])
            let group = try await connection.create(
                WriteRequest(
                    type: ResourceType("azure.resource_group"), identity: nil,
                    body: ["name": "g", "location": "westeurope"]), SandboxAzure.context())
            let body: Value = [
                "parent": group.attributes["id"] ?? .null, "name": "loopback1", "location": "westeurope",
                "kind": "StorageV2", "sku": ["name": "Standard_LRS"],
            ]
            let live = try await connection.create(
                WriteRequest(type: ResourceType("azure.storage_account"), identity: nil, body: body),
                SandboxAzure.context())
            #expect(live.unsettled == nil)
            #expect(live.marker == SandboxAzure.marker)
            #expect(try await connection.find(marker: SandboxAzure.marker).count == 2)
            let record = ResourceRecord(
                address: try #require(Address("resource.g")), type: ResourceType("azure.resource_group"),
                provider: "azure", connection: "azure", identity: group.identity, body: [:], attributes: [:])
            try await connection.delete(record, SandboxAzure.context())
            #expect(try await connection.find(marker: SandboxAzure.marker).isEmpty)
        }
    }

    @Test func `a port where nobody listens was not sent to`() async throws {
        let transport = try AsyncHTTPClientTransport()
        let url = try #require(AbsoluteURL("http://127.0.0.1:1/"))
        let error = await #expect(throws: TransportError.self) {
            try await transport.exchange(HTTPRequest(.put, url), timeout: .seconds(5))
        }
        #expect(error?.kind == .notSent)
    }

    @Test func `a server that speaks no TLS is a TLS failure`() async throws {
        let azure = try await SandboxAzure()
        try await serving(azure) { endpoint in
            let transport = try AsyncHTTPClientTransport()
            let url = try #require(AbsoluteURL("https://127.0.0.1:\(endpoint.port)/"))
            let error = await #expect(throws: TransportError.self) {
                try await transport.exchange(HTTPRequest(.put, url), timeout: .seconds(5))
            }
            #expect(error?.mayHaveArrived == false)
        }
    }

    @Test func `PEM that is none is refused before anything is sent`() {
        let options = TransportOptions(roots: Array("nonsense".utf8))
        let error = #expect(throws: TransportError.self) { try AsyncHTTPClientTransport(options) }
        #expect(error?.kind == .tls)
    }
}
