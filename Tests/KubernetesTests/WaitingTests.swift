import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Synchronization
import Testing

/// A deployment that gets ready, or does not, as the server's answers say.
struct WaitingTests {
    private let path = "/apis/apps/v1/namespaces/n/deployments/d"

    private func deployment(_ ready: Int, more: String = "") -> String {
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"n","uid":"u","generation":1},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"d"}}},"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":\#(ready),"availableReplicas":\#(ready)\#(more)}}"#
    }

    private func server() -> ScriptedTransport {
        let server = ScriptedTransport()
        server.on(
            "GET /api", 200,
            #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[{"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","verbs":["list"]},{"resource":"events","responseKind":{"kind":"Event"},"scope":"Namespaced","verbs":["list"]}]}]}]}"#
        )
        server.on(
            "GET /apis", 200,
            #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","verbs":["get"]}]}]},{"metadata":{"name":"apiextensions.k8s.io"},"versions":[{"version":"v1","resources":[{"resource":"customresourcedefinitions","responseKind":{"kind":"CustomResourceDefinition"},"scope":"Cluster","verbs":["get"]}]}]}]}"#
        )
        return server
    }

    private func wait(
        _ server: ScriptedTransport, _ object: String, identity: String = "k/apps/Deployment/n/d",
        for rule: Value? = nil, isEnding: Bool = false, clock: InstantClock = InstantClock(),
        reports: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> LiveObject {
        let provider = KubernetesProvider(surroundings(FixedTransportSource(server), clock: clock))
        let connection = try await provider.connect(to: [
            "kubeconfig":
                "{clusters: [{name: c, cluster: {server: 'http://sim'}}], contexts: [{name: x, context: {cluster: c}}]}"
        ])
        return try await connection.awaitReady(
            LiveObject(identity: Identity(identity), attributes: try Value(json: object)),
            type: KubernetesProvider.objectType, wait: rule,
            StepContext(
                marker: StackIdentity(stack: "s"), timeout: .seconds(30), report: reports, isEnding: { isEnding })
        )
    }

    @Test("What is ready already is not asked for again")
    func readyAtOnce() async throws {
        let server = server()
        _ = try await wait(server, deployment(1))
        #expect(server.lines.isEmpty)
    }

    @Test("The wait goes on until the object is ready, and says what is missing")
    func getsReady() async throws {
        let server = server()
        for _ in 0..<3 { server.on("GET \(path)", 200, deployment(0)) }
        server.on("GET \(path)", 200, deployment(1))
        server.on(
            "GET /api/v1/namespaces/n/pods", 200, #"{"items":[{"metadata":{"name":"p"},"status":{"phase":"Pending"}}]}"#
        )
        let said = Mutex<[String]>([])
        let object = try await wait(server, deployment(0)) { text in said.withLock { $0.append(text) } }
        #expect(object.attributes.at("status", "readyReplicas") == 1)
        #expect(
            said.withLock { $0.first } == "Deployment n/d: 0 of 1 replicas are ready; pod p: it has not started yet")
        #expect(server.seen.first { $0.line.hasSuffix("/pods") }?.query.contains("labelSelector=app%3Dd") == true)
    }

    @Test("What cannot get ready fails at once, and what takes too long in time")
    func failures() async throws {
        let crashing = server()
        crashing.on("GET \(path)", 200, deployment(0))
        crashing.on(
            "GET /api/v1/namespaces/n/pods", 200,
            #"{"items":[{"metadata":{"name":"p"},"status":{"containerStatuses":[{"name":"a","restartCount":5,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}]}"#
        )
        let failed = await #expect(throws: ProviderError.self) { _ = try await wait(crashing, deployment(0)) }
        #expect(failed?.kind == .operationFailed)
        #expect(failed?.message.contains("container a crashes (5 restarts)") == true)
        let slow = server()
        slow.on("GET \(path)", 200, deployment(0))
        let clock = InstantClock()
        let late = await #expect(throws: ProviderError.self) { _ = try await wait(slow, deployment(0), clock: clock) }
        #expect(late?.kind == .timeout)
        #expect(late?.message == "Deployment n/d was not ready after 30 s: 0 of 1 replicas are ready.")
        // Before the step's own end, after which nothing would be said of it.
        #expect(clock.now.offset < .seconds(30))
    }

    @Test("A run that ends is not held up by what is not ready")
    func ending() async throws {
        let slow = server()
        slow.on("GET \(path)", 200, deployment(0))
        let left = await #expect(throws: ProviderError.self) {
            _ = try await wait(slow, deployment(0), isEnding: true)
        }
        #expect(left?.code == "NotAwaited")
        #expect(
            left?.message == "Deployment n/d was not ready when the run was ended: 0 of 1 replicas are ready.")
        // What is ready by then is done.
        let server = server()
        server.on("GET \(path)", 200, deployment(1))
        _ = try await wait(server, deployment(0), isEnding: true)
    }

    @Test("An object that is deleted meanwhile fails; `wait: none` asks nothing; nonsense is refused")
    func others() async throws {
        let error = await #expect(throws: ProviderError.self) { _ = try await wait(self.server(), deployment(0)) }
        #expect(error?.code == "Gone")
        let server = self.server()
        _ = try await wait(server, deployment(0), for: "none")
        #expect(server.lines.isEmpty)
        let nonsense = await #expect(throws: ProviderError.self) {
            _ = try await wait(server, deployment(0), for: "soon")
        }
        #expect(nonsense?.kind == .invalid)
    }

    @Test("A definition is ready once its kind is served")
    func definitions() async throws {
        let server = ScriptedTransport()
        let apis = { (more: String) in
            #"{"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apiextensions.k8s.io"},"versions":[{"version":"v1","resources":[{"resource":"customresourcedefinitions","responseKind":{"kind":"CustomResourceDefinition"},"scope":"Cluster","verbs":["get"]}]}]}\#(more)]}"#
        }
        server.on("GET /api", 200, #"{"kind":"APIGroupDiscoveryList","items":[]}"#)
        server.on("GET /apis", 200, apis(""))
        server.on("GET /apis", 200, apis(""))
        server.on(
            "GET /apis", 200,
            apis(
                #",{"metadata":{"name":"e.com"},"versions":[{"version":"v1","resources":[{"resource":"things","responseKind":{"kind":"Thing"},"scope":"Namespaced","verbs":["get"]}]}]}"#
            ))
        let definition =
            #"{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.e.com"},"spec":{"group":"e.com","names":{"kind":"Thing"}},"status":{"conditions":[{"type":"NamesAccepted","status":"True"},{"type":"Established","status":"True"}]}}"#
        server.on("GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.e.com", 200, definition)
        _ = try await wait(
            server, definition, identity: "k/apiextensions.k8s.io/CustomResourceDefinition/-/things.e.com")
        #expect(server.seen.filter { $0.line == "GET /apis" }.count == 3)
    }
}
