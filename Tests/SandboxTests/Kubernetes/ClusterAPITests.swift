import HTTPTypes
import MartletModel
import Sandbox
import Testing

/// The wire: discovery, reading, watching, writing without apply.
struct ClusterAPITests {
    static let maps = "/api/v1/namespaces/default/configmaps"

    private func map(_ name: String, _ rest: String = "") -> String {
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: \(name), namespace: default\(rest)}}"
    }

    private func events(_ answer: ClusterFixture.Answer) -> [Value] {
        answer.text.split(separator: "\n").compactMap { try? Value(json: String($0)) }
    }

    @Test func `discovery is aggregated, tagged, and there in its older form`() async throws {
        let cluster = try ClusterFixture()
        var headers = HTTPFields()
        headers[.accept] = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"
        let first = try await cluster.get("/apis", headers: headers)
        #expect(first.headers[.contentType] == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
        #expect(first.body["items"]?.elements?.contains { $0.at("metadata", "name") == "apps" } == true)
        headers[.ifNoneMatch] = first.headers[.eTag]
        #expect(try await cluster.get("/apis", headers: headers).status == 304)
        let legacy = try await cluster.get("/api/v1")
        #expect(legacy.body["kind"] == "APIResourceList")
        #expect(try await cluster.get("/version").body["gitVersion"] == "v1.33.4")
        #expect(try await cluster.get("/readyz").text == "ok")
    }

    @Test func `unknown paths are told apart`() async throws {
        let cluster = try ClusterFixture()
        let group = try await cluster.get("/apis/nope.io/v1/things")
        #expect(group.status == 404)
        #expect(group.text == "404 page not found\n")
        let resource = try await cluster.get("/api/v1/things")
        #expect(resource.message == "the server could not find the requested resource")
        let namespace = try await cluster.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: no}}")
        #expect(namespace.status == 404)
        #expect(namespace.body.at("details", "kind") == "namespaces")
        #expect(namespace.message == "namespaces \"no\" not found")
        #expect(try await cluster.get("\(Self.maps)/a").message == "configmaps \"a\" not found")
    }

    @Test func `every built-in type can be read from the tables`() async throws {
        let cluster = try ClusterFixture()
        let index = try await cluster.get("/openapi/v3").body["paths"]?.fields ?? Fields()
        #expect(index.count >= 15)
        for place in index.keys {
            #expect(try await cluster.get("/openapi/v3/\(place)").body["openapi"] == "3.0.0")
        }
        let schemas = try await cluster.get("/openapi/v3/apis/apps/v1").body.at("components", "schemas")
        #expect(schemas?.at("io.k8s.api.Container", "properties", "livenessProbe") != nil)
    }

    @Test func `lists come in pages, and selectors choose`() async throws {
        let cluster = try ClusterFixture()
        for number in 0..<5 { _ = try await cluster.create(map("m\(number)", ", labels: {n: '\(number)'}")) }
        let first = try await cluster.get("\(Self.maps)?limit=4")
        #expect(first.body["items"]?.elements?.count == 4)
        #expect(first.body.at("metadata", "remainingItemCount") == 2)
        #expect(first.body.find("items", 0, "kind") == nil)
        let token = try #require(first.body.at("metadata", "continue")?.stringValue)
        let encoded = token.replacing("+", with: "%2B").replacing("=", with: "%3D")
        let rest = try await cluster.get("\(Self.maps)?limit=4&continue=\(encoded)")
        #expect(rest.body["items"]?.elements?.map { $0.at("metadata", "name") } == ["m3", "m4"])
        for (selector, count) in [("n%3D1", 1), ("n%21%3D1", 5), ("n%20in%20(1,2)", 2), ("n", 5), ("!n", 1)] {
            let answer = try await cluster.get("\(Self.maps)?labelSelector=\(selector)")
            #expect(answer.body["items"]?.elements?.count == count, "\(selector)")
        }
        #expect(
            try await cluster.get("\(Self.maps)?fieldSelector=metadata.name%3Dm1").body["items"]?.elements?.count == 1)
        #expect(try await cluster.get("\(Self.maps)?fieldSelector=data.x%3D1").status == 400)
        #expect(try await cluster.get("\(Self.maps)?resourceVersion=99999999").body["reason"] == "Timeout")
    }

    @Test func `a watch tells what happened since, then ends with a bookmark`() async throws {
        let cluster = try ClusterFixture()
        let start = try await cluster.create(map("a")).version
        _ = try await cluster.patch("\(Self.maps)/a", #"{"data":{"x":"1"}}"#)
        _ = try await cluster.delete("\(Self.maps)/a")
        let options = "watch=true&timeoutSeconds=5&allowWatchBookmarks=true"
        let answer = try await cluster.get("\(Self.maps)?\(options)&resourceVersion=\(start)")
        #expect(events(answer).map { $0["type"] } == ["MODIFIED", "DELETED", "BOOKMARK"])
        let fresh = try await cluster.get("\(Self.maps)?\(options)&sendInitialEvents=true")
        #expect(events(fresh).map { $0["type"] } == ["ADDED", "BOOKMARK", "BOOKMARK"])
    }

    @Test func `a watch sees what controllers do as time passes`() async throws {
        let cluster = try ClusterFixture()
        let made = try await cluster.apply(ServerSideApplyTests.web)
        let answer = try await cluster.get(
            "/apis/apps/v1/namespaces/default/deployments?watch=1&timeoutSeconds=60&resourceVersion=\(made.version)")
        #expect(events(answer).last?["object"]?.at("status", "readyReplicas") == 3)
    }

    @Test func `replacing needs the latest version, and unknown fields warn or fail`() async throws {
        let cluster = try ClusterFixture()
        let made = try await cluster.create(map("a"))
        _ = try await cluster.patch("\(Self.maps)/a", #"{"data":{"x":"1"}}"#)
        let stale = try await cluster.replace(made.body)
        #expect(stale.status == 409)
        #expect(stale.body.at("details", "causes") == nil)
        #expect(try await cluster.create(map("a")).body["reason"] == "AlreadyExists")
        let strict = try await cluster.create(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: default}, dat: {}}",
            query: "?fieldValidation=Strict")
        #expect(strict.status == 400)
        #expect(strict.message.contains("strict decoding error: unknown field \"dat\""))
        let warned = try await cluster.create(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: default}, dat: {}}")
        let warning = try #require(HTTPField.Name("Warning"))
        #expect(warned.headers[warning] == "299 - \"unknown field \\\"dat\\\"\"")
    }

    @Test func `the three patches`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(ServerSideApplyTests.web)
        let path = "/apis/apps/v1/namespaces/default/deployments/web"
        let strategic = try await cluster.patch(
            path,
            #"{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s:1"}],"$setElementOrder/containers":[{"name":"side"},{"name":"main"}]}}}}"#,
            type: "application/strategic-merge-patch+json")
        let containers = strategic.body.at("spec", "template", "spec", "containers")?.elements ?? []
        #expect(containers.map { $0["name"] } == ["side", "main"])
        let json = try await cluster.patch(
            path,
            #"[{"op":"test","path":"/spec/replicas","value":3},{"op":"replace","path":"/spec/replicas","value":4}]"#,
            type: "application/json-patch+json")
        #expect(json.body.at("spec", "replicas") == 4)
        let failed = try await cluster.patch(
            path, #"[{"op":"test","path":"/spec/replicas","value":3}]"#, type: "application/json-patch+json")
        #expect(failed.status == 422)
        let merged = try await cluster.patch(path, #"{"metadata":{"labels":{"a":"b"}},"spec":{"replicas":null}}"#)
        #expect(merged.body.at("spec", "replicas") == 1)
        #expect(merged.body.at("metadata", "labels") == ["a": "b"])
    }

    @Test func `deletion honours preconditions, finalizers and the wish of who asks`() async throws {
        let cluster = try ClusterFixture()
        let made = try await cluster.create(map("a", ", finalizers: [x.io/y]"))
        let wrong = try await cluster.delete(
            "\(Self.maps)/a", ["preconditions": ["uid": "00000000-0000-4000-8000-000000000000"]])
        #expect(wrong.status == 409)
        let begun = try await cluster.delete(
            "\(Self.maps)/a", ["preconditions": ["uid": made.body.at("metadata", "uid") ?? ""]])
        #expect(begun.body.at("metadata", "deletionTimestamp") != nil)
        _ = try await cluster.patch("\(Self.maps)/a", #"{"metadata":{"finalizers":[]}}"#)
        #expect(try await cluster.get("\(Self.maps)/a").status == 404)

        _ = try await cluster.apply(ServerSideApplyTests.web)
        let sets = "/apis/apps/v1/namespaces/default/replicasets"
        _ = try await cluster.delete(
            "/apis/apps/v1/namespaces/default/deployments/web", ["propagationPolicy": "Orphan"])
        #expect(try await cluster.get(sets).body.find("items", 0, "metadata", "ownerReferences") == nil)
        #expect(try await cluster.get(sets).body["items"]?.elements?.count == 1)

        _ = try await cluster.apply(ServerSideApplyTests.web.replacing("web", with: "two"))
        try cluster.pass(.seconds(10))
        let path = "/apis/apps/v1/namespaces/default/deployments/two"
        let foreground = try await cluster.delete(path, ["propagationPolicy": "Foreground"])
        #expect(foreground.body.at("metadata", "finalizers") == ["foregroundDeletion"])
        #expect(try await cluster.get(path).status == 200)
        try cluster.pass(.seconds(10))
        #expect(try await cluster.get(path).status == 404)
    }

    @Test func `a disruption budget keeps a pod from eviction`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(ServerSideApplyTests.web)
        _ = try await cluster.apply(
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: web, namespace: default}
            spec: {minAvailable: 3, selector: {matchLabels: {app: web}}}
            """)
        try cluster.pass(.seconds(10))
        let pods = "/api/v1/namespaces/default/pods"
        let name = try await cluster.get(pods).body.find("items", 0, "metadata", "name")?.stringValue ?? ""
        let evicted = try await cluster.send(.post, "\(pods)/\(name)/eviction", Array("{}".utf8))
        #expect(evicted.status == 429)
    }
}
