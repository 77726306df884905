import HTTPTypes
import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Testing

struct ConnectionTests: OneMapSuite {
    @Test("A create looks first, then applies with our labels, strictly, and never forces")
    func create() async throws {
        let server = scripted()
        server.on("PATCH \(path)", 201, live)
        let object = try await connect(server).create(
            WriteRequest(type: type, identity: try identity(), body: map), context)
        #expect(server.lines == ["GET \(path)", "PATCH \(path)"])
        let patch = try #require(server.seen.last)
        #expect(patch.query == "fieldManager=martlet&fieldValidation=Strict")
        #expect(patch.headers[.contentType] == "application/apply-patch+yaml")
        #expect(patch.headers[.authorization] == "Bearer t0k")
        #expect(patch.body?.at("metadata", "labels", "martlet.dev/stack") == "shop")
        #expect(patch.body?.at("metadata", "namespace") == "default")
        #expect(object.lineage == Lineage("u1"))
        #expect(object.marker == StackIdentity(stack: "shop"))
        #expect(object.attributes.at("metadata", "labels") == nil)
        #expect(object.attributes.at("metadata", "managedFields") == nil)
    }

    @Test("What an interrupted run of the same stack made is taken up again")
    func createAgain() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, live)
        server.on("PATCH \(path)", 200, live)
        _ = try await connect(server).create(WriteRequest(type: type, identity: try identity(), body: map), context)
        #expect(server.lines == ["GET \(path)", "PATCH \(path)"])
    }

    @Test("Somebody else's object is not touched")
    func alreadyThere() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, foreign)
        let error = await #expect(throws: ProviderError.self) {
            _ = try await connect(server).create(WriteRequest(type: type, identity: try identity(), body: map), context)
        }
        #expect(error?.code == "AlreadyExists")
        #expect(error?.message.contains("kubectl-client-side-apply") == true)
        #expect(server.lines == ["GET \(path)"])
    }

    @Test("Adoption hands the fields of client-side tools over first")
    func adoption() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, foreign)
        server.on("PATCH \(path)", 200, foreign)
        server.on("PATCH \(path)", 200, live)
        _ = try await connect(server).create(
            WriteRequest(type: type, identity: try identity(), body: map, mayAdopt: true), context)
        let patches = server.seen.filter { $0.line == "PATCH \(path)" }
        #expect(patches[0].headers[.contentType] == "application/json-patch+json")
        #expect(patches[0].body?.elements?[0] == ["op": "test", "path": "/metadata/resourceVersion", "value": "7"])
        let entries = patches[0].body?.elements?[1].at("value")?.elements ?? []
        #expect(entries.map { $0["manager"] } == ["kubectl-client-side-apply", "martlet"])
        #expect(entries.map { $0["fieldsV1"] } == [["f:data": ["f:old": [:]]], ["f:data": ["f:k": [:]]]])
        #expect(patches[1].query.contains("force=true"))
    }

    private let conflict =
        #"{"kind":"Status","code":409,"reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","field":".data.k","message":"conflict with \"eve\" using v1"}]}}"#

    @Test("An update names the uid, so that it cannot hit another object")
    func updateNamesUID() async throws {
        let server = scripted()
        server.on("PATCH \(path)", 200, live)
        let request = WriteRequest(type: type, identity: try identity(), body: map, prior: try prior(["k": "v0"]))
        _ = try await connect(server).update(request, context)
        #expect(server.lines == ["PATCH \(path)"])
        #expect(server.seen.last?.body?.at("metadata", "uid") == "u1")
    }

    @Test("A field of ours that somebody changed is set back by force: the plan has shown it")
    func driftIsForced() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, live.replacing(#""k":"v""#, with: #""k":"theirs""#))
        server.on("PATCH \(path)", 409, conflict)
        server.on("PATCH \(path)", 200, live)
        let request = WriteRequest(type: type, identity: try identity(), body: map, prior: try prior(["k": "v0"]))
        _ = try await connect(server).update(request, context)
        let queries = server.seen.filter { $0.line == "PATCH \(path)" }.map(\.query)
        #expect(queries.map { $0.contains("force=true") } == [false, true, true])
        #expect(queries.map { $0.contains("dryRun=All") } == [false, true, false])
    }

    @Test("A field that was never ours stays with its owner, and the error says whose it is")
    func conflictStops() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, live.replacing(#""k":"v""#, with: #""k":"theirs""#))
        server.on("PATCH \(path)", 409, conflict)
        server.on("PATCH \(path)", 200, live)
        let request = WriteRequest(type: type, identity: try identity(), body: map, prior: try prior(["other": "x"]))
        let error = await #expect(throws: ProviderError.self) { _ = try await connect(server).update(request, context) }
        #expect(error?.code == "FieldManagerConflict")
        #expect(error?.message.contains("`eve`") == true)
        #expect(error?.message.contains("theirs") == true)
    }

    @Test("Trouble that passes is tried again; a webhook that is not up is waited for")
    func retries() async throws {
        let server = scripted()
        server.on("PATCH \(path)", 429, "{}", headers: [.of("Retry-After"): "3"])
        server.on("PATCH \(path)", 503, "no")
        server.on(
            "PATCH \(path)", 500, #"{"kind":"Status","message":"failed calling webhook: no endpoints available"}"#)
        server.on("PATCH \(path)", 201, live)
        _ = try await connect(server).create(WriteRequest(type: type, identity: try identity(), body: map), context)
        #expect(server.lines.filter { $0.hasPrefix("PATCH") }.count == 4)
    }

    @Test("A kind that is never served ends in an error that names it, after the step's time")
    func notServed() async throws {
        let server = scripted()
        let body: Value = ["apiVersion": "example.com/v1", "kind": "Thing", "metadata": ["name": "t"]]
        let error = await #expect(throws: ProviderError.self) {
            _ = try await connect(server).create(WriteRequest(type: type, identity: nil, body: body), context)
        }
        #expect(error?.message == "The cluster does not serve `example.com/v1 Thing`.")
    }

    @Test("A few objects are read one by one, many by one list")
    func reading() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, live)
        let connection = try await connect(server)
        let one = await connection.read([ReadTarget(type: type, identity: try identity(), body: map)])
        #expect(try one.map { try $0.get() != .absent } == [true])
        let page = live.replacing(#""apiVersion":"v1","kind":"ConfigMap","#, with: "")
        server.on(
            "GET /api/v1/namespaces/default/configmaps", 200, #"{"metadata":{"continue":"next"},"items":[\#(page)]}"#)
        server.on(
            "GET /api/v1/namespaces/default/configmaps", 200,
            #"{"metadata":{},"items":[\#(page.replacing(#""name":"a""#, with: #""name":"b""#))]}"#)
        let base = try identity().text.dropLast()
        let targets = ["a", "b", "c", "d"].map { ReadTarget(type: type, identity: Identity(base + $0), body: map) }
        let many = await connection.read(targets)
        #expect(try many.map { try $0.get() != .absent } == [true, true, false, false])
        #expect(server.lines.count == 3)
    }

    @Test("A delete names the uid, waits while the object is there, and takes another one's uid for success")
    func deleting() async throws {
        let server = scripted()
        server.on("DELETE \(path)", 200, live)
        server.on("GET \(path)", 200, live)
        server.on("GET \(path)", 200, live)
        server.on("GET \(path)", 404, #"{"kind":"Status","reason":"NotFound"}"#)
        try await connect(server).delete(try prior([:]), context)
        #expect(server.lines == ["DELETE \(path)", "GET \(path)", "GET \(path)", "GET \(path)"])
        #expect(server.seen.first { $0.line.hasPrefix("DELETE") }?.body?.at("preconditions", "uid") == "u1")

        let other = self.server(deleteAnswer: 409)
        try await connect(other).delete(try prior([:]), context)
        let gone = self.server(deleteAnswer: 404)
        try await connect(gone).delete(try prior([:]), context)
    }

    private func server(deleteAnswer: Int) -> ScriptedTransport {
        let server = scripted()
        server.on("DELETE \(path)", deleteAnswer, #"{"kind":"Status","reason":"Conflict","message":"uid"}"#)
        return server
    }

    @Test("A delete that does not end says which finalizers hold it")
    func stuckDelete() async throws {
        let server = scripted()
        let held = live.replacing(#""uid":"u1""#, with: #""uid":"u1","finalizers":["example.com/hold"]"#)
        server.on("DELETE \(path)", 200, held)
        server.on("GET \(path)", 200, held)
        let error = await #expect(throws: ProviderError.self) {
            try await connect(server).delete(try prior([:]), context)
        }
        #expect(error?.code == "DeleteTimeout")
        #expect(error?.message.contains("example.com/hold") == true)
    }

    @Test("A write that the server refuses names each fault once")
    func createRefused() async throws {
        let server = scripted()
        server.on(
            "PATCH \(path)", 422,
            #"{"kind":"Status","code":422,"reason":"Invalid","message":"bad","details":{"causes":[{"reason":"FieldValueInvalid","field":"data.k","message":"Invalid value"}]}}"#
        )
        let error = await #expect(throws: ProviderError.self) {
            try await connect(server).create(WriteRequest(type: type, identity: identity(), body: map), context)
        }
        #expect(error?.message == "The API server does not accept ConfigMap default/a.")
        #expect(error?.problems.map(\.message) == ["The API server says: Invalid value."])
    }

    @Test("The sweep finds what we applied, and not the copies that controllers make of our labels")
    func sweep() async throws {
        let server = scripted()
        let copy = live.replacing(#""name":"a""#, with: #""name":"copy""#).replacing(
            #""manager":"martlet""#, with: #""manager":"kcm""#)
        server.on("GET /api/v1/configmaps", 200, #"{"items":[\#(live),\#(copy)]}"#)
        server.on("GET /api/v1/namespaces", 403, #"{"kind":"Status","reason":"Forbidden"}"#)
        server.on("GET /apis/apps/v1/deployments", 200, #"{"items":[]}"#)
        let found = try await connect(server).find(marker: StackIdentity(stack: "shop"))
        #expect(found.map(\.identity) == [try identity()])
        #expect(
            server.seen.last { $0.line.hasSuffix("configmaps") }?.query.contains(
                "labelSelector=martlet.dev%2Fstack%3Dshop%2Cmartlet.dev%2Fenvironment%3Ddefault") == true)
    }

    @Test("A cluster other than the one that is meant is refused")
    func otherCluster() async throws {
        let server = scripted()
        server.on("GET /api/v1/namespaces/kube-system", 200, #"{"metadata":{"uid":"two"}}"#)
        let error = await #expect(throws: ProviderError.self) { _ = try await connect(server, ["cluster_uid": "one"]) }
        #expect(error?.code == "OtherCluster")
    }

    @Test("Old servers without aggregated discovery are asked document by document, broken groups passed over")
    func legacyDiscovery() async throws {
        let server = ScriptedTransport()
        server.on("GET /api", 200, #"{"kind":"APIVersions","versions":["v1"]}"#)
        server.on(
            "GET /api/v1", 200,
            #"{"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"configmaps","kind":"ConfigMap","namespaced":true,"verbs":["get"]},{"name":"configmaps/x","kind":"X"}]}"#
        )
        server.on(
            "GET /apis", 200,
            #"{"kind":"APIGroupList","groups":[{"name":"broken","versions":[{"groupVersion":"broken/v1"}]}]}"#)
        server.on("GET /apis/broken/v1", 503, "no")
        server.on("GET \(path)", 200, live)
        let found = await (try connect(server)).read([ReadTarget(type: type, identity: try identity(), body: map)])
        #expect(try found.map { try $0.get() != .absent } == [true])
    }
}
